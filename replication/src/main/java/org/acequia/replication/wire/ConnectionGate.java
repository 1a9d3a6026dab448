package org.acequia.replication.wire;

import org.acequia.core.identity.PeerId;

/// Decides who may talk with us, and about what. Asked anew for each connection and each stream, so
/// a peer that is paired while connected is served from then on. Called by many threads; answers at
/// once.
public interface ConnectionGate {

  /// Lets everybody speak everything: for tests, and for tools that serve nothing private.
  ConnectionGate OPEN =
      new ConnectionGate() {
        @Override
        public boolean knows(PeerId peer) {
          return true;
        }

        @Override
        public boolean allows(PeerId peer, String protocol) {
          return true;
        }
      };

  /// Tells whether `peer` is a neighbour; anyone else is a stranger, of whom fewer are let in.
  boolean knows(PeerId peer);

  /// Tells whether `peer` may open streams for `protocol`. One who may not is answered as if this
  /// node did not speak it.
  boolean allows(PeerId peer, String protocol);
}
