package org.acequia.core.cid;

import java.nio.ByteBuffer;

/// A content identifier: CIDv1 over SHA-256.
///
/// Two values are equal exactly when they name the same bytes under the same codec.
///
/// - Binary form: 36 bytes, `0x01 codec 0x12 0x20 digest[32]`.
/// - Text form: 59 characters, multibase `b` (base32, lower case, no padding).
///
/// @param codec how to read the named bytes
/// @param digest the SHA-256 of the named bytes
public record Cid(Codec codec, Sha256 digest) {

  /// The length of the text form.
  public static final int TEXT_LENGTH = 59;

  /// The length of the binary form.
  public static final int SIZE_BYTES = 4 + Sha256.SIZE_BYTES;

  private static final byte VERSION = 0x01;
  private static final byte HASH_SHA2_256 = 0x12;
  private static final char MULTIBASE_BASE32 = 'b';

  /// Parses the text form.
  ///
  /// @throws IllegalArgumentException if `text` is not the one text form of a supported CID
  public static Cid parse(String text) {
    if (text.length() != TEXT_LENGTH || text.charAt(0) != MULTIBASE_BASE32) {
      throw new IllegalArgumentException("Not a base32 CIDv1: '%s'".formatted(text));
    }
    return fromBytes(Base32.decode(text.substring(1), SIZE_BYTES));
  }

  /// Reads the binary form.
  ///
  /// @throws IllegalArgumentException if `binary` is not the binary form of a supported CID
  public static Cid fromBytes(byte[] binary) {
    if (binary.length != SIZE_BYTES) {
      throw new IllegalArgumentException("Not a CID: %d bytes".formatted(binary.length));
    }
    ByteBuffer bytes = ByteBuffer.wrap(binary);
    if (bytes.get() != VERSION) {
      throw new IllegalArgumentException("Not a CIDv1");
    }
    Codec codec = Codec.of(bytes.get());
    if (bytes.get() != HASH_SHA2_256 || bytes.get() != Sha256.SIZE_BYTES) {
      throw new IllegalArgumentException("Not a SHA-256 CID");
    }
    return new Cid(codec, Sha256.read(bytes));
  }

  /// Returns the CID of `content` under `codec`.
  public static Cid of(Codec codec, byte[] content) {
    return new Cid(codec, Sha256.of(content));
  }

  /// Returns the binary form, a new array of 36 bytes.
  public byte[] toBytes() {
    ByteBuffer bytes =
        ByteBuffer.allocate(SIZE_BYTES)
            .put(VERSION)
            .put((byte) codec.code())
            .put(HASH_SHA2_256)
            .put((byte) Sha256.SIZE_BYTES);
    digest.write(bytes);
    return bytes.array();
  }

  /// Returns the text form.
  @Override
  public String toString() {
    return MULTIBASE_BASE32 + Base32.encode(toBytes());
  }
}
