package org.acequia.node.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.acequia.node.community.SignedIn;
import org.acequia.node.community.StoredTokens;
import org.acequia.web.ApiTokens;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/// Lets a request act as the operator, or as a curator, by the token it carries. Keeps no session.
final class BearerFilter extends OncePerRequestFilter {

  private static final String SCHEME = "Bearer ";
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  private final String operatorToken;
  private final ApiSessions sessions;
  private final StoredTokens tokens;
  private final InstantSource clock;
  private final ProblemWriter problems;

  BearerFilter(
      String operatorToken,
      ApiSessions sessions,
      StoredTokens tokens,
      InstantSource clock,
      ProblemWriter problems) {
    this.operatorToken = operatorToken;
    this.sessions = sessions;
    this.tokens = tokens;
    this.clock = clock;
    this.problems = problems;
  }

  /// Tells whether the request names its author itself, so that no other site can have forged it.
  static boolean carriesToken(HttpServletRequest request) {
    String header = request.getHeader("Authorization");
    return header != null && header.startsWith(SCHEME);
  }

  /// A token opens neither the account nor the list of tokens: revoked, it would live on in those
  /// it had made.
  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.startsWith("/curate/tokens") || path.startsWith("/curate/account");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!carriesToken(request)) {
      chain.doFilter(request, response);
      return;
    }
    if (!SocketDoor.isPrivate(request)) {
      problems.write(
          response,
          HttpStatus.FORBIDDEN,
          "A token came over plain HTTP, where others can read it. Nothing was done with it. Use HTTPS, and replace the token: it is no secret any more.");
      return;
    }
    String token = request.getHeader("Authorization").substring(SCHEME.length()).strip();
    if (token.startsWith(StoredTokens.PREFIX)) {
      byApiToken(token, request, response, chain);
      return;
    }
    if (MessageDigest.isEqual(token.getBytes(UTF_8), operatorToken.getBytes(UTF_8))) {
      act(new OperatorToken());
    } else {
      sessions.find(token).ifPresent(this::act);
    }
    chain.doFilter(request, response);
  }

  private void byApiToken(
      String token, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<StoredTokens.Bearer> bearer = tokens.find(token);
    if (bearer.isEmpty()) {
      problems.write(
          response,
          HttpStatus.UNAUTHORIZED,
          "The token is unknown, revoked or expired. Nothing was changed. Make another at /curate/tokens.");
      return;
    }
    boolean reads = READING.contains(request.getMethod());
    if (bearer.get().scope() == ApiTokens.Scope.READ && !reads) {
      problems.write(
          response,
          HttpStatus.FORBIDDEN,
          "This token only reads. Nothing was changed. Make one that writes at /curate/tokens.");
      return;
    }
    act(bearer.get().who());
    chain.doFilter(request, response);
  }

  private void act(SignedIn who) {
    act(new VisitorToken(who, clock.instant(), 0));
  }

  private static void act(Authentication authentication) {
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(authentication);
    SecurityContextHolder.setContext(context);
  }
}
