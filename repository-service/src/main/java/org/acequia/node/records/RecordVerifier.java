package org.acequia.node.records;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.record.Admission;
import org.acequia.core.record.CommunityId;
import org.acequia.core.record.Governance;
import org.acequia.core.record.MalformedRecordException;
import org.acequia.core.record.Record;
import org.acequia.core.record.RecordCodec;
import org.acequia.core.record.RecordId;
import org.acequia.core.record.SetRef;
import org.acequia.core.store.MemorySetIndex;
import org.acequia.core.store.SetIndex;
import org.acequia.node.jobs.Said;
import org.acequia.web.Words;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads every record and body again and checks what it can: names, signatures, chains of
/// capabilities, the columns beside the bytes, and what is derived from them. Changes nothing.
public final class RecordVerifier {

  private static final Logger LOG = LoggerFactory.getLogger(RecordVerifier.class);

  private static final int PAGE_ROWS = 500;

  private final PostgresRecordStore store;
  private final Communities communities;
  private final SetIndexes indexes;

  RecordVerifier(PostgresRecordStore store, Communities communities, SetIndexes indexes) {
    this.store = store;
    this.communities = communities;
    this.indexes = indexes;
  }

  /// Something that is not as it should be.
  ///
  /// @param subject what it concerns, such as the id of a record
  /// @param problem what is wrong with it: a code and what goes into its sentence
  public record Finding(String subject, Words problem) {}

  /// What was looked at.
  ///
  /// @param records how many records
  /// @param bodies how many bodies
  /// @param missingBodies how many bodies are still to come: no damage
  /// @param waiting how many records wait for their authority: no damage
  /// @param findings how many findings there were
  public record Report(
      long records, long bodies, long missingBodies, long waiting, long findings) {}

  /// Checks everything, in pages; what is added meanwhile may be passed over.
  ///
  /// @param findings is told of each finding
  public Report verify(Consumer<Finding> findings) {
    Run run = new Run(findings);
    long records = run.records();
    long bodies = run.bodies();
    run.indexes();
    run.derived();
    return new Report(
        records,
        bodies,
        run.count("select count(*) from missing_bodies where not impossible"),
        run.count("select count(*) from waiting_records"),
        run.found);
  }

  private final class Run {

    private final Consumer<Finding> findings;
    private long found;

    Run(Consumer<Finding> findings) {
      this.findings = findings;
    }

    private void found(String subject, Words problem) {
      found++;
      findings.accept(new Finding(subject, problem));
    }

    @SuppressWarnings("ArrayRecordComponent") // rows on their way; never compared
    private record Row(
        byte[] id, byte[] bytes, long hlc, long sequence, byte[] device, SetName set) {}

    @SuppressWarnings("ArrayRecordComponent")
    private record SetName(byte[] community, byte[] set) {}

    long records() {
      long count = 0;
      byte[] after = new byte[0];
      while (true) {
        byte[] from = after;
        List<Row> page =
            store
                .database()
                .transact(
                    "verify records",
                    connection ->
                        Database.query(
                            connection,
                            row ->
                                new Row(
                                    row.getBytes(1),
                                    row.getBytes(2),
                                    row.getLong(3),
                                    row.getLong(4),
                                    row.getBytes(5),
                                    new SetName(row.getBytes(6), row.getBytes(7))),
                            "select r.id, r.bytes, r.hlc, r.seq, d.key, s.community, s.set_id"
                                + " from records r left join devices d using (device_no)"
                                + " left join record_sets s using (set_no)"
                                + " where r.id > ? order by r.id limit ?",
                            from,
                            PAGE_ROWS));
        page.forEach(this::record);
        checkPrevious(page);
        count += page.size();
        if (page.size() < PAGE_ROWS) {
          return count;
        }
        after = page.getLast().id();
      }
    }

    private void record(Row row) {
      RecordId id = new RecordId(Database.blockCid(row.id()));
      try {
        Record record = RecordCodec.decode(Bytes.of(row.bytes()));
        if (!record.id().equals(id)) {
          found(id.toString(), Said.RECORD_RENAMED.with());
        } else if (!columnsMatch(record, row)) {
          found(id.toString(), Said.RECORD_MISFILED.with());
        } else {
          admission(record);
        }
      } catch (MalformedRecordException e) {
        LOG.warn("Record {} cannot be read: {}", id, e.reason());
        found(id.toString(), Said.RECORD_UNREADABLE.with());
      }
    }

    private static boolean columnsMatch(Record record, Row row) {
      SetRef set = record.setRef();
      return record.payload().time().value() == row.hlc()
          && record.payload().author().sequence() == row.sequence()
          && Arrays.equals(record.payload().author().device().value().toArray(), row.device())
          && Arrays.equals(set.community().value().digest().toBytes(), row.set().community())
          && Arrays.equals(set.set().value().toArray(), row.set().set());
    }

    private void admission(Record record) {
      CommunityId community = record.community();
      Optional<Governance> governance = communities.governance(community);
      if (governance.isEmpty()) {
        found(record.id().toString(), Said.RECORD_NOT_FOLLOWED.with());
        return;
      }
      switch (Admission.judge(record, governance.get())) {
        case Admission.Verdict.Admitted _ -> {}
        case Admission.Verdict.Waits _ -> found(record.id().toString(), Said.RECORD_WAITS.with());
        case Admission.Verdict.Refused(String reason) -> {
          LOG.warn("Record {} should not have been taken in: {}", record.id(), reason);
          found(record.id().toString(), Said.RECORD_REFUSED.with());
        }
      }
    }

    /// A device's record before another may still be on its way; where it is held, it must be by
    /// the same device, in the same set, with the number before.
    private void checkPrevious(List<Row> page) {
      List<Record> records = new ArrayList<>();
      Set<RecordId> wanted = new HashSet<>();
      for (Row row : page) {
        try {
          Record record = RecordCodec.decode(Bytes.of(row.bytes()));
          records.add(record);
          record.payload().author().previous().ifPresent(wanted::add);
        } catch (MalformedRecordException _) {
          // was found before
        }
      }
      Map<RecordId, Record> previous = new HashMap<>();
      store.find(wanted).forEach(record -> previous.put(record.id(), record));
      for (Record record : records) {
        record
            .payload()
            .author()
            .previous()
            .flatMap(id -> Optional.ofNullable(previous.get(id)))
            .filter(before -> !precedes(before, record))
            .ifPresent(_ -> found(record.id().toString(), Said.RECORD_PREVIOUS.with()));
      }
    }

    private static boolean precedes(Record before, Record record) {
      return before.payload().author().device().equals(record.payload().author().device())
          && before.setRef().equals(record.setRef())
          && before.payload().author().sequence() + 1 == record.payload().author().sequence();
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Block(byte[] id, byte[] bytes) {}

    long bodies() {
      long count = 0;
      byte[] after = new byte[0];
      while (true) {
        byte[] from = after;
        List<Block> page =
            store
                .database()
                .transact(
                    "verify bodies",
                    connection ->
                        Database.query(
                            connection,
                            row -> new Block(row.getBytes(1), row.getBytes(2)),
                            "select id, bytes from bodies where id > ? order by id limit ?",
                            from,
                            PAGE_ROWS));
        for (Block block : page) {
          Cid cid = Database.blockCid(block.id());
          if (!Cid.of(Codec.DAG_CBOR, block.bytes()).equals(cid)) {
            found(cid.toString(), Said.RECORD_RENAMED.with());
          }
        }
        count += page.size();
        if (page.size() < PAGE_ROWS) {
          return count;
        }
        after = page.getLast().id();
      }
    }

    /// Records may be arriving meanwhile: a commit comes first and the index after it. So what the
    /// index has must be in a table read later, and what a table has must be in an index looked at
    /// later.
    void indexes() {
      for (CommunityId community : communities.followed()) {
        for (SetRef set : store.sets(community)) {
          SetIndex earlier = indexes.of(set).snapshot();
          SetIndex table = new MemorySetIndex();
          store.forEachEntry(set, table);
          SetIndex later = indexes.of(set).snapshot();
          if (!contains(table, earlier) || !contains(later, table)) {
            found(set.set().toString(), Said.INDEX_DIFFERS.with());
          }
        }
      }
    }

    private static boolean contains(SetIndex whole, SetIndex part) {
      if (whole.size() == part.size()) {
        return Arrays.equals(whole.sum(0, whole.size()), part.sum(0, part.size()));
      }
      for (int i = 0; i < part.size(); i++) {
        SetIndex.Entry entry = part.at(i);
        int at = whole.lowerBound(entry.time(), entry.digest());
        if (at == whole.size() || !whole.at(at).equals(entry)) {
          return false;
        }
      }
      return true;
    }

    /// Bodies are held where a record names them, and noted as missing where none is held.
    void derived() {
      blocks(
          Said.BODY_LOST.with(),
          "select r.body from records r where r.body is not null"
              + " and not exists (select 1 from bodies b where b.id = r.body)"
              + " and not exists (select 1 from missing_bodies m where m.record = r.id"
              + " and m.body = r.body)");
      blocks(
          Said.BODY_UNNAMED.with(),
          "select b.id from bodies b where not exists"
              + " (select 1 from records r where r.body = b.id)");
    }

    private void blocks(Words problem, String sql) {
      store
          .database()
          .transact(
              "verify what is derived",
              connection -> Database.query(connection, row -> row.getBytes(1), sql))
          .forEach(digest -> found(Database.blockCid(digest).toString(), problem));
    }

    long count(String sql) {
      return store
          .database()
          .transact(
              "count",
              connection -> Database.query(connection, row -> row.getLong(1), sql).getFirst());
    }
  }
}
