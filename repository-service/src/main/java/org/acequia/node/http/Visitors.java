package org.acequia.node.http;

import java.util.Optional;
import org.acequia.core.archive.Author;
import org.acequia.node.audit.Actors;
import org.acequia.node.community.Home;
import org.acequia.node.community.SignedIn;
import org.acequia.node.jobs.Asker;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/// Tells who stands behind the request that this thread serves.
final class Visitors {

  private final Home home;

  Visitors(Home home) {
    this.home = home;
  }

  /// Returns who signed in, or the operator; empty for everyone else.
  static Optional<SignedIn> current() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication instanceof VisitorToken token
        ? Optional.of(token.getPrincipal())
        : Optional.empty();
  }

  /// Tells whether it is the operator, by the token of the data directory.
  static boolean isOperator() {
    return SecurityContextHolder.getContext().getAuthentication() instanceof OperatorToken;
  }

  /// Returns whoever stands behind the request, as one who asks for jobs.
  static Asker asker() {
    return new Asker(
        current().map(SignedIn::name).orElse(Actors.THE_OPERATOR),
        current().map(who -> who.author().account()));
  }

  /// @throws RefusedException if nobody whom this node knows stands behind the request
  static void requireSomeone() {
    if (current().isEmpty() && !isOperator()) {
      throw new RefusedException(
          HttpStatus.UNAUTHORIZED, "Sign in, or send a token. Nothing was told.");
    }
  }

  /// @param others what is said to whom this node knows, and who is neither
  /// @throws RefusedException unless a steward or the operator stands behind the request
  void requireSteward(String others) {
    requireSomeone();
    if (!isOperator()
        && current().filter(who -> home.isSteward(who.author().account())).isEmpty()) {
      throw new RefusedException(HttpStatus.FORBIDDEN, others);
    }
  }

  /// Returns who states what the request says.
  ///
  /// @param onBehalfOf whose wish the operator carries out
  /// @throws RefusedException if nobody may: nobody is signed in, or there is no community yet
  Author author(Optional<String> onBehalfOf) {
    return current()
        .map(SignedIn::author)
        .or(() -> isOperator() ? home.author(onBehalfOf) : Optional.empty())
        .orElseThrow(() ->
            home.community().isEmpty()
                ? new RefusedException(
                    HttpStatus.CONFLICT,
                    "This node serves no community yet. Nothing was changed. Found or join one first: ./acequia setup.")
                : new RefusedException(
                    HttpStatus.UNAUTHORIZED, "Sign in first. Nothing was changed."));
  }
}
