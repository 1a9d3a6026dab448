package org.acequia.node.records;

import static org.acequia.node.records.Database.array;
import static org.acequia.node.records.Database.byteArrays;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Sha256;
import org.acequia.core.identity.DeviceKey;
import org.acequia.core.record.CommunityId;
import org.acequia.core.record.Hlc;
import org.acequia.core.record.Record;
import org.acequia.core.record.RecordCodec;
import org.acequia.core.record.RecordId;
import org.acequia.core.record.SetRef;
import org.acequia.core.record.Slot;
import org.acequia.core.store.RecordStore;
import org.acequia.core.store.SetIndex;

/// Records in PostgreSQL, in the tables of `V1__records.sql`.
///
/// Appending here tells nobody: what runs in a node appends through [RecordIntake] or [Ledger],
/// which keep the set indexes and the listeners in step.
public final class PostgresRecordStore implements RecordStore {

  /// How many rows of a long answer are in memory at a time.
  private static final int FETCH_ROWS = 1_000;

  private static final String OF_SET =
      " from records r join record_sets s using (set_no) where s.community = ? and s.set_id = ?";

  private final Database database;
  private final RecordAppender appender;
  private final Numbers numbers;

  /// @param dataSource a database that `V1__records.sql` has prepared
  /// @param blobHeld tells whether a file is held already, so that it is not wanted
  public PostgresRecordStore(DataSource dataSource, Predicate<Cid> blobHeld) {
    this.database = new Database(dataSource);
    this.numbers = new Numbers(database);
    this.appender = new RecordAppender(numbers, new BlobReferences(dataSource, blobHeld));
  }

  Database database() {
    return database;
  }

  RecordAppender appender() {
    return appender;
  }

  Numbers numbers() {
    return numbers;
  }

  @Override
  public Appended append(List<Record> records, Map<Cid, Bytes> bodies) {
    appender.prepare(records);
    return database.transact(
        "store records", connection -> appender.append(connection, records, bodies));
  }

  @Override
  public List<Record> find(Collection<RecordId> ids) {
    return database.transact("read records", connection -> find(connection, ids));
  }

  static List<Record> find(Connection connection, Collection<RecordId> ids) throws SQLException {
    return Database.query(
        connection,
        PostgresRecordStore::record,
        "select bytes from records where id = any(?)",
        byteArrays(connection, ids, RecordAppender::digest));
  }

  @Override
  public Set<RecordId> held(Collection<RecordId> ids) {
    return database.transact(
        "look up records",
        connection ->
            new HashSet<>(
                Database.query(
                    connection,
                    row -> new RecordId(Database.blockCid(row.getBytes(1))),
                    "select id from records where id = any(?)",
                    byteArrays(connection, ids, RecordAppender::digest))));
  }

  @Override
  public Map<Cid, Bytes> bodies(Collection<Cid> cids) {
    return database.transact(
        "read bodies",
        connection -> {
          Map<Cid, Bytes> held = new HashMap<>();
          Database.query(
              connection,
              row -> held.put(Database.blockCid(row.getBytes(1)), Bytes.of(row.getBytes(2))),
              "select id, bytes from bodies where id = any(?)",
              byteArrays(connection, cids, cid -> cid.digest().toBytes()));
          return held;
        });
  }

  @Override
  public List<Record> slot(SetRef set, Slot slot) {
    return database.transact(
        "read a slot",
        connection ->
            Database.query(
                connection,
                PostgresRecordStore::record,
                "select r.bytes" + OF_SET + " and r.subject = ? and r.slot = ?",
                community(set),
                setId(set),
                slot.subject().toArray(),
                slot.encode().toArray()));
  }

  @Override
  public List<Record> subject(CommunityId community, Bytes subject) {
    return database.transact(
        "read a subject",
        connection ->
            Database.query(
                connection,
                PostgresRecordStore::record,
                "select r.bytes from records r join record_sets s using (set_no)"
                    + " where r.subject = ? and s.community = ?",
                subject.toArray(),
                community.value().digest().toBytes()));
  }

  /// Returns all records about `subjects`, in no particular order.
  List<Record> subjects(CommunityId community, Collection<Bytes> subjects) {
    return database.transact(
        "read subjects",
        connection ->
            Database.query(
                connection,
                PostgresRecordStore::record,
                "select r.bytes from records r join record_sets s using (set_no)"
                    + " where r.subject = any(?) and s.community = ?",
                byteArrays(connection, subjects, Bytes::toArray),
                community.value().digest().toBytes()));
  }

  @Override
  public Optional<Record> latest(SetRef set, DeviceKey device) {
    return database
        .transact(
            "read the end of a chain",
            connection ->
                Database.query(
                    connection,
                    PostgresRecordStore::record,
                    "select r.bytes"
                        + " from records r join record_sets s using (set_no)"
                        + " join devices d using (device_no)"
                        + " where s.community = ? and s.set_id = ? and d.key = ?"
                        + " order by r.seq desc, r.id limit 1",
                    community(set),
                    setId(set),
                    device.value().toArray()))
        .stream()
        .findFirst();
  }

  @Override
  public List<SetRef> sets(CommunityId community) {
    return numbers.sets(community);
  }

  @Override
  public void forEach(SetRef set, Consumer<Record> action) {
    stream(set, "r.bytes", row -> action.accept(record(row)));
  }

  /// Calls `index` for each record of `set`, without reading the records themselves.
  void forEachEntry(SetRef set, SetIndex index) {
    stream(set, "r.hlc, r.id", row -> index.add(row.getLong(1), Sha256.fromBytes(row.getBytes(2))));
  }

  /// Reads a row of a long answer.
  @FunctionalInterface
  private interface RowAction {
    void accept(ResultSet row) throws SQLException;
  }

  private void stream(SetRef set, String columns, RowAction action) {
    Optional<Integer> number = numbers.find(set);
    if (number.isEmpty()) {
      return;
    }
    database.transact(
        "read a set",
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "select %s from records r where set_no = ? order by hlc, id"
                      .formatted(columns))) {
            statement.setFetchSize(FETCH_ROWS);
            statement.setInt(1, number.get());
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                action.accept(rows);
              }
            }
          }
          return Optional.empty();
        });
  }

  @Override
  public List<Cid> missingBodies(SetRef set, int limit) {
    return database.transact(
        "list missing bodies",
        connection ->
            Database.query(
                connection,
                row -> Database.blockCid(row.getBytes(1)),
                "select distinct m.body from missing_bodies m join record_sets s using (set_no)"
                    + " where s.community = ? and s.set_id = ? and not m.impossible"
                    + " order by m.body limit ?",
                community(set),
                setId(set),
                limit));
  }

  /// Returns how many bodies are missing in each of `sets` that misses any.
  public Map<SetRef, Long> missingBodies(Collection<SetRef> sets) {
    Map<Integer, SetRef> byNumber = new HashMap<>();
    sets.forEach(set -> numbers.find(set).ifPresent(number -> byNumber.put(number, set)));
    return count("missing_bodies", byNumber);
  }

  /// Returns how many records are held in each of `sets` of which any is.
  public Map<SetRef, Long> counts(Collection<SetRef> sets) {
    Map<Integer, SetRef> byNumber = new HashMap<>();
    sets.forEach(set -> numbers.find(set).ifPresent(number -> byNumber.put(number, set)));
    return count("records", byNumber);
  }

  private Map<SetRef, Long> count(String table, Map<Integer, SetRef> sets) {
    return database.transact(
        "count",
        connection -> {
          Map<SetRef, Long> counts = new HashMap<>();
          Database.query(
              connection,
              row -> counts.put(sets.get(row.getInt(1)), row.getLong(2)),
              "select set_no, count(*) from " + table + " where set_no = any(?) group by set_no",
              array(connection, "int4", sets.keySet(), number -> number));
          return counts;
        });
  }

  /// Returns the latest time of a record that is not after `bound`.
  Hlc latestTime(Hlc bound) {
    return database
        .transact(
            "read the latest time",
            connection ->
                Database.query(
                    connection,
                    row -> new Hlc(row.getLong(1)),
                    "select r.hlc from record_sets s, lateral (select hlc from records"
                        + " where set_no = s.set_no and hlc <= ? order by hlc desc limit 1) r"
                        + " order by r.hlc desc limit 1",
                    bound.value()))
        .stream()
        .findFirst()
        .orElse(Hlc.ZERO);
  }

  static Record record(ResultSet row) throws SQLException {
    return RecordCodec.decode(Bytes.of(row.getBytes(1)));
  }

  private static byte[] community(SetRef set) {
    return set.community().value().digest().toBytes();
  }

  private static byte[] setId(SetRef set) {
    return set.set().value().toArray();
  }
}
