package org.acequia.web.reading;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Optional;
import org.acequia.web.pages.Language;
import org.acequia.web.pages.Languages;
import org.acequia.web.pages.NotHere;
import org.acequia.web.pages.Pages;
import org.acequia.web.pages.Theme;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.View;

/// `/language/{tag}` and `/theme/{name}`: remember a choice in a cookie and go back to the page it
/// was made on.
@Controller
public final class Choices {

  private final Pages pages;

  /// Answers by `pages`.
  public Choices(Pages pages) {
    this.pages = pages;
  }

  /// Chooses a language.
  @GetMapping("/language/{tag}")
  public View language(
      @PathVariable String tag, HttpServletRequest request, HttpServletResponse response) {
    Languages.remember(response, NotHere.unless(() -> Language.of(tag)));
    return pages.seeOther(back(request));
  }

  /// Chooses a theme.
  @GetMapping("/theme/{name}")
  public View theme(
      @PathVariable String name, HttpServletRequest request, HttpServletResponse response) {
    NotHere.unless(() -> Theme.of(name)).remember(response);
    return pages.seeOther(back(request));
  }

  /// Only the path of where the person came from is used, so that no other site can be meant.
  private static String back(HttpServletRequest request) {
    return Optional.ofNullable(request.getHeader("Referer"))
        .flatMap(Choices::parsed)
        .filter(came -> request.getServerName().equalsIgnoreCase(came.getHost()))
        .filter(came -> came.getRawPath() != null && came.getRawPath().startsWith("/"))
        .filter(came -> !came.getRawPath().startsWith("//"))
        .map(c -> c.getRawPath() + (c.getRawQuery() == null ? "" : "?" + withoutLang(c)))
        .orElse("/");
  }

  private static String withoutLang(URI came) {
    return came.getRawQuery().replaceAll("(^|&)lang=[^&]*", "");
  }

  private static Optional<URI> parsed(String referer) {
    try {
      return Optional.of(URI.create(referer));
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }
}
