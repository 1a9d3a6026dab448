package org.acequia.replication.sync;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.acequia.replication.wire.Stream;

/// Messages on a stream: each behind its length, an unsigned LEB128 varint.
///
/// One thread reads and one writes.
final class MessageStream {

  private static final int LENGTH_DIGITS_MAX = 3;

  private final InputStream in;
  private final OutputStream out;
  private final AtomicLong bytesIn = new AtomicLong();
  private final AtomicLong bytesOut = new AtomicLong();

  MessageStream(Stream stream) {
    in = new BufferedInputStream(stream.input(), 16 << 10);
    out = stream.output();
  }

  long bytesIn() {
    return bytesIn.get();
  }

  long bytesOut() {
    return bytesOut.get();
  }

  /// Reads the next message; empty where the peer has closed its side between two messages.
  Optional<Message> read() throws IOException, HostileMessageException {
    int length = 0;
    for (int digit = 0; ; digit++) {
      int octet = in.read();
      if (octet < 0) {
        if (digit == 0) {
          return Optional.empty();
        }
        throw new EOFException("The stream ends within a message");
      }
      length |= (octet & 0x7f) << (7 * digit);
      if ((octet & 0x80) == 0) {
        break;
      }
      if (digit == LENGTH_DIGITS_MAX - 1) {
        throw new HostileMessageException("A message too long");
      }
    }
    if (length > MessageCodec.MESSAGE_BYTES_MAX) {
      throw new HostileMessageException("A message of %d bytes".formatted(length));
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("The stream ends within a message");
    }
    bytesIn.addAndGet(length + LENGTH_DIGITS_MAX);
    return Optional.of(MessageCodec.decode(bytes));
  }

  void write(Message message) throws IOException {
    byte[] bytes = MessageCodec.encode(message);
    int length = bytes.length;
    while (length > 0x7f) {
      out.write((length & 0x7f) | 0x80);
      length >>>= 7;
    }
    out.write(length);
    out.write(bytes);
    bytesOut.addAndGet(bytes.length + LENGTH_DIGITS_MAX);
  }

  void flush() throws IOException {
    out.flush();
  }
}
