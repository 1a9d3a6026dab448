package org.acequia.core.cid;

/// RFC 4648 base32, lower case, without padding. Decoding is strict: one byte string has one text.
public final class Base32 {

  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

  private Base32() {}

  /// Returns the text of `bytes`.
  public static String encode(byte[] bytes) {
    StringBuilder text = new StringBuilder((bytes.length * 8 + 4) / 5);
    int bits = 0;
    int bitCount = 0;
    for (byte b : bytes) {
      bits = (bits << 8) | (b & 0xff);
      bitCount += 8;
      while (bitCount >= 5) {
        bitCount -= 5;
        text.append(ALPHABET.charAt((bits >>> bitCount) & 31));
      }
    }
    if (bitCount > 0) {
      text.append(ALPHABET.charAt((bits << (5 - bitCount)) & 31));
    }
    return text.toString();
  }

  /// Returns the `sizeBytes` bytes whose text this is.
  ///
  /// @throws IllegalArgumentException if `text` is not what [#encode(byte[])] returns for them
  public static byte[] decode(String text, int sizeBytes) {
    if (text.length() != (sizeBytes * 8L + 4) / 5) {
      throw new IllegalArgumentException(
          "%d characters are not the base32 form of %d bytes".formatted(text.length(), sizeBytes));
    }
    byte[] bytes = new byte[sizeBytes];
    int bits = 0;
    int bitCount = 0;
    int index = 0;
    for (int i = 0; i < text.length(); i++) {
      int value = ALPHABET.indexOf(text.charAt(i));
      if (value < 0) {
        throw new IllegalArgumentException("Not base32: '%s'".formatted(text));
      }
      bits = (bits << 5) | value;
      bitCount += 5;
      if (bitCount >= 8) {
        bitCount -= 8;
        bytes[index++] = (byte) (bits >>> bitCount);
      }
    }
    if ((bits & ((1 << bitCount) - 1)) != 0) {
      throw new IllegalArgumentException(
          "Not the base32 form of %d bytes: '%s'".formatted(sizeBytes, text));
    }
    return bytes;
  }
}
