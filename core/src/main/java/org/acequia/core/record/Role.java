package org.acequia.core.record;

/// What a capability allows, each role including the ones before it.
public enum Role {
  /// Fetch and pass on, sealed or not.
  PULL,
  /// Read what is restricted.
  READ,
  /// State things: describe, tag, add.
  WRITE,
  /// Hide what others stated.
  MODERATE,
  /// Grant, revoke, invite.
  MANAGE;

  /// Tells whether this role includes `other`.
  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }
}
