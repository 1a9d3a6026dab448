package org.acequia.node.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.InstantSource;
import org.acequia.node.community.SignedIn;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;

/// The sessions of those who signed in with a password, in the memory of this process. A session
/// ends [#LIFETIME] after it began, when its account ends them all, or when nothing is asked for
/// two hours; and over a connection on which others listen it is none.
final class VisitorSessions implements SecurityContextRepository {

  /// How long a session lasts at most.
  static final Duration LIFETIME = Duration.ofHours(12);

  private static final String ATTRIBUTE = "visitor";

  private final Epochs epochs;
  private final InstantSource clock;

  VisitorSessions(Epochs epochs, InstantSource clock) {
    this.epochs = epochs;
    this.clock = clock;
  }

  /// Begins a session, under an id that nobody has seen before.
  void begin(SignedIn who, HttpServletRequest request, HttpServletResponse response) {
    HttpSession old = request.getSession(false);
    if (old != null) {
      old.invalidate();
    }
    request.getSession(true);
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        new VisitorToken(who, clock.instant(), epochs.current(who.author().account())));
    SecurityContextHolder.setContext(context);
    saveContext(context, request, response);
  }

  @Override
  @Deprecated
  @SuppressWarnings("deprecation") // the interface still asks for it; nobody calls it
  public SecurityContext loadContext(
      org.springframework.security.web.context.HttpRequestResponseHolder holder) {
    return load(holder.getRequest());
  }

  @Override
  public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
    SecurityContext found = load(request);
    return new DeferredSecurityContext() {
      @Override
      public SecurityContext get() {
        return found;
      }

      @Override
      public boolean isGenerated() {
        return found.getAuthentication() == null;
      }
    };
  }

  private SecurityContext load(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session == null || !SocketDoor.isPrivate(request)) {
      return SecurityContextHolder.createEmptyContext();
    }
    if (session.getAttribute(ATTRIBUTE) instanceof VisitorToken visitor) {
      if (isAlive(visitor)) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(visitor);
        return context;
      }
      session.invalidate();
    }
    return SecurityContextHolder.createEmptyContext();
  }

  private boolean isAlive(VisitorToken visitor) {
    return visitor.epoch() == epochs.current(visitor.getPrincipal().author().account())
        && clock.instant().isBefore(visitor.since().plus(LIFETIME));
  }

  @Override
  public void saveContext(
      SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
    HttpSession session = request.getSession(false);
    if (session != null && context.getAuthentication() instanceof VisitorToken visitor) {
      session.setAttribute(ATTRIBUTE, visitor);
    }
  }

  @Override
  public boolean containsContext(HttpServletRequest request) {
    return load(request).getAuthentication() != null;
  }
}
