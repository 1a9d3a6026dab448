package org.acequia.replication.wire;

import java.io.IOException;
import java.util.Optional;
import org.acequia.core.identity.PeerId;

/// One authenticated, encrypted, multiplexed connection to one peer. Safe for use by many threads.
public interface Connection extends AutoCloseable {

  /// Returns who is at the other end, as proven by the handshake.
  PeerId peer();

  /// Returns the address of the other end as a multiaddr, for people and logs.
  String remoteAddress();

  /// Tells whether this node dialed; otherwise the peer did.
  boolean dialed();

  /// Opens a stream for `protocol`, after asking the peer whether it speaks it: one round trip.
  ///
  /// @throws UnsupportedProtocolException if the peer does not speak `protocol` (or not with us)
  /// @throws IOException if the connection is gone, or the peer does not answer in time
  Stream open(String protocol) throws IOException;

  /// Returns what the peer said of itself, once it has.
  Optional<PeerDescription> description();

  /// Returns how many bytes were sent on the wire, handshake and encryption included.
  long bytesSent();

  /// Returns how many bytes came in from the wire, handshake and encryption included.
  long bytesReceived();

  /// Tells whether streams can still be opened.
  boolean isOpen();

  /// Ends the connection and resets its streams. Idempotent.
  @Override
  void close();
}
