package org.acequia.node.neighbours;

import java.io.IOException;
import java.time.InstantSource;
import org.acequia.replication.pairing.Introduction;
import org.acequia.replication.pairing.Invite;
import org.acequia.replication.pairing.Pairing;
import org.acequia.replication.pairing.Refusal;
import org.acequia.replication.wire.Connection;
import org.acequia.replication.wire.Swarm;
import org.acequia.replication.wire.WrongPeerException;
import org.acequia.web.InviteFault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings invites to the nodes that gave them.
final class InvitePairing {

  private static final Logger LOG = LoggerFactory.getLogger(InvitePairing.class);

  private final Swarm swarm;
  private final Pairing pairing;
  private final Neighbours neighbours;
  private final InstantSource clock;

  InvitePairing(Swarm swarm, Pairing pairing, Neighbours neighbours, InstantSource clock) {
    this.swarm = swarm;
    this.pairing = pairing;
    this.neighbours = neighbours;
    this.clock = clock;
  }

  /// What came of an invite.
  sealed interface Outcome {
    /// Both sides have stored each other.
    record Paired(String name) implements Outcome {}

    /// This side has stored nothing.
    record Refused(InviteFault fault) implements Outcome {}
  }

  static InviteFault faultOf(Invite.Fault fault) {
    return switch (fault) {
      case NOT_AN_INVITE -> InviteFault.MALFORMED;
      case DAMAGED -> InviteFault.DAMAGED;
      case NEWER_VERSION -> InviteFault.NEWER_VERSION;
      case EXPIRED -> InviteFault.EXPIRED;
    };
  }

  /// Pairs with the node that gave `invite`.
  Outcome pair(Invite invite) {
    try {
      Connection connection = swarm.connect(invite.peer(), invite.addresses());
      return switch (pairing.join(connection, invite)) {
        case Pairing.Outcome.Paired(var introduction) -> store(invite, introduction);
        case Pairing.Outcome.Refused(var reason) ->
            new Outcome.Refused(reason == Refusal.EXPIRED ? InviteFault.EXPIRED : InviteFault.USED);
      };
    } catch (WrongPeerException e) {
      LOG.info("An invite led to another node: {}", e.getMessage());
      return new Outcome.Refused(InviteFault.WRONG_PEER);
    } catch (IOException e) {
      LOG.info("The node that gave an invite was not reached: {}", e.getMessage());
      return new Outcome.Refused(InviteFault.UNREACHABLE);
    }
  }

  private Outcome store(Invite invite, Introduction introduction) {
    neighbours.add(invite.peer(), introduction, clock.instant());
    neighbours.learn(invite.peer(), invite.addresses(), clock.instant());
    return new Outcome.Paired(introduction.name());
  }
}
