package org.acequia.core.cid;

import java.util.Arrays;

/// Base58 with Bitcoin's alphabet: a big-endian number in base 58, a `1` for each leading zero
/// byte. One byte string has one text.
///
/// Its cost grows with the square of the length, so both lengths are bounded.
public final class Base58btc {

  /// The longest byte string that is written, and the longest text that is read.
  public static final int MAX_LENGTH = 1_024;

  private static final String ALPHABET =
      "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final int BASE = 58;

  private Base58btc() {}

  /// Returns the text of `bytes`.
  ///
  /// @throws IllegalArgumentException if there are more than [#MAX_LENGTH]
  public static String encode(byte[] bytes) {
    requireShort(bytes.length);
    int zeros = leadingZeros(bytes);
    int[] digits = new int[bytes.length * 138 / 100 + 1];
    int count = convert(toInts(bytes), 256, digits, BASE);
    StringBuilder text = new StringBuilder(zeros + count);
    text.repeat('1', zeros);
    for (int i = count - 1; i >= 0; i--) {
      text.append(ALPHABET.charAt(digits[i]));
    }
    return text.toString();
  }

  /// Returns the bytes whose text this is.
  ///
  /// @throws IllegalArgumentException if `text` is not base58btc, or longer than [#MAX_LENGTH]
  public static byte[] decode(String text) {
    requireShort(text.length());
    int[] digits = new int[text.length()];
    for (int i = 0; i < digits.length; i++) {
      digits[i] = ALPHABET.indexOf(text.charAt(i));
      if (digits[i] < 0) {
        throw new IllegalArgumentException("Not base58btc: '%s'".formatted(text));
      }
    }
    int zeros = 0;
    while (zeros < digits.length && digits[zeros] == 0) {
      zeros++;
    }
    int[] reversed = new int[digits.length];
    int count = convert(digits, BASE, reversed, 256);
    byte[] bytes = new byte[zeros + count];
    for (int i = 0; i < count; i++) {
      bytes[zeros + i] = (byte) reversed[count - 1 - i];
    }
    return bytes;
  }

  /// Writes the number `source`, its highest digit first, to `target`, its lowest digit first.
  /// Returns how many digits it has, without leading zeros.
  private static int convert(int[] source, int sourceBase, int[] target, int targetBase) {
    int count = 0;
    for (int digit : source) {
      int carry = digit;
      for (int i = 0; i < count; i++) {
        carry += target[i] * sourceBase;
        target[i] = carry % targetBase;
        carry /= targetBase;
      }
      while (carry > 0) {
        target[count++] = carry % targetBase;
        carry /= targetBase;
      }
    }
    return count;
  }

  private static int leadingZeros(byte[] bytes) {
    int zeros = 0;
    while (zeros < bytes.length && bytes[zeros] == 0) {
      zeros++;
    }
    return zeros;
  }

  private static int[] toInts(byte[] bytes) {
    int[] values = new int[bytes.length];
    Arrays.setAll(values, i -> bytes[i] & 0xff);
    return values;
  }

  private static void requireShort(int length) {
    if (length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "Too long for base58btc: %d, where at most %d are accepted"
              .formatted(length, MAX_LENGTH));
    }
  }
}
