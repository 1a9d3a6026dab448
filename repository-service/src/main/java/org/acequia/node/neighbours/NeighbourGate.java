package org.acequia.node.neighbours;

import org.acequia.core.identity.PeerId;
import org.acequia.replication.pairing.Pairing;
import org.acequia.replication.wire.ConnectionGate;

/// Lets neighbours speak all protocols of ours, and strangers none, save for pairing while an
/// invite is outstanding.
///
/// @param neighbours who is paired
/// @param invites what may still be used
record NeighbourGate(Neighbours neighbours, GivenInvites invites) implements ConnectionGate {

  @Override
  public boolean knows(PeerId peer) {
    return neighbours.contains(peer);
  }

  @Override
  public boolean allows(PeerId peer, String protocol) {
    return knows(peer) || (protocol.equals(Pairing.PROTOCOL) && invites.isOutstanding());
  }
}
