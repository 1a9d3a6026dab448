package org.acequia.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Sha256;
import org.acequia.core.record.Admission;
import org.acequia.core.record.BodyRef;
import org.acequia.core.record.Governance;
import org.acequia.core.record.Record;
import org.acequia.core.record.RecordCodec;
import org.acequia.core.record.RecordId;
import org.acequia.core.record.SetRef;
import org.acequia.core.store.Intake;
import org.acequia.core.store.MemorySetIndex;
import org.acequia.core.store.RecordListener;
import org.acequia.core.store.SetIndex;
import org.acequia.replication.sync.Holding;
import org.acequia.replication.sync.Holdings;

/// A node's records without a database: everything that comes is verified and admitted, and kept in
/// memory. Of most records only their place in the set is known, which is all that comparing asks
/// for.
final class MemoryNode implements Holdings, Intake {

  private final Map<SetRef, MemorySetIndex> indexes = new LinkedHashMap<>();
  private final Map<Sha256, Record> records = new LinkedHashMap<>();
  private final Map<Cid, Bytes> bodies = new LinkedHashMap<>();
  private final Map<SetRef, Set<Cid>> missing = new LinkedHashMap<>();
  private final List<RecordListener> listeners = new CopyOnWriteArrayList<>();
  private final Governance governance;

  /// @param sets which it follows, and what of each is held
  MemoryNode(Scribe scribe, Map<SetRef, MemorySetIndex> sets) {
    governance = Governance.of(scribe.community(), List.of(scribe.genesis()));
    indexes.put(scribe.governance(), new MemorySetIndex());
    indexes.putAll(sets);
    offer(List.of(scribe.genesis().bytes()), Map.of());
  }

  void listen(RecordListener listener) {
    listeners.add(listener);
  }

  synchronized boolean holds(Record record) {
    return records.containsKey(record.id().value().digest())
        && record.payload().body().map(BodyRef::cid).map(bodies::containsKey).orElse(true);
  }

  @Override
  public List<Verdict> offer(List<Bytes> offered, Map<Cid, Bytes> offeredBodies) {
    List<Verdict> verdicts = new ArrayList<>();
    List<Record> fresh = new ArrayList<>();
    for (Bytes bytes : offered) {
      Record record = RecordCodec.decode(bytes);
      Admission.Verdict verdict = Admission.judge(record, governance);
      if (!(verdict instanceof Admission.Verdict.Admitted)) {
        throw new IllegalStateException("A record was not admitted: " + verdict);
      }
      if (known(List.of(record.id())).isEmpty()) {
        fresh.add(record);
        verdicts.add(new Verdict.Accepted(record.id()));
      } else {
        verdicts.add(new Verdict.AlreadyHeld(record.id()));
      }
    }
    keep(fresh, offeredBodies);
    if (!fresh.isEmpty()) {
      listeners.forEach(listener -> listener.accepted(fresh));
    }
    return verdicts;
  }

  private synchronized void keep(List<Record> fresh, Map<Cid, Bytes> more) {
    bodies.putAll(more);
    missing.values().forEach(wanted -> wanted.removeAll(more.keySet()));
    for (Record record : fresh) {
      Sha256 digest = record.id().value().digest();
      records.put(digest, record);
      SetRef set = record.setRef();
      Optional.ofNullable(indexes.get(set))
          .ifPresent(index -> index.add(record.payload().time().value(), digest));
      record
          .payload()
          .body()
          .map(BodyRef::cid)
          .filter(cid -> !bodies.containsKey(cid))
          .ifPresent(cid -> missing.computeIfAbsent(set, _ -> new LinkedHashSet<>()).add(cid));
    }
  }

  @Override
  public synchronized Set<RecordId> known(Collection<RecordId> ids) {
    return ids.stream()
        .filter(id -> records.containsKey(id.value().digest()))
        .collect(Collectors.toSet());
  }

  @Override
  public synchronized List<SetRef> followedSets() {
    return List.copyOf(indexes.keySet());
  }

  @Override
  public synchronized SetIndex snapshot(SetRef set) {
    return Optional.ofNullable(indexes.get(set)).orElseGet(MemorySetIndex::new).snapshot();
  }

  @Override
  public synchronized List<Record> records(Collection<RecordId> ids) {
    return ids.stream()
        .flatMap(id -> Optional.ofNullable(records.get(id.value().digest())).stream())
        .toList();
  }

  @Override
  public synchronized Map<Cid, Bytes> bodies(Collection<Cid> cids) {
    Map<Cid, Bytes> held = new LinkedHashMap<>();
    cids.forEach(cid -> Optional.ofNullable(bodies.get(cid)).ifPresent(it -> held.put(cid, it)));
    return held;
  }

  @Override
  public synchronized List<Cid> missingBodies(SetRef set, int limit) {
    return missing.getOrDefault(set, Set.of()).stream().limit(limit).toList();
  }

  @Override
  public synchronized Set<Sha256> settled(Collection<Sha256> digests) {
    return digests.stream().filter(records::containsKey).collect(Collectors.toSet());
  }

  @Override
  public Holding holdingOf(SetRef set) {
    return Holding.NONE;
  }
}
