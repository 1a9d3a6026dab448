package org.acequia.core.bytes;

/// Reads an array, or a part of it, from the first byte to the last. Every length is compared with
/// what is left before anything is allocated.
///
/// Every method throws an [IllegalArgumentException] where the input ends early or is malformed:
/// decoders turn it into their own.
public final class ByteReader {

  private static final int MAX_VARINT_BYTES = 10;

  private final byte[] source;
  private final int end;
  private int position;

  /// Reads all of `source`, which must not change meanwhile.
  public ByteReader(byte[] source) {
    this(source, 0, source.length);
  }

  private ByteReader(byte[] source, int from, int to) {
    this.source = source;
    this.position = from;
    this.end = to;
  }

  /// Returns how many bytes are left.
  public int remaining() {
    return end - position;
  }

  /// Reads one byte, 0 to 255.
  public int octet() {
    if (remaining() == 0) {
      throw new IllegalArgumentException("The input ends early, at byte %d".formatted(position));
    }
    return source[position++] & 0xff;
  }

  /// Reads a LEB128 varint of at most 64 bits, unsigned, in its shortest form only.
  public long varint() {
    long value = 0;
    for (int i = 0; i < MAX_VARINT_BYTES; i++) {
      int octet = octet();
      value |= (octet & 0x7fL) << (7 * i);
      if (octet < 0x80) {
        boolean padded = i > 0 && octet == 0;
        boolean tooLarge = i == MAX_VARINT_BYTES - 1 && octet > 1;
        if (padded || tooLarge) {
          break;
        }
        return value;
      }
    }
    throw new IllegalArgumentException("Not a varint, before byte %d".formatted(position));
  }

  /// Reads a varint and as many bytes as it says.
  public Bytes delimited() {
    int length = length();
    position += length;
    return Bytes.copyOf(source, position - length, position);
  }

  /// Reads a varint, and returns a reader of as many bytes as it says, which this one skips.
  public ByteReader delimitedReader() {
    int length = length();
    position += length;
    return new ByteReader(source, position - length, position);
  }

  private int length() {
    long length = varint();
    if (Long.compareUnsigned(length, remaining()) > 0) {
      throw new IllegalArgumentException(
          "A length of %s, where %d is left".formatted(Long.toUnsignedString(length), remaining()));
    }
    return (int) length;
  }
}
