package org.acequia.node.neighbours;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.acequia.core.record.CommunityId;
import org.acequia.core.record.Record;
import org.acequia.core.record.SetId;
import org.acequia.core.record.SetRef;
import org.acequia.core.record.Slot;
import org.acequia.core.store.RecordListener;
import org.acequia.node.records.RecordKeeping;

/// Which sets this node follows: the governance sets of its communities, and the set of every
/// collection that a governance record speaks of. Safe for use by many threads.
final class FollowedSets implements RecordListener {

  private final RecordKeeping records;
  private final Map<CommunityId, Set<SetId>> collections = new ConcurrentHashMap<>();

  /// Becomes a listener of `records`.
  FollowedSets(RecordKeeping records) {
    this.records = records;
    records.listen(this);
  }

  /// Returns the sets, governance first.
  List<SetRef> all() {
    return records.communities().followed().stream()
        .flatMap(community ->
            collections.computeIfAbsent(community, this::read).stream()
                .map(set -> new SetRef(community, set)))
        .toList();
  }

  /// Governance is the lowest id, and so the first.
  private Set<SetId> read(CommunityId community) {
    Set<SetId> sets = new ConcurrentSkipListSet<>();
    sets.add(SetId.GOVERNANCE);
    records.store().forEach(new SetRef(community, SetId.GOVERNANCE), record -> addTo(sets, record));
    return sets;
  }

  private static void addTo(Set<SetId> sets, Record record) {
    record
        .payload()
        .slot()
        .filter(slot -> slot.kind() == Slot.Kind.COLLECTION)
        .ifPresent(slot -> sets.add(new SetId(slot.subject())));
  }

  @Override
  public void accepted(List<Record> accepted) {
    for (Record record : accepted) {
      if (record.payload().set().equals(SetId.GOVERNANCE)) {
        collections.computeIfPresent(
            record.community(),
            (_, sets) -> {
              addTo(sets, record);
              return sets;
            });
      }
    }
  }
}
