package org.acequia.node.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.net.URI;
import java.util.Optional;
import org.acequia.core.archive.Author;
import org.acequia.node.community.CuratorAccounts;
import org.acequia.node.community.CuratorAccounts.Attempt;
import org.acequia.node.community.SignedIn;
import org.acequia.web.Curator;
import org.acequia.web.Curators;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;

/// Signs curators in and out of the pages: the unlocked key lives in the HTTP session's memory.
final class SessionCurators implements Curators {

  private final CuratorAccounts accounts;
  private final SecurityContextRepository contexts;

  SessionCurators(CuratorAccounts accounts, SecurityContextRepository contexts) {
    this.accounts = accounts;
    this.contexts = contexts;
  }

  @Override
  public SignIn signIn(
      HttpServletRequest request, HttpServletResponse response, String name, String password) {
    return switch (accounts.signIn(name, password, request.getRemoteAddr())) {
      case Attempt.Refused() -> new SignIn.Refused();
      case Attempt.TooMany(var pause) -> new SignIn.TooMany(pause);
      case Attempt.Welcome(SignedIn who) -> {
        request.getSession(true);
        request.changeSessionId();
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new VisitorToken(who));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
        yield new SignIn.Welcome(new Curator(who.name(), who.author()));
      }
    };
  }

  @Override
  public void signOut(HttpServletRequest request, HttpServletResponse response) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
    SecurityContextHolder.clearContext();
  }

  @Override
  public Optional<Curator> current(HttpServletRequest request) {
    return Visitors.current().map(who -> new Curator(who.name(), who.author()));
  }

  /// There is no HTTPS yet, so there is nowhere else to send people.
  @Override
  public Optional<URI> secureEntrance(HttpServletRequest request) {
    return Optional.empty();
  }

  @Override
  public AddCurator add(Author by, String name, String password) {
    return accounts.add(by, name, password);
  }
}
