package org.acequia.node.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import org.acequia.core.archive.Author;
import org.acequia.core.record.AccountId;
import org.acequia.node.audit.Act;
import org.acequia.node.audit.AuditTrail;
import org.acequia.node.community.CuratorAccounts;
import org.acequia.node.community.CuratorAccounts.Attempt;
import org.acequia.node.community.SignedIn;
import org.acequia.web.Accounts;
import org.acequia.web.Curator;
import org.acequia.web.Curators;
import org.springframework.security.core.context.SecurityContextHolder;

/// Signs curators in and out of the pages: the unlocked key lives in the HTTP session's memory.
final class SessionCurators implements Curators, Accounts {

  private final CuratorAccounts accounts;
  private final VisitorSessions sessions;
  private final ApiSessions apiSessions;
  private final Epochs epochs;
  private final AuditTrail trail;

  SessionCurators(
      CuratorAccounts accounts,
      VisitorSessions sessions,
      ApiSessions apiSessions,
      Epochs epochs,
      AuditTrail trail) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.apiSessions = apiSessions;
    this.epochs = epochs;
    this.trail = trail;
  }

  @Override
  public SignIn signIn(
      HttpServletRequest request, HttpServletResponse response, String name, String password) {
    return switch (accounts.signIn(name, password, request.getRemoteAddr())) {
      case Attempt.Refused() -> new SignIn.Refused();
      case Attempt.TooMany(var pause) -> new SignIn.TooMany(pause);
      case Attempt.Welcome(SignedIn who) -> {
        sessions.begin(who, request, response);
        yield new SignIn.Welcome(new Curator(who.name(), who.author()));
      }
    };
  }

  @Override
  public void signOut(HttpServletRequest request, HttpServletResponse response) {
    Visitors.current().ifPresent(who -> trail.note(Act.SIGNED_OUT, ""));
    forget(request);
  }

  private static void forget(HttpServletRequest request) {
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

  @Override
  public boolean isSteward(HttpServletRequest request) {
    return Visitors.current().filter(who -> accounts.isSteward(who.author().account())).isPresent();
  }

  @Override
  public AddCurator add(Author by, String name, String password) {
    return accounts.add(by, name, password);
  }

  @Override
  public Change changePassword(
      HttpServletRequest request, HttpServletResponse response, String current, String next) {
    SignedIn who = Visitors.current().orElseThrow();
    Change outcome = accounts.changePassword(who, current, next, request.getRemoteAddr());
    if (outcome instanceof Change.Changed) {
      end(who.author().account());
      sessions.begin(who, request, response);
    }
    return outcome;
  }

  @Override
  public void signOutEverywhere(HttpServletRequest request, HttpServletResponse response) {
    Visitors.current()
        .ifPresent(who -> {
          trail.note(Act.SIGNED_OUT_EVERYWHERE, "");
          end(who.author().account());
        });
    forget(request);
  }

  @Override
  public Recovery recover(HttpServletRequest request, String name, String code, String password) {
    CuratorAccounts.Recovered recovered =
        accounts.recover(name, code, password, request.getRemoteAddr());
    recovered.account().ifPresent(this::end);
    return recovered.outcome();
  }

  private void end(AccountId account) {
    epochs.end(account);
    apiSessions.end(account);
  }
}
