package org.acequia.web.stewarding;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.acequia.web.Curators;
import org.springframework.web.servlet.HandlerInterceptor;

/// Lets nobody to `/admin` who is not a steward of this node.
public final class Stewards implements HandlerInterceptor {

  private final Curators curators;

  /// Asks `curators`.
  public Stewards(Curators curators) {
    this.curators = curators;
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    if (curators.isSteward(request)) {
      return true;
    }
    if (curators.current(request).isEmpty() && request.getMethod().equals("GET")) {
      response.setStatus(HttpServletResponse.SC_SEE_OTHER);
      response.setHeader(
          "Location",
          "/sign-in?back=" + URLEncoder.encode(request.getRequestURI(), StandardCharsets.UTF_8));
    } else {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
    }
    return false;
  }
}
