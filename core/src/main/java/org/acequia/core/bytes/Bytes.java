package org.acequia.core.bytes;

import java.util.Arrays;
import java.util.HexFormat;

/// An immutable byte string, compared by content (unsigned, first differing byte, then length).
public final class Bytes implements Comparable<Bytes> {

  private static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] content;

  private Bytes(byte[] content) {
    this.content = content;
  }

  /// Returns a copy of `content` as a value.
  public static Bytes of(byte... content) {
    return content.length == 0 ? EMPTY : new Bytes(content.clone());
  }

  /// Returns a copy of the bytes of `source` from `from` inclusive to `to` exclusive.
  public static Bytes copyOf(byte[] source, int from, int to) {
    return from == to ? EMPTY : new Bytes(Arrays.copyOfRange(source, from, to));
  }

  /// Parses hexadecimal digits.
  public static Bytes ofHex(String hex) {
    return new Bytes(HexFormat.of().parseHex(hex));
  }

  /// Returns the number of bytes.
  public int size() {
    return content.length;
  }

  /// Returns the byte at `index`, signed.
  public byte at(int index) {
    return content[index];
  }

  /// Returns the bytes from `from` inclusive to `to` exclusive.
  public Bytes slice(int from, int to) {
    return new Bytes(Arrays.copyOfRange(content, from, to));
  }

  /// Returns the bytes, a new array.
  public byte[] toArray() {
    return content.clone();
  }

  /// Copies all bytes into `target` from `offset` on, without a copy in between.
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(content, 0, target, offset, content.length);
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(content, other.content);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(content, that.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  /// Returns lower-case hexadecimal digits.
  @Override
  public String toString() {
    return HexFormat.of().formatHex(content);
  }
}
