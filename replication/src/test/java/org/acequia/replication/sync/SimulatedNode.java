package org.acequia.replication.sync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.record.CommunityId;
import org.acequia.core.record.Record;
import org.acequia.core.record.RecordCodec;
import org.acequia.core.record.RecordId;
import org.acequia.core.record.SetId;
import org.acequia.core.record.SetRef;
import org.acequia.core.record.Slot;
import org.acequia.core.store.Intake;
import org.acequia.core.store.MemoryRecordStore;
import org.acequia.core.store.MemorySetIndex;
import org.acequia.core.store.RecordListener;

/// A node without a network: records in memory, an intake that takes what decodes. It follows the
/// governance of its community, and each collection described there.
public final class SimulatedNode implements Intake {

  final String name;
  public final MemoryRecordStore store = new MemoryRecordStore();
  final List<Runnable> waiting = new ArrayList<>();
  final Claims claims = new Claims(() -> waiting.forEach(Runnable::run));
  public final Set<SetRef> followed = new LinkedHashSet<>();
  public final Holdings holdings;
  int offers;
  private final Map<SetRef, MemorySetIndex> indexes = new HashMap<>();
  private final List<RecordListener> listeners = new ArrayList<>();
  private final Set<RecordId> refused = new HashSet<>();
  private Predicate<Record> admits = _ -> true;

  public SimulatedNode(String name, CommunityId community) {
    this.name = name;
    followed.add(new SetRef(community, SetId.GOVERNANCE));
    holdings =
        new StoreHoldings(store, this, () -> List.copyOf(followed), this::index, _ -> Holding.NONE);
  }

  public void refuse(Predicate<Record> bad) {
    admits = bad.negate();
  }

  public void listen(RecordListener listener) {
    listeners.add(listener);
  }

  public void unlisten(RecordListener listener) {
    listeners.remove(listener);
  }

  public synchronized MemorySetIndex index(SetRef set) {
    return indexes.computeIfAbsent(set, _ -> new MemorySetIndex());
  }

  /// Takes what this node's own curators wrote.
  public void write(Map<Cid, Bytes> bodies, Record... records) {
    offer(List.of(records).stream().map(Record::bytes).toList(), bodies);
  }

  @Override
  public List<Verdict> offer(List<Bytes> offered, Map<Cid, Bytes> bodies) {
    List<Record> fresh;
    List<Record> completed;
    Map<RecordId, Verdict> verdicts = new LinkedHashMap<>();
    synchronized (this) {
      offers += offered.size();
      List<Record> admitted = new ArrayList<>();
      for (Bytes bytes : offered) {
        Record record = RecordCodec.decode(bytes);
        if (admits.test(record)) {
          admitted.add(record);
          verdicts.put(record.id(), new Verdict.AlreadyHeld(record.id()));
        } else {
          refused.add(record.id());
          verdicts.put(record.id(), new Verdict.Refused(record.id(), "not wanted here"));
        }
      }
      var appended = store.append(admitted, bodies);
      fresh = appended.records();
      completed = appended.completed();
      fresh.forEach(this::note);
      fresh.forEach(record -> verdicts.put(record.id(), new Verdict.Accepted(record.id())));
    }
    if (!fresh.isEmpty()) {
      List.copyOf(listeners).forEach(listener -> listener.accepted(fresh));
    }
    if (!completed.isEmpty()) {
      List.copyOf(listeners).forEach(listener -> listener.bodiesArrived(completed));
    }
    return List.copyOf(verdicts.values());
  }

  private void note(Record record) {
    SetRef set = record.setRef();
    index(set).add(record.payload().time().value(), record.id().value().digest());
    Optional<Slot> slot = record.payload().slot();
    if (slot.isPresent() && slot.get().kind() == Slot.Kind.COLLECTION) {
      followed.add(new SetRef(set.community(), new SetId(slot.get().subject())));
    }
  }

  @Override
  public synchronized Set<RecordId> known(Collection<RecordId> ids) {
    Set<RecordId> known = new HashSet<>(store.held(ids));
    ids.stream().filter(refused::contains).forEach(known::add);
    return known;
  }

  @Override
  public String toString() {
    return name;
  }
}
