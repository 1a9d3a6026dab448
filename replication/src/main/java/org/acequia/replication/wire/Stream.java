package org.acequia.replication.wire;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/// One bidirectional stream of bytes for one protocol. Reading and writing may happen on two
/// threads.
///
/// A reset by either side, and the loss of the connection, surface as `IOException` from [#input()]
/// and [#output()].
public interface Stream extends AutoCloseable {

  /// Returns the protocol that was agreed upon.
  String protocol();

  /// Returns what the peer writes. Its end means that the peer has closed its side.
  InputStream input();

  /// Returns where to write. Buffered: what is written travels with `flush()`. Closing it closes
  /// our side only.
  OutputStream output();

  /// Sets how long one read or write may wait for the peer before it fails with a
  /// `java.net.SocketTimeoutException`; the stream is then reset. Zero, the default, waits for as
  /// long as the connection lives.
  void idleLimit(Duration limit);

  /// Ends the stream at once, both sides; unread bytes are lost. Idempotent.
  void reset();

  /// Closes our side, and reads nothing more. Idempotent.
  @Override
  void close();
}
