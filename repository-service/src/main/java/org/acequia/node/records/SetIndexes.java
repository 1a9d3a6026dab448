package org.acequia.node.records;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.acequia.core.record.Record;
import org.acequia.core.record.SetRef;
import org.acequia.core.store.MemorySetIndex;
import org.acequia.core.store.SetIndex;

/// The set index of every set, about 42 bytes a record.
///
/// No commit is ever missing from an index: one is built from the table when it is first asked for,
/// which sees every commit before; each later commit is added after it happened, waiting for a
/// build of the same set to end; and what a build and a later addition both see is added once.
public final class SetIndexes {

  private final PostgresRecordStore store;
  private final ConcurrentMap<SetRef, MemorySetIndex> indexes = new ConcurrentHashMap<>();

  /// @param store what the indexes are built from
  public SetIndexes(PostgresRecordStore store) {
    this.store = store;
  }

  /// Returns the index of `set`, which follows every commit; empty if no record of it is held. The
  /// first call reads the whole set, about a second for a million records.
  public SetIndex of(SetRef set) {
    return indexes.computeIfAbsent(set, this::build);
  }

  private MemorySetIndex build(SetRef set) {
    MemorySetIndex index = new MemorySetIndex();
    store.forEachEntry(set, index);
    return index;
  }

  /// Adds committed records to the indexes that were asked for.
  void add(List<Record> records) {
    for (Record record : records) {
      indexes.computeIfPresent(
          record.setRef(),
          (_, index) -> {
            index.add(record.payload().time().value(), record.id().value().digest());
            return index;
          });
    }
  }

  /// Forgets the indexes of `records`, which may lack them, so that they are built anew.
  void forget(List<Record> records) {
    records.forEach(record -> indexes.remove(record.setRef()));
  }
}
