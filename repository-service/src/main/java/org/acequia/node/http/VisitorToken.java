package org.acequia.node.http;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.time.Instant;
import java.util.Objects;
import org.acequia.node.community.SignedIn;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/// A curator who is signed in, with their unlocked key. Lives in memory only.
final class VisitorToken extends AbstractAuthenticationToken {

  /// What a curator has.
  static final String CURATOR = "ROLE_CURATOR";

  private final transient SignedIn who;
  private final transient Instant since;
  private final long epoch;

  /// @param since when they signed in
  /// @param epoch of their account, in which they did
  VisitorToken(SignedIn who, Instant since, long epoch) {
    super(AuthorityUtils.createAuthorityList(CURATOR));
    this.who = who;
    this.since = since;
    this.epoch = epoch;
    setAuthenticated(true);
  }

  Instant since() {
    return since;
  }

  long epoch() {
    return epoch;
  }

  @Override
  public Object getCredentials() {
    return "";
  }

  @Override
  public SignedIn getPrincipal() {
    return who;
  }

  @Override
  public String getName() {
    return who.name();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VisitorToken that && who.equals(that.who);
  }

  @Override
  public int hashCode() {
    return Objects.hash(who);
  }

  private void writeObject(ObjectOutputStream out) throws NotSerializableException {
    throw new NotSerializableException("A key stays in memory");
  }
}
