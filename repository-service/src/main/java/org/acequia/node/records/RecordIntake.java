package org.acequia.node.records;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.record.Body;
import org.acequia.core.record.MalformedRecordException;
import org.acequia.core.record.Record;
import org.acequia.core.record.RecordCodec;
import org.acequia.core.record.RecordId;
import org.acequia.core.record.SetId;
import org.acequia.core.store.Intake;
import org.acequia.core.store.RecordStore.Appended;

/// The one door for records that others bring: reads, judges, stores and announces them.
///
/// Signatures are verified before the turn to write is taken, so that a large batch holds nobody
/// up. What waits for its chain is judged again whenever the governance set grows.
///
/// Safe for use by many threads.
public final class RecordIntake implements Intake {

  private static final int PEN_PAGE_RECORDS = 1_000;
  private static final String SOMEBODY = "";

  private final PostgresRecordStore store;
  private final Communities communities;
  private final Announcer announcer;

  RecordIntake(PostgresRecordStore store, Communities communities, Announcer announcer) {
    this.store = store;
    this.communities = communities;
    this.announcer = announcer;
  }

  /// Returns this door as `source` uses it: what waits is counted, and bounded, by source.
  ///
  /// @param source such as a peer's name
  public Intake from(String source) {
    return new Intake() {
      @Override
      public List<Verdict> offer(List<Bytes> records, Map<Cid, Bytes> bodies) {
        return RecordIntake.this.offer(source, records, bodies);
      }

      @Override
      public Set<RecordId> known(Collection<RecordId> ids) {
        return RecordIntake.this.known(ids);
      }
    };
  }

  @Override
  public Set<RecordId> known(Collection<RecordId> ids) {
    Set<RecordId> known = new HashSet<>(store.held(ids));
    return store
        .database()
        .transact(
            "look up records",
            connection -> {
              known.addAll(Pen.refused(connection, ids).keySet());
              known.addAll(Pen.waiting(connection, ids));
              return known;
            });
  }

  @Override
  public List<Verdict> offer(List<Bytes> records, Map<Cid, Bytes> bodies) {
    return offer(SOMEBODY, records, bodies);
  }

  private List<Verdict> offer(String source, List<Bytes> offered, Map<Cid, Bytes> bodies) {
    if (offered.size() > RECORDS_MAX) {
      throw new IllegalArgumentException(
          "%,d records at once, at most %,d".formatted(offered.size(), RECORDS_MAX));
    }
    List<RecordId> ids = new ArrayList<>();
    Map<RecordId, Record> candidates = new LinkedHashMap<>();
    Map<RecordId, String> malformed = new HashMap<>();
    for (Bytes bytes : offered) {
      RecordId id = new RecordId(Cid.of(Codec.DAG_CBOR, bytes.toArray()));
      ids.add(id);
      try {
        candidates.put(id, RecordCodec.decode(bytes));
      } catch (MalformedRecordException e) {
        malformed.put(id, e.getMessage());
      }
    }
    Map<RecordId, Verdict> verdicts = dismiss(candidates);
    Bench bench = new Bench(communities);
    malformed.forEach(bench::refuse);
    bench.judge(candidates.values());
    Map<Cid, Bytes> genuine = genuine(bodies);
    Appended appended = Appended.NOTHING;
    if (!bench.isEmpty() || !genuine.isEmpty()) {
      appended = commit(source, bench, genuine);
      verdicts.putAll(bench.verdicts(appended));
    }
    if (governs(appended)) {
      judgeWaiting();
    }
    return inOrder(ids, verdicts);
  }

  /// Takes out what is held, and what was refused before.
  private Map<RecordId, Verdict> dismiss(Map<RecordId, Record> candidates) {
    Map<RecordId, Verdict> verdicts = new HashMap<>();
    if (candidates.isEmpty()) {
      return verdicts;
    }
    List<RecordId> ids = List.copyOf(candidates.keySet());
    store.held(ids).forEach(id -> verdicts.put(id, new Verdict.AlreadyHeld(id)));
    store
        .database()
        .transact("look up refused records", connection -> Pen.refused(connection, ids))
        .forEach((id, reason) -> verdicts.put(id, new Verdict.Refused(id, reason)));
    candidates.keySet().removeAll(verdicts.keySet());
    return verdicts;
  }

  private static Map<Cid, Bytes> genuine(Map<Cid, Bytes> bodies) {
    Map<Cid, Bytes> genuine = new HashMap<>();
    bodies.forEach((cid, body) -> {
      if (body.size() <= Body.SIZE_BYTES_MAX
          && cid.equals(Cid.of(Codec.DAG_CBOR, body.toArray()))) {
        genuine.put(cid, body);
      }
    });
    return genuine;
  }

  private Appended commit(String source, Bench bench, Map<Cid, Bytes> bodies) {
    store.appender().prepare(bench.admitted());
    return announcer.commit(() -> {
      bench.judgeWaitingAgain();
      store.appender().prepare(bench.admitted());
      return store
          .database()
          .transact(
              "take records in",
              connection -> {
                Pen.put(connection, source, bench.waiting());
                Pen.refuse(connection, bench.refused());
                return store.appender().append(connection, bench.admitted(), bodies);
              });
    });
  }

  private static boolean governs(Appended appended) {
    return appended.records().stream()
        .anyMatch(record -> record.payload().set().equals(SetId.GOVERNANCE));
  }

  /// Judges what waits, until nothing more comes of it.
  void judgeWaiting() {
    boolean grown = true;
    while (grown) {
      grown = false;
      long after = 0;
      while (true) {
        long from = after;
        Map<Long, Bytes> page =
            store
                .database()
                .transact(
                    "read what waits", connection -> Pen.after(connection, from, PEN_PAGE_RECORDS));
        if (page.isEmpty()) {
          break;
        }
        grown |= governs(judgeWaiting(page.values()));
        after = page.keySet().stream().mapToLong(Long::longValue).max().orElse(Long.MAX_VALUE);
      }
    }
  }

  private Appended judgeWaiting(Collection<Bytes> page) {
    Bench bench = new Bench(communities);
    bench.judgeVerified(page.stream().map(RecordCodec::decode).toList());
    if (bench.admitted().isEmpty() && bench.refused().isEmpty()) {
      return Appended.NOTHING;
    }
    store.appender().prepare(bench.admitted());
    return announcer.commit(() ->
        store
            .database()
            .transact(
                "take waiting records in",
                connection -> {
                  Pen.refuse(connection, bench.refused());
                  Pen.remove(connection, bench.refused().keySet());
                  Pen.remove(connection, bench.admitted().stream().map(Record::id).toList());
                  return store.appender().append(connection, bench.admitted(), Map.of());
                }));
  }

  /// What was offered twice is held the second time.
  private static List<Verdict> inOrder(List<RecordId> ids, Map<RecordId, Verdict> verdicts) {
    Set<RecordId> accepted = new HashSet<>();
    List<Verdict> ordered = new ArrayList<>();
    for (RecordId id : ids) {
      Verdict verdict = verdicts.getOrDefault(id, new Verdict.AlreadyHeld(id));
      boolean again = verdict instanceof Verdict.Accepted && !accepted.add(id);
      ordered.add(again ? new Verdict.AlreadyHeld(id) : verdict);
    }
    return ordered;
  }
}
