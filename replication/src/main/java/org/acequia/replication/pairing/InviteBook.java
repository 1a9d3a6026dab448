package org.acequia.replication.pairing;

import java.util.Optional;
import org.acequia.core.identity.DeviceKey;
import org.acequia.core.identity.PeerId;

/// The invites that a node has given, and the neighbours they brought.
public interface InviteBook {

  /// Uses an invite for `joiner`, who has proven to hold it: notes that it is used and stores the
  /// neighbour, both or neither. Committed when the call returns. Who used an invite before may use
  /// it again: the answer may have been lost.
  ///
  /// @return why not; empty if `joiner` is a neighbour now
  Optional<Refusal> redeem(DeviceKey inviteKey, PeerId joiner, Introduction introduction);
}
