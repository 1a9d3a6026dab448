package org.acequia.core.cid;

/// Bytes as text that names its own base by its first character
/// ([multibase](https://github.com/multiformats/multibase)). Two bases are known: base32, lower
/// case without padding (`b`), and base58btc (`z`).
public final class Multibase {

  /// The longest text that is read.
  public static final int MAX_LENGTH = 1_024;

  private static final char BASE32 = 'b';
  private static final char BASE58BTC = 'z';

  private Multibase() {}

  /// Returns the base32 text of `bytes`.
  public static String base32(byte[] bytes) {
    return BASE32 + Base32.encode(bytes);
  }

  /// Returns the base58btc text of `bytes`, at most [Base58btc#MAX_LENGTH].
  public static String base58btc(byte[] bytes) {
    return BASE58BTC + Base58btc.encode(bytes);
  }

  /// Returns the bytes whose text this is.
  ///
  /// @throws IllegalArgumentException if `text` is empty, longer than [#MAX_LENGTH], in another
  ///   base, or not what its base writes
  public static byte[] decode(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "Not a multibase text: %d characters".formatted(text.length()));
    }
    String digits = text.substring(1);
    return switch (text.charAt(0)) {
      case BASE32 -> Base32.decode(digits, digits.length() * 5 / 8);
      case BASE58BTC -> Base58btc.decode(digits);
      default ->
          throw new IllegalArgumentException("A base other than b and z: '%s'".formatted(text));
    };
  }
}
