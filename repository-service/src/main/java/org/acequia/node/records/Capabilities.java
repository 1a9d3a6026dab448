package org.acequia.node.records;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.acequia.core.identity.DeviceKey;
import org.acequia.core.record.Authority;
import org.acequia.core.record.Draft;
import org.acequia.core.record.Governance;
import org.acequia.core.record.Grant;
import org.acequia.core.record.RecordId;
import org.acequia.core.record.Role;
import org.acequia.core.record.SetId;
import org.acequia.core.record.Slot;

/// Finds the capability on which one device writes.
final class Capabilities {

  private final Governance governance;
  private final DeviceKey device;
  private final Map<SetId, Held> strongest = new HashMap<>();

  /// One capability, and what it allows.
  private record Held(Optional<RecordId> capability, Authority authority) {}

  Capabilities(Governance governance, DeviceKey device) {
    this.governance = governance;
    this.device = device;
  }

  /// Returns the capability for `draft`: the one of the strongest role that holds for it, and of
  /// several the lowest id; empty for a delegate of the charter, who needs none.
  ///
  /// @throws UnauthorisedException if the device has none that suffices
  Optional<RecordId> forDraft(Draft draft) {
    if (governance.isDelegate(device)) {
      return Optional.empty();
    }
    Role needed = needed(draft);
    Held held =
        switch (draft.type()) {
          case REC, TOMB, KEYRING, PLEDGE, RECEIPT -> {
            SetId set = target(draft);
            yield strongest.computeIfAbsent(set, _ -> find(needed, scope -> scope.covers(set)));
          }
          case CAP -> find(needed, scope -> grant(draft).scope().within(scope));
          case ACCT, REVOKE, CHARTER, SIGN, TAKEDOWN -> find(needed, _ -> true);
        };
    return held.capability();
  }

  private Held find(Role needed, Predicate<Grant.Scope> fits) {
    List<RecordId> granted = governance.capabilitiesOf(device);
    return granted.stream()
        .flatMap(id ->
            governance
                .authority(id)
                .map(authority -> new Held(Optional.of(id), authority))
                .stream())
        .filter(held -> fits.test(held.authority().scope()))
        .max(
            Comparator.comparing((Held held) -> held.authority().role())
                .thenComparing(held -> held.capability().orElseThrow(), Comparator.reverseOrder()))
        .filter(held -> held.authority().role().includes(needed))
        .orElseThrow(() -> new UnauthorisedException(device, needed));
  }

  /// A collection's own description stands in the governance set, but concerns the collection's.
  private static SetId target(Draft draft) {
    return draft
        .slot()
        .filter(slot -> slot.kind() == Slot.Kind.COLLECTION)
        .map(slot -> new SetId(slot.subject()))
        .orElse(draft.set());
  }

  private static Role needed(Draft draft) {
    return switch (draft.type()) {
      case CAP -> {
        Role granted = grant(draft).role();
        yield granted.includes(Role.WRITE) ? granted : Role.WRITE;
      }
      case TAKEDOWN -> Role.MODERATE;
      default -> Role.WRITE;
    };
  }

  private static Grant grant(Draft draft) {
    return Grant.fromNode(draft.content().orElseThrow());
  }
}
