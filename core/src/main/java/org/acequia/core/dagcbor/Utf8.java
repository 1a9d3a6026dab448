package org.acequia.core.dagcbor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/// Text as bytes and back, refusing what Java would silently replace.
final class Utf8 {

  private Utf8() {}

  /// Returns whether every surrogate of `text` is one of a pair.
  static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        boolean paired =
            Character.isHighSurrogate(text.charAt(i))
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!paired) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /// Returns the text whose UTF-8 form stands in `source` from `from` to `to`.
  ///
  /// @throws DagCborException if these bytes are not UTF-8
  static String decode(byte[] source, int from, int to) {
    if (isAscii(source, from, to)) {
      return new String(source, from, to - from, ISO_8859_1);
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(source, from, to - from)).toString();
    } catch (CharacterCodingException e) {
      throw new DagCborException("Text at byte %d is not UTF-8".formatted(from), e);
    }
  }

  private static boolean isAscii(byte[] source, int from, int to) {
    for (int i = from; i < to; i++) {
      if (source[i] < 0) {
        return false;
      }
    }
    return true;
  }
}
