package org.acequia.core.bytes;

import java.util.Arrays;

/// A growable buffer that encoders write to, from the first byte to the last.
///
/// Not safe for several threads at once. The caller bounds what it writes: an encoder's input is
/// the caller's own.
public final class ByteWriter {

  /// The longest array that every JVM makes.
  private static final int MAX_SIZE = Integer.MAX_VALUE - 8;

  private byte[] buffer;
  private int size;

  /// @param expectedSizeBytes what to reserve at first
  public ByteWriter(int expectedSizeBytes) {
    this.buffer = new byte[Math.max(16, expectedSizeBytes)];
  }

  /// Returns the number of bytes written so far.
  public int size() {
    return size;
  }

  /// Writes the low eight bits of `value`.
  public ByteWriter octet(int value) {
    reserve(1);
    buffer[size++] = (byte) value;
    return this;
  }

  /// Writes the low `count` (1 to 8) bytes of `value`, the highest first.
  public ByteWriter bigEndian(long value, int count) {
    reserve(count);
    for (int shift = (count - 1) * 8; shift >= 0; shift -= 8) {
      buffer[size++] = (byte) (value >>> shift);
    }
    return this;
  }

  /// Writes `value`, taken as unsigned, as a LEB128 varint of 1 to 10 bytes.
  public ByteWriter varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      octet((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    return octet((int) rest);
  }

  /// Writes all of `source`.
  public ByteWriter bytes(byte[] source) {
    return bytes(source, 0, source.length);
  }

  /// Writes `length` bytes of `source` from `offset` on.
  public ByteWriter bytes(byte[] source, int offset, int length) {
    reserve(length);
    System.arraycopy(source, offset, buffer, size, length);
    size += length;
    return this;
  }

  /// Writes all of `source`.
  public ByteWriter bytes(Bytes source) {
    reserve(source.size());
    source.copyTo(buffer, size);
    size += source.size();
    return this;
  }

  /// Returns what was written, a new array.
  public byte[] toArray() {
    return Arrays.copyOf(buffer, size);
  }

  private void reserve(int count) {
    int needed = Math.addExact(size, count);
    if (needed > buffer.length) {
      buffer =
          Arrays.copyOf(buffer, Math.max(needed, (int) Math.min(2L * buffer.length, MAX_SIZE)));
    }
  }
}
