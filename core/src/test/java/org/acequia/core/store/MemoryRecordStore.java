package org.acequia.core.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.identity.DeviceKey;
import org.acequia.core.record.CommunityId;
import org.acequia.core.record.Record;
import org.acequia.core.record.RecordId;
import org.acequia.core.record.SetRef;
import org.acequia.core.record.Slot;

/// A [RecordStore] that forgets everything: for tests, and held to the same contract.
public final class MemoryRecordStore implements RecordStore {

  private final Map<RecordId, Record> records = new LinkedHashMap<>();
  private final Map<Cid, Bytes> bodies = new HashMap<>();

  /// Records that give a body another size than it has.
  private final Set<RecordId> impossible = new HashSet<>();

  @Override
  public synchronized Appended append(List<Record> offered, Map<Cid, Bytes> offeredBodies) {
    Set<RecordId> before = new HashSet<>(records.keySet());
    List<Record> added =
        offered.stream()
            .filter(record -> records.putIfAbsent(record.id(), record) == null)
            .toList();
    Map<Cid, Bytes> newBodies = new HashMap<>(offeredBodies);
    newBodies.keySet().removeAll(bodies.keySet());
    List<Record> completed = new ArrayList<>();
    for (Record record : records.values()) {
      Optional<Cid> body =
          bodyOf(record).filter(newBodies::containsKey).filter(cid -> fits(record, newBodies));
      body.ifPresent(cid -> bodies.put(cid, newBodies.get(cid)));
      if (body.isPresent() && before.contains(record.id())) {
        completed.add(record);
      }
    }
    newBodies.putAll(bodies);
    for (Record record : records.values()) {
      if (bodyOf(record).filter(newBodies::containsKey).isPresent() && !fits(record, newBodies)) {
        impossible.add(record.id());
      }
    }
    return new Appended(added, completed);
  }

  @Override
  public synchronized List<Record> find(Collection<RecordId> ids) {
    return ids.stream().distinct().filter(records::containsKey).map(records::get).toList();
  }

  @Override
  public synchronized Set<RecordId> held(Collection<RecordId> ids) {
    Set<RecordId> held = new HashSet<>(ids);
    held.retainAll(records.keySet());
    return held;
  }

  @Override
  public synchronized Map<Cid, Bytes> bodies(Collection<Cid> cids) {
    Map<Cid, Bytes> held = new HashMap<>(bodies);
    held.keySet().retainAll(new HashSet<>(cids));
    return held;
  }

  @Override
  public synchronized List<Record> slot(SetRef set, Slot slot) {
    return all(set).filter(record -> record.payload().slot().equals(Optional.of(slot))).toList();
  }

  @Override
  public synchronized List<Record> subject(CommunityId community, Bytes subject) {
    Predicate<Record> about =
        record -> record.payload().slot().filter(s -> s.subject().equals(subject)).isPresent();
    return records.values().stream()
        .filter(record -> setOf(record).community().equals(community))
        .filter(about)
        .toList();
  }

  @Override
  public synchronized Optional<Record> latest(SetRef set, DeviceKey device) {
    return all(set)
        .filter(record -> record.payload().author().device().equals(device))
        .max(
            Comparator.comparingLong((Record record) -> record.payload().author().sequence())
                .thenComparing(Record::id, Comparator.reverseOrder()));
  }

  @Override
  public synchronized List<SetRef> sets(CommunityId community) {
    return records.values().stream()
        .map(MemoryRecordStore::setOf)
        .filter(set -> set.community().equals(community))
        .distinct()
        .toList();
  }

  @Override
  public void forEach(SetRef set, Consumer<Record> action) {
    List<Record> snapshot;
    synchronized (this) {
      snapshot =
          all(set)
              .sorted(
                  Comparator.comparing((Record record) -> record.payload().time())
                      .thenComparing(Record::id))
              .toList();
    }
    snapshot.forEach(action);
  }

  @Override
  public synchronized List<Cid> missingBodies(SetRef set, int limit) {
    return all(set)
        .filter(record -> !impossible.contains(record.id()))
        .flatMap(record -> bodyOf(record).stream())
        .filter(cid -> !bodies.containsKey(cid))
        .distinct()
        .limit(limit)
        .toList();
  }

  private static boolean fits(Record record, Map<Cid, Bytes> bodies) {
    return record
        .payload()
        .body()
        .filter(ref -> {
          Bytes body = bodies.get(ref.cid());
          return body != null && body.size() == ref.sizeBytes();
        })
        .isPresent();
  }

  private Stream<Record> all(SetRef set) {
    return records.values().stream().filter(record -> setOf(record).equals(set));
  }

  private static Optional<Cid> bodyOf(Record record) {
    return record.payload().body().map(ref -> ref.cid());
  }

  /// The set of a record: a first charter, which names no community, is its community.
  private static SetRef setOf(Record record) {
    CommunityId community =
        record.payload().community().orElseGet(() -> new CommunityId(record.id().value()));
    return new SetRef(community, record.payload().set());
  }
}
