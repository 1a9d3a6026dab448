package org.acequia.replication.transfer;

import java.util.List;
import java.util.function.Predicate;
import org.acequia.core.cid.Cid;

/// Which blobs this node wants. Any thread; what is wanted may change at any time.
public interface WantedBlobs {

  /// Returns up to `limit` wanted blobs that pass `eligible` and are not held, the most wanted
  /// first.
  List<Wanted> next(int limit, Predicate<Cid> eligible);

  /// Hears that blobs are now held.
  void arrived(List<Cid> blobs);

  /// Hears that a blob can never be held, whoever sends it: it is no file, or too large. It should
  /// not be wanted again.
  void unusable(Cid blob, String reason);

  /// A wanted blob.
  ///
  /// @param sizeBytes as the record states it, which may be wrong
  record Wanted(Cid cid, long sizeBytes) {}
}
