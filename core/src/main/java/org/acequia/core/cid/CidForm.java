package org.acequia.core.cid;

import org.acequia.core.bytes.Bytes;

/// Recognises the binary form of every CID there is, also of those that [Cid] does not name: what
/// links in foreign blocks may hold.
///
/// Source: [CID specification](https://github.com/multiformats/cid), decoding algorithm; [unsigned
/// varint](https://github.com/multiformats/unsigned-varint), at most nine bytes, minimal.
public final class CidForm {

  private static final int MAX_VARINT_BYTES = 9;
  private static final int V0_SIZE_BYTES = 34;

  private CidForm() {}

  /// Returns whether `binary` is a whole CIDv0 or CIDv1: version, codec, hash function, length, and
  /// a digest of just this length.
  public static boolean isWellFormed(Bytes binary) {
    if (binary.size() == V0_SIZE_BYTES && binary.at(0) == 0x12 && binary.at(1) == 0x20) {
      return true;
    }
    if (binary.size() < 4 || binary.at(0) != 0x01) {
      return false;
    }
    int afterCodec = skipVarint(binary, 1);
    int afterHash = skipVarint(binary, afterCodec);
    int afterLength = skipVarint(binary, afterHash);
    return afterLength > 0
        && digestLength(binary, afterHash, afterLength) == binary.size() - afterLength;
  }

  /// Returns where the varint at `from` ends, or -1 if there is none, or `from` is -1 already.
  private static int skipVarint(Bytes binary, int from) {
    if (from < 0) {
      return -1;
    }
    int limit = Math.min(binary.size(), from + MAX_VARINT_BYTES);
    for (int i = from; i < limit; i++) {
      if (binary.at(i) >= 0) {
        boolean minimal = i == from || binary.at(i) != 0;
        return minimal ? i + 1 : -1;
      }
    }
    return -1;
  }

  private static long digestLength(Bytes binary, int from, int to) {
    long length = 0;
    for (int i = to - 1; i >= from; i--) {
      length = (length << 7) | (binary.at(i) & 0x7f);
    }
    return length;
  }
}
