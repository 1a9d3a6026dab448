package org.acequia.web.pages;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Which [Language] a person wants: what `?lang=` says, else the cookie that an earlier choice
/// left, else the browser's own order of preference.
public final class Languages {

  /// The name of the parameter and of the cookie.
  public static final String NAME = "lang";

  private static final Duration KEPT = Duration.ofDays(365);

  private Languages() {}

  /// Returns the language to answer `request` in.
  public static Language of(HttpServletRequest request) {
    return Address.field(request, NAME)
        .flatMap(Language::of)
        .or(() -> fromCookie(request))
        .orElseGet(() -> preferred(request));
  }

  /// Remembers a choice in the browser.
  public static void remember(HttpServletResponse response, Language language) {
    Cookie cookie = new Cookie(NAME, language.tag());
    cookie.setPath("/");
    cookie.setMaxAge((int) KEPT.toSeconds());
    cookie.setHttpOnly(true);
    cookie.setAttribute("SameSite", "Lax");
    response.addCookie(cookie);
  }

  private static Optional<Language> fromCookie(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    if (cookies == null) {
      return Optional.empty();
    }
    return List.of(cookies).stream()
        .filter(cookie -> cookie.getName().equals(NAME))
        .map(Cookie::getValue)
        .flatMap(value -> Language.of(value).stream())
        .findFirst();
  }

  private static Language preferred(HttpServletRequest request) {
    List<Locale> locales = java.util.Collections.list(request.getLocales());
    return locales.stream()
        .flatMap(locale -> Language.of(locale.toLanguageTag()).stream())
        .filter(Language.OFFERED::contains)
        .findFirst()
        .orElse(Language.EN);
  }
}
