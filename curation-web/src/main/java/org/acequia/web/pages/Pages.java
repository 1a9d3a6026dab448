package org.acequia.web.pages;

import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.acequia.web.Curators;
import org.acequia.web.Founding;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.servlet.View;

/// Turns a view model and its template into an answer.
///
/// A template is `NAME.jte` with the parameters `page` and `view`. Every answer carries its own
/// security headers, so that a page is safe wherever it is mounted.
public final class Pages {

  /// Only what this node serves itself, and nothing inline.
  public static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; "
          + "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
          + "base-uri 'none'; frame-ancestors 'none'";

  private final TemplateEngine templates;
  private final Messages messages;
  private final Founding founding;
  private final Curators curators;
  private final Undos undos;
  private final ZoneId zone;
  private final String assetVersion;

  /// Renders pages of the community of `founding`, with times as a clock in `zone` shows them.
  public Pages(
      TemplateEngine templates,
      Messages messages,
      Founding founding,
      Curators curators,
      Undos undos,
      ZoneId zone,
      String assetVersion) {
    this.templates = templates;
    this.messages = messages;
    this.founding = founding;
    this.curators = curators;
    this.undos = undos;
    this.zone = zone;
    this.assetVersion = assetVersion;
  }

  /// Returns a page to answer with.
  public View show(String template, Object view) {
    return show(HttpStatus.OK, template, view);
  }

  /// Returns a page to answer with, under `status`.
  public View show(HttpStatus status, String template, Object view) {
    return (model, request, response) -> write(status, template, view, request, response);
  }

  /// Returns an answer that sends the browser on to `path`, with GET.
  public View seeOther(String path) {
    return (model, request, response) -> {
      response.setStatus(HttpStatus.SEE_OTHER.value());
      response.setHeader("Location", path);
    };
  }

  /// Returns the frame for an answer to `request`.
  public Page page(HttpServletRequest request) {
    return new Page(
        messages,
        Languages.of(request),
        zone,
        new Page.Surroundings(
            founding.community(),
            curators.current(request),
            request.getRequestURI(),
            Theme.of(request),
            undos.offered(request)),
        formToken(request),
        assetVersion);
  }

  private void write(
      HttpStatus status,
      String template,
      Object view,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Page page = page(request);
    Utf8ByteOutput output = new Utf8ByteOutput();
    templates.render(template + ".jte", Map.of("page", page, "view", view), output);
    if (Address.field(request, Languages.NAME).isPresent()) {
      Languages.remember(response, page.language());
    }
    response.setStatus(status.value());
    response.setContentType("text/html;charset=UTF-8");
    response.setHeader("Content-Language", page.language().tag());
    response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Cache-Control", "no-cache");
    response.setHeader("Vary", "Accept-Language, Cookie");
    response.setContentLength(output.getContentLength());
    output.writeTo(response.getOutputStream());
  }

  /// A reader's page never asks for the token, and so never starts a session.
  private static Supplier<Optional<Page.FormToken>> formToken(HttpServletRequest request) {
    return () ->
        Optional.ofNullable(request.getAttribute(CsrfToken.class.getName()))
            .map(CsrfToken.class::cast)
            .map(t -> new Page.FormToken(t.getParameterName(), t.getHeaderName(), t.getToken()));
  }
}
