package org.acequia.replication.wire.protobuf;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Unsigned varints: seven bits a byte, lowest first, at most 63 bits (multiformats
/// `unsigned-varint`).
public final class Varint {

  /// The most bytes a varint may take here.
  public static final int MAX_BYTES = 9;

  private Varint() {}

  /// Writes `value`, which must not be negative.
  public static void write(OutputStream output, long value) throws IOException {
    if (value < 0) {
      throw new IllegalArgumentException("Not an unsigned varint: " + value);
    }
    long rest = value;
    while (rest >= 0x80) {
      output.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    output.write((int) rest);
  }

  /// Returns `value` as bytes.
  public static byte[] encode(long value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(MAX_BYTES);
    try {
      write(bytes, value);
    } catch (IOException e) {
      throw new IllegalStateException("A byte array refused a byte", e);
    }
    return bytes.toByteArray();
  }

  /// Reads one varint.
  ///
  /// @throws EOFException if the input ends before or within it
  /// @throws MalformedMessageException if it is longer than [#MAX_BYTES]
  public static long read(InputStream input) throws IOException {
    long value = 0;
    for (int shift = 0; shift < 7 * MAX_BYTES; shift += 7) {
      int next = input.read();
      if (next < 0) {
        throw new EOFException("The input ended within a varint");
      }
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new MalformedMessageException("A varint is longer than " + MAX_BYTES + " bytes");
  }
}
