package org.acequia.core.dagcbor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;

/// Shorter keys first, keys of one length bytewise (`specs/ipld-dag-cbor.md`, Strictness).
final class KeyOrder implements Comparator<String>, Serializable {

  @Override
  public int compare(String left, String right) {
    byte[] a = left.getBytes(UTF_8);
    byte[] b = right.getBytes(UTF_8);
    return a.length != b.length
        ? Integer.compare(a.length, b.length)
        : Arrays.compareUnsigned(a, b);
  }
}
