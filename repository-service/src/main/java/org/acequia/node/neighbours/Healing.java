package org.acequia.node.neighbours;

import java.util.List;
import org.acequia.core.cid.Cid;
import org.acequia.core.store.BlobStore;
import org.acequia.node.records.BlobReferences;
import org.acequia.replication.Replication;

/// Gets sound copies of damaged files from neighbours.
///
/// @param references tells which files records speak of
/// @param replication fetches them
public record Healing(BlobStore blobs, BlobReferences references, Replication replication) {

  /// Sets `blob` aside and asks neighbours for it. The file is asked for, durably, before it is set
  /// aside, so a crash in between forgets nothing.
  ///
  /// @return whether a record speaks of it; where none does, nothing was done
  public boolean heal(Cid blob) {
    if (references.referred(List.of(blob)).isEmpty()) {
      return false;
    }
    references.lost(List.of(blob));
    blobs.setAside(blob);
    // While it was still held, the fetcher may have taken it for one that had arrived.
    references.lost(List.of(blob));
    replication.wantedChanged();
    return true;
  }
}
