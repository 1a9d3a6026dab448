package org.acequia.replication.sync;

import java.util.Arrays;
import org.acequia.core.cid.Sha256;
import org.acequia.core.store.SetIndex;

/// A point between records in the order of (t, id): a time and the first bytes of an id
/// (`specs/negentropy-v1.md`, Bound).
///
/// @param time of the record after the bound; [#INFINITE] lies after all records
/// @param prefix how many bytes of `id` are written, 0 to 32
/// @param id zero after its first `prefix` bytes
record Bound(long time, int prefix, Sha256 id) {

  static final Sha256 ZERO_ID = new Sha256(0, 0, 0, 0);
  static final long INFINITE = Long.MAX_VALUE;
  static final Bound FIRST = new Bound(0, 0, ZERO_ID);
  static final Bound END = new Bound(INFINITE, 0, ZERO_ID);

  /// Returns the shortest bound that separates two neighbouring records.
  static Bound between(SetIndex.Entry before, SetIndex.Entry after) {
    if (before.time() != after.time()) {
      return new Bound(after.time(), 0, ZERO_ID);
    }
    byte[] id = after.digest().toBytes();
    int prefix = Arrays.mismatch(before.digest().toBytes(), id) + 1;
    Arrays.fill(id, prefix, id.length, (byte) 0);
    return new Bound(after.time(), prefix, Sha256.fromBytes(id));
  }

  /// Returns the bound right before a record.
  static Bound before(SetIndex.Entry entry) {
    return new Bound(entry.time(), Sha256.SIZE_BYTES, entry.digest());
  }

  boolean isInfinite() {
    return time == INFINITE;
  }

  /// Tells whether this bound lies before `other`.
  boolean isBefore(Bound other) {
    return time != other.time ? time < other.time : compare(id, other.id) < 0;
  }

  /// Returns the first position at or after this bound.
  int position(SetIndex set) {
    return isInfinite() ? set.size() : set.lowerBound(time, id);
  }

  private static int compare(Sha256 a, Sha256 b) {
    int order = Long.compareUnsigned(a.word0(), b.word0());
    order = order != 0 ? order : Long.compareUnsigned(a.word1(), b.word1());
    order = order != 0 ? order : Long.compareUnsigned(a.word2(), b.word2());
    return order != 0 ? order : Long.compareUnsigned(a.word3(), b.word3());
  }
}
