package org.acequia.replication.sync;

import java.security.MessageDigest;
import java.util.Arrays;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Sha256;
import org.acequia.core.store.SetIndex;

/// What a range of records comes to, in 16 bytes (`specs/negentropy-v1.md`, Fingerprint Algorithm).
///
/// Additive, so an insider can forge it: it tells honest peers what differs and proves nothing.
public final class Fingerprint {

  /// The length of a fingerprint.
  public static final int SIZE_BYTES = 16;

  private Fingerprint() {}

  /// Returns the fingerprint of a whole set.
  public static Bytes of(SetIndex set) {
    return Bytes.of(of(set, 0, set.size()));
  }

  static byte[] of(SetIndex set, int from, int to) {
    MessageDigest hasher = Sha256.hasher();
    hasher.update(set.sum(from, to));
    var count = new FrameWriter(8);
    count.varint(to - from);
    hasher.update(count.toBytes());
    return Arrays.copyOf(hasher.digest(), SIZE_BYTES);
  }
}
