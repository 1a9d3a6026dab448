package org.acequia.core.record;

import java.util.ArrayList;
import java.util.List;
import org.acequia.core.identity.DeviceKey;

/// What a device may do, by one chain of capabilities.
///
/// @param holder the device
/// @param role its role
/// @param scope where
/// @param issuers who granted it, from the charter's delegate on; none for a delegate itself
public record Authority(DeviceKey holder, Role role, Grant.Scope scope, List<DeviceKey> issuers) {

  /// The most capabilities in a chain.
  public static final int LINKS_MAX = 8;

  /// Keeps its own copy.
  public Authority {
    issuers = List.copyOf(issuers);
  }

  /// Returns what a delegate of the charter may do: everything.
  static Authority delegate(DeviceKey holder) {
    return new Authority(holder, Role.MANAGE, Grant.Scope.EVERYWHERE, List.of());
  }

  /// Returns what `grant` gives its audience when the holder of this issues it.
  ///
  /// @throws MalformedRecordException if the holder may not issue it
  Authority grant(Grant grant) {
    if (issuers.size() == LINKS_MAX) {
      throw new MalformedRecordException(
          "capability: more than %d stand between it and the charter".formatted(LINKS_MAX));
    }
    if (!role.includes(Role.WRITE) || !role.includes(grant.role())) {
      throw new MalformedRecordException(
          "capability.role: whoever may %s cannot grant %s"
              .formatted(role.code(), grant.role().code()));
    }
    if (!grant.scope().within(scope)) {
      throw new MalformedRecordException(
          "capability.sets: more than the issuer itself was granted");
    }
    List<DeviceKey> chain = new ArrayList<>(issuers);
    chain.add(holder);
    return new Authority(grant.audience(), grant.role(), grant.scope(), chain);
  }

  /// Tells whether it allows `needed` in `set`.
  public boolean allows(Role needed, SetId set) {
    return role.includes(needed) && scope.covers(set);
  }
}
