package org.acequia.web.curating;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.acequia.web.Curator;
import org.acequia.web.Curators;
import org.springframework.web.servlet.HandlerInterceptor;

/// Where a curator works: lets nobody to `/curate` who is not signed in.
public final class Desk implements HandlerInterceptor {

  private final Curators curators;

  /// Asks `curators`.
  public Desk(Curators curators) {
    this.curators = curators;
  }

  /// Returns who is signed in; [#preHandle] made sure that somebody is.
  Curator curator(HttpServletRequest request) {
    return curators
        .current(request)
        .orElseThrow(() -> new IllegalStateException("Nobody is signed in"));
  }

  /// Sends a reader to sign in. A form that was sent after the session ended is refused instead, so
  /// that the browser still has it when the person goes back.
  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws java.io.IOException {
    if (curators.current(request).isPresent()) {
      return true;
    }
    if (request.getMethod().equals("GET")) {
      String back = URLEncoder.encode(request.getRequestURI(), StandardCharsets.UTF_8);
      response.setStatus(HttpServletResponse.SC_SEE_OTHER);
      response.setHeader("Location", "/sign-in?back=" + back);
    } else {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
    }
    return false;
  }
}
