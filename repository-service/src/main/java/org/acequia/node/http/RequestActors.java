package org.acequia.node.http;

import java.util.Optional;
import org.acequia.node.audit.Actors;
import org.acequia.node.community.SignedIn;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/// Names who stands behind the HTTP request that this thread serves.
final class RequestActors implements Actors {

  @Override
  public Actor current() {
    if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes here)) {
      return Actor.NODE;
    }
    Optional<String> name =
        Visitors.isOperator() ? Optional.of(OPERATOR) : Visitors.current().map(SignedIn::name);
    return new Actor(name, Optional.ofNullable(here.getRequest().getRemoteAddr()));
  }
}
