package org.acequia.core.store;

import org.acequia.core.cid.Sha256;

/// The records of one set in the order of (t, digest of the id), with sums over ranges in O(log n):
/// what negentropy asks of a set.
///
/// Positions count from 0. Safe for use by many threads; a reader that needs several answers about
/// one state takes a [#snapshot()].
public interface SetIndex {

  /// Returns the number of records.
  int size();

  /// Returns the record at `position`.
  Entry at(int position);

  /// Returns the first position whose entry is not before (`time`, `digest`).
  int lowerBound(long time, Sha256 digest);

  /// Returns the sum mod 2^256 of the digests from `from` inclusive to `to` exclusive, read as
  /// little-endian numbers: 32 bytes, little-endian.
  byte[] sum(int from, int to);

  /// Adds a record. Adding it again changes nothing.
  void add(long time, Sha256 digest);

  /// Returns an unchanging view of this moment.
  SetIndex snapshot();

  /// One record.
  ///
  /// @param time `t`
  /// @param digest the SHA-256 in the record's id
  record Entry(long time, Sha256 digest) {}
}
