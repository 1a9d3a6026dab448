package org.acequia.core.cid;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// A SHA-256 digest: 32 bytes held as four big-endian words, so that it is a true value (compared
/// and hashed by content, never aliased).
public record Sha256(long word0, long word1, long word2, long word3) {

  /// The length of a digest.
  public static final int SIZE_BYTES = 32;

  /// Returns the digest of `content`.
  public static Sha256 of(byte[] content) {
    MessageDigest hasher = hasher();
    hasher.update(content);
    return finish(hasher);
  }

  /// Returns a fresh hasher, to be closed with [#finish(MessageDigest)].
  public static MessageDigest hasher() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform must provide SHA-256", e);
    }
  }

  /// Completes `hasher` and resets it.
  public static Sha256 finish(MessageDigest hasher) {
    return read(ByteBuffer.wrap(hasher.digest()));
  }

  /// Returns the first byte of the digest, 0 to 255.
  public int firstByte() {
    return (int) (word0 >>> 56);
  }

  /// Reads a digest from its 32 bytes.
  public static Sha256 fromBytes(byte[] bytes) {
    if (bytes.length != SIZE_BYTES) {
      throw new IllegalArgumentException("Not a SHA-256 digest: %d bytes".formatted(bytes.length));
    }
    return read(ByteBuffer.wrap(bytes));
  }

  /// Reads the digest whose 32 bytes stand in `source` from `offset` on.
  public static Sha256 at(byte[] source, int offset) {
    return read(ByteBuffer.wrap(source, offset, SIZE_BYTES));
  }

  /// Returns the 32 bytes, a new array.
  public byte[] toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(SIZE_BYTES);
    write(bytes);
    return bytes.array();
  }

  static Sha256 read(ByteBuffer source) {
    return new Sha256(source.getLong(), source.getLong(), source.getLong(), source.getLong());
  }

  void write(ByteBuffer target) {
    target.putLong(word0).putLong(word1).putLong(word2).putLong(word3);
  }
}
