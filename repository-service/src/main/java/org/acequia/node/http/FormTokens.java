package org.acequia.node.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;

/// What proves that a form came from this node: kept in the session of whoever is signed in, and in
/// a cookie of everyone else's, so that strangers who look at the sign-in page fill no memory.
final class FormTokens implements CsrfTokenRepository {

  private final HttpSessionCsrfTokenRepository inSession = new HttpSessionCsrfTokenRepository();
  private final CookieCsrfTokenRepository inCookie = new CookieCsrfTokenRepository();

  FormTokens() {
    inCookie.setCookieName("acequia-form");
    inCookie.setParameterName("_csrf");
    inCookie.setHeaderName("X-CSRF-TOKEN");
    inCookie.setCookiePath("/");
    inCookie.setCookieCustomizer(cookie -> cookie.httpOnly(true).sameSite("Lax"));
  }

  @Override
  public CsrfToken generateToken(HttpServletRequest request) {
    return kept(request).generateToken(request);
  }

  @Override
  public void saveToken(
      @Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
    kept(request).saveToken(token, request, response);
  }

  @Override
  public @Nullable CsrfToken loadToken(HttpServletRequest request) {
    return kept(request).loadToken(request);
  }

  private CsrfTokenRepository kept(HttpServletRequest request) {
    return request.getSession(false) == null ? inCookie : inSession;
  }
}
