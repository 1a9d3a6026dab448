package org.acequia.node.records;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.acequia.core.record.Admission;
import org.acequia.core.record.CommunityId;
import org.acequia.core.record.Governance;
import org.acequia.core.record.Record;
import org.acequia.core.record.RecordCodec;
import org.acequia.core.record.RecordId;
import org.acequia.core.record.SetId;
import org.acequia.core.store.Intake.Verdict;
import org.acequia.core.store.RecordStore.Appended;

/// Judges one batch: governance records first and until nothing more is admitted, so that a batch
/// may bring records together with the chain on which they rest, in any order.
final class Bench {

  private final Communities communities;
  private final Map<CommunityId, Governance> views = new HashMap<>();
  private final Map<RecordId, Record> admitted = new LinkedHashMap<>();
  private final Map<RecordId, Record> waiting = new LinkedHashMap<>();
  private final Map<RecordId, String> refused = new HashMap<>();
  private final Map<RecordId, String> foreign = new HashMap<>();

  Bench(Communities communities) {
    this.communities = communities;
  }

  /// Judges records of which nothing is known yet.
  void judge(Collection<Record> records) {
    List<Record> verified = new ArrayList<>();
    for (Record record : records) {
      if (communities.governance(record.community()).isEmpty()) {
        foreign.put(record.id(), "it belongs to a community that this node does not follow");
      } else if (RecordCodec.verify(record)) {
        verified.add(record);
      } else {
        refuse(record.id(), "its signature is not by the device that it names");
      }
    }
    judgeVerified(verified);
  }

  /// Judges records whose signatures were verified before.
  void judgeVerified(Collection<Record> records) {
    List<Record> governing = new ArrayList<>();
    List<Record> others = new ArrayList<>();
    records.forEach(record ->
        (record.payload().set().equals(SetId.GOVERNANCE) ? governing : others).add(record));
    while (true) {
      List<Record> newly = governing.stream().filter(this::admits).toList();
      if (newly.isEmpty()) {
        break;
      }
      governing.removeIf(record -> !waiting.containsKey(record.id()));
      newly.stream()
          .map(Record::community)
          .distinct()
          .forEach(
              community -> view(community).ifPresent(v -> views.put(community, v.withAll(newly))));
    }
    others.forEach(this::admits);
  }

  /// Judges again what waits, should the governance sets have grown since.
  void judgeWaitingAgain() {
    if (waiting.isEmpty()) {
      return;
    }
    views.clear();
    admitted.values().stream()
        .filter(record -> record.payload().set().equals(SetId.GOVERNANCE))
        .forEach(record ->
            view(record.community()).ifPresent(v -> views.put(record.community(), v.with(record))));
    List<Record> again = List.copyOf(waiting.values());
    judgeVerified(again);
  }

  private boolean admits(Record record) {
    Optional<Governance> governance = view(record.community());
    if (governance.isEmpty()) {
      return false;
    }
    waiting.remove(record.id());
    switch (Admission.judgeVerified(record, governance.get())) {
      case Admission.Verdict.Admitted _ -> admitted.put(record.id(), record);
      case Admission.Verdict.Waits _ -> waiting.put(record.id(), record);
      case Admission.Verdict.Refused(String reason) -> refuse(record.id(), reason);
    }
    return admitted.containsKey(record.id());
  }

  private Optional<Governance> view(CommunityId community) {
    return Optional.ofNullable(views.get(community)).or(() -> communities.governance(community));
  }

  void refuse(RecordId id, String reason) {
    refused.put(id, reason);
  }

  boolean isEmpty() {
    return admitted.isEmpty() && waiting.isEmpty() && refused.isEmpty() && foreign.isEmpty();
  }

  /// Returns what may be stored, what governs first.
  List<Record> admitted() {
    return List.copyOf(admitted.values());
  }

  Collection<Record> waiting() {
    return waiting.values();
  }

  Map<RecordId, String> refused() {
    return refused;
  }

  /// Returns the verdicts, once what was admitted is stored.
  Map<RecordId, Verdict> verdicts(Appended appended) {
    Set<RecordId> added = new HashSet<>(appended.records().stream().map(Record::id).toList());
    Map<RecordId, Verdict> verdicts = new HashMap<>();
    admitted
        .keySet()
        .forEach(id ->
            verdicts.put(
                id, added.contains(id) ? new Verdict.Accepted(id) : new Verdict.AlreadyHeld(id)));
    waiting.keySet().forEach(id -> verdicts.put(id, new Verdict.Waiting(id)));
    refused.forEach((id, reason) -> verdicts.put(id, new Verdict.Refused(id, reason)));
    foreign.forEach((id, reason) -> verdicts.put(id, new Verdict.Refused(id, reason)));
    return verdicts;
  }
}
