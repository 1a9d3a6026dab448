package org.acequia.node.community;

import org.acequia.core.identity.Signer;
import org.acequia.core.record.CommunityId;
import org.acequia.web.InviteFault;

/// Brings the community of an invite to a node that serves none yet.
@FunctionalInterface
public interface Joining {

  /// Pairs with the node that gave the invite, follows its community, and fetches its governance
  /// set as far as the chain of the invite's own capability. Returns when that is held.
  ///
  /// @param invite as it was pasted
  Outcome join(String invite);

  /// How it ended. After [Refused] nothing is left of it.
  sealed interface Outcome {

    /// The community is followed.
    ///
    /// @param community its id
    /// @param name as the invite calls it
    /// @param inviteKey the one-time key of the invite, which may grant what the invite grants
    record Joined(CommunityId community, String name, Signer inviteKey) implements Outcome {}

    /// It is not.
    record Refused(InviteFault fault) implements Outcome {}
  }
}
