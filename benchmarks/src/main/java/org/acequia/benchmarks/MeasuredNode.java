package org.acequia.benchmarks;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.acequia.core.record.SetRef;
import org.acequia.core.store.BlobStore;
import org.acequia.core.store.MemorySetIndex;
import org.acequia.node.blob.FileBlobStore;
import org.acequia.replication.Replication;
import org.acequia.replication.wire.Swarm;

/// One end of a measurement: records in memory, blobs in files, and all that a node replicates
/// with.
///
/// @param records follows governance and one set, both empty but for the charter
/// @param blobs durable
/// @param wanted which blobs it fetches
/// @param replication attached to the swarm
record MeasuredNode(MemoryNode records, BlobStore blobs, WantedList wanted, Replication replication)
    implements AutoCloseable {

  private static final long LIMIT_BYTES = 8L << 30;

  static MeasuredNode attach(Swarm swarm, Scribe scribe, Path directory, long salt) {
    Map<SetRef, MemorySetIndex> sets = Map.of(scribe.set(1), new MemorySetIndex());
    MemoryNode records = new MemoryNode(scribe, sets);
    BlobStore blobs = FileBlobStore.open(directory, LIMIT_BYTES, InstantSource.system());
    WantedList wanted = new WantedList();
    Replication replication =
        new Replication(
            swarm.self(),
            records,
            _ -> records,
            blobs,
            wanted,
            (_, _) -> true,
            () -> Scribe.id(salt),
            InstantSource.system());
    replication.attach(swarm, _ -> true);
    return new MeasuredNode(records, blobs, wanted, replication);
  }

  /// Tells neighbours of records that arrive from now on. Whoever listens before hears first.
  void announce() {
    records.listen(replication);
  }

  @Override
  public void close() {
    replication.close();
  }
}
