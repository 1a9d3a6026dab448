package org.acequia.web.pages;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The light in which a person reads. A cookie remembers the choice, so that it needs no script.
public enum Theme {
  /// As the person's device is set.
  AUTO,
  LIGHT,
  DARK;

  /// The name of the cookie.
  public static final String COOKIE = "theme";

  private static final Duration KEPT = Duration.ofDays(365);

  /// Returns the name in addresses and in the cookie.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Returns the theme with this name.
  public static Optional<Theme> of(String code) {
    return Arrays.stream(values()).filter(theme -> theme.code().equals(code)).findFirst();
  }

  /// Returns the theme to answer `request` in.
  public static Theme of(HttpServletRequest request) {
    return Optional.ofNullable(request.getCookies()).map(List::of).orElse(List.of()).stream()
        .filter(cookie -> cookie.getName().equals(COOKIE))
        .flatMap(cookie -> of(cookie.getValue()).stream())
        .findFirst()
        .orElse(AUTO);
  }

  /// Remembers the choice in the browser.
  public void remember(HttpServletResponse response) {
    Cookie cookie = new Cookie(COOKIE, code());
    cookie.setPath("/");
    cookie.setMaxAge(this == AUTO ? 0 : (int) KEPT.toSeconds());
    cookie.setHttpOnly(true);
    cookie.setAttribute("SameSite", "Lax");
    response.addCookie(cookie);
  }
}
