package org.acequia.replication.wire;

import java.io.IOException;
import org.acequia.core.identity.PeerId;

/// One authenticated, encrypted, multiplexed connection to one peer. Safe for use by many threads.
public interface Connection extends AutoCloseable {

  /// Returns who is at the other end, as proven by the handshake.
  PeerId peer();

  /// Returns the address of the other end as a multiaddr, for people and logs.
  String remoteAddress();

  /// Opens a stream for `protocol`.
  ///
  /// @throws IOException if the connection is gone, or the peer does not speak `protocol`
  Stream open(String protocol) throws IOException;

  /// Tells whether streams can still be opened.
  boolean isOpen();

  /// Ends the connection and resets its streams. Idempotent.
  @Override
  void close();
}
