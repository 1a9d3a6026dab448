package org.acequia.replication.wire.protobuf;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Messages with their length as a varint in front, as most libp2p protocols frame them.
public final class LengthPrefixed {

  private LengthPrefixed() {}

  /// Writes one message. Does not flush.
  public static void write(OutputStream output, byte[] message) throws IOException {
    Varint.write(output, message.length);
    output.write(message);
  }

  /// Reads one message of at most `limitBytes`.
  ///
  /// @throws EOFException if the input ends before or within it
  /// @throws MalformedMessageException if it is larger; nothing of it was read or allocated
  public static byte[] read(InputStream input, int limitBytes) throws IOException {
    long size = Varint.read(input);
    if (size > limitBytes) {
      throw new MalformedMessageException(
          "A message of %d bytes, where at most %d are accepted".formatted(size, limitBytes));
    }
    byte[] message = input.readNBytes((int) size);
    if (message.length < size) {
      throw new EOFException("The input ended within a message");
    }
    return message;
  }
}
