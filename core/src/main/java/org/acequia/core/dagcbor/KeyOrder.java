package org.acequia.core.dagcbor;

import java.io.Serializable;
import java.util.Comparator;

/// Shorter keys first, keys of one length bytewise (`specs/ipld-dag-cbor.md`, Strictness).
///
/// It never makes the UTF-8 form: lengths are counted, and UTF-8 sorts as code points do.
final class KeyOrder implements Comparator<String>, Serializable {

  @Override
  public int compare(String left, String right) {
    int byLength = Integer.compare(utf8Length(left), utf8Length(right));
    return byLength != 0 ? byLength : compareCodePoints(left, right);
  }

  private static int utf8Length(String text) {
    int length = text.length();
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit >= 0x80) {
        // A pair of surrogates is four bytes, two for each unit.
        length += unit < 0x800 || Character.isSurrogate(unit) ? 1 : 2;
      }
    }
    return length;
  }

  private static int compareCodePoints(String left, String right) {
    int common = Math.min(left.length(), right.length());
    for (int i = 0; i < common; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        // A surrogate stands for a code point above every other unit.
        boolean sameKind = Character.isSurrogate(a) == Character.isSurrogate(b);
        return sameKind ? Character.compare(a, b) : Character.isSurrogate(a) ? 1 : -1;
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
