package org.acequia.node.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/// Puts on every answer what keeps a browser from doing more with it than it should. A page or a
/// file that may do something more says so itself, in place of this.
final class SecurityHeaders extends OncePerRequestFilter {

  /// For what is neither a page nor a file: nothing loads, nothing runs, nobody frames it.
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final String PERMISSIONS_POLICY =
      "camera=(), microphone=(), geolocation=(), payment=(), usb=(), bluetooth=(), serial=(), "
          + "midi=(), accelerometer=(), gyroscope=(), magnetometer=(), display-capture=()";

  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Permissions-Policy", PERMISSIONS_POLICY);
    if (SocketDoor.isPrivate(request)) {
      // Elsewhere browsers overlook it, and say so on every page.
      response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    }
    chain.doFilter(request, response);
  }
}
