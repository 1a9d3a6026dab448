package org.acequia.node.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/// Lets a request act as the operator, or as a curator, by the token it carries. Keeps no session.
final class BearerFilter extends OncePerRequestFilter {

  private static final String SCHEME = "Bearer ";

  private final String operatorToken;
  private final ApiSessions sessions;

  BearerFilter(String operatorToken, ApiSessions sessions) {
    this.operatorToken = operatorToken;
    this.sessions = sessions;
  }

  /// Tells whether the request names its author itself, so that no other site can have forged it.
  static boolean carriesToken(HttpServletRequest request) {
    String header = request.getHeader("Authorization");
    return header != null && header.startsWith(SCHEME);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (carriesToken(request)) {
      String token = request.getHeader("Authorization").substring(SCHEME.length()).strip();
      if (MessageDigest.isEqual(token.getBytes(UTF_8), operatorToken.getBytes(UTF_8))) {
        act(new OperatorToken());
      } else {
        sessions.find(token).ifPresent(who -> act(new VisitorToken(who)));
      }
    }
    chain.doFilter(request, response);
  }

  private static void act(Authentication authentication) {
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(authentication);
    SecurityContextHolder.setContext(context);
  }
}
