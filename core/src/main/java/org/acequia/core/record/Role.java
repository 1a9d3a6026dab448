package org.acequia.core.record;

import java.util.Locale;
import java.util.Optional;

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

  /// Returns the text in the record: the name in lower case.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Returns the role with this text.
  public static Optional<Role> of(String code) {
    for (Role role : values()) {
      if (role.code().equals(code)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }

  /// Tells whether this role includes `other`.
  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }
}
