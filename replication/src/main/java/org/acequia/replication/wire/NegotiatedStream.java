package org.acequia.replication.wire;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.acequia.replication.wire.yamux.YamuxStream;

/// A stream whose protocol is agreed upon.
final class NegotiatedStream implements Stream {

  /// Writes of at least this size are not copied into the buffer.
  private static final int BUFFER_BYTES = 8 * 1024;

  private final YamuxStream stream;
  private final String protocol;
  private final OutputStream output;

  NegotiatedStream(YamuxStream stream, String protocol) {
    this.stream = stream;
    this.protocol = protocol;
    this.output = new BufferedOutputStream(stream.output(), BUFFER_BYTES);
  }

  @Override
  public String protocol() {
    return protocol;
  }

  @Override
  public InputStream input() {
    return stream.input();
  }

  @Override
  public OutputStream output() {
    return output;
  }

  @Override
  public void idleLimit(Duration limit) {
    stream.idleLimit(limit);
  }

  @Override
  public void reset() {
    stream.reset();
  }

  @Override
  public void close() {
    try {
      output.close();
    } catch (IOException e) {
      // The peer, or the connection, has gone: there is nobody to send the rest to. What was
      // written and not flushed is lost, as the contract of `close` has it.
      stream.reset();
    } catch (UncheckedIOException e) {
      stream.reset();
    }
    stream.close();
  }
}
