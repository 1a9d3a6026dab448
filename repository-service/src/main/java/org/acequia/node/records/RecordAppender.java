package org.acequia.node.records;

import static org.acequia.node.records.Database.array;
import static org.acequia.node.records.Database.byteArrays;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
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
import org.acequia.core.record.BodyRef;
import org.acequia.core.record.Record;
import org.acequia.core.record.RecordId;
import org.acequia.core.record.Slot;
import org.acequia.core.store.RecordStore.Appended;
import org.jspecify.annotations.Nullable;

/// Writes records, bodies and what is derived from them within a caller's transaction: a handful of
/// statements, however many records.
final class RecordAppender {

  private final Numbers numbers;
  private final BlobReferences blobs;

  RecordAppender(Numbers numbers, BlobReferences blobs) {
    this.numbers = numbers;
    this.blobs = blobs;
  }

  /// Numbers the sets and devices of `records`. Commits; to be called before the transaction.
  void prepare(Collection<Record> records) {
    for (Record record : records) {
      numbers.of(record.setRef());
      numbers.of(record.payload().author().device());
    }
  }

  /// Appends as [org.acequia.core.store.RecordStore#append] promises.
  Appended append(Connection connection, List<Record> records, Map<Cid, Bytes> bodies)
      throws SQLException {
    List<Record> added = insertRecords(connection, records);
    Map<Cid, Bytes> named = new HashMap<>();
    List<Record> withBody = new ArrayList<>();
    List<Record> withoutBody = new ArrayList<>();
    for (Record record : added) {
      if (record.payload().body().isPresent()) {
        BodyRef ref = bodyOf(record);
        Bytes body = bodies.get(ref.cid());
        if (body != null && body.size() == ref.sizeBytes()) {
          named.put(ref.cid(), body);
          withBody.add(record);
        } else {
          withoutBody.add(record);
        }
      }
    }
    Set<RecordId> completedIds = takeMissing(connection, bodies, named);
    insertBodies(connection, named);
    withBody.addAll(insertMissing(connection, withoutBody));
    List<Record> completed =
        completedIds.isEmpty() ? List.of() : PostgresRecordStore.find(connection, completedIds);
    withBody.addAll(completed);
    blobs.add(connection, withBody, named, numbers);
    new SubjectRows(connection, numbers).add(added);
    return new Appended(added, completed);
  }

  private List<Record> insertRecords(Connection connection, List<Record> records)
      throws SQLException {
    if (records.isEmpty()) {
      return List.of();
    }
    Set<RecordId> inserted =
        new HashSet<>(
            Database.query(
                connection,
                row -> new RecordId(Database.blockCid(row.getBytes(1))),
                "insert into records"
                    + " (id, set_no, hlc, device_no, seq, type, slot, subject, body, bytes)"
                    + " select * from unnest(?::bytea[], ?::int[], ?::bigint[], ?::int[],"
                    + " ?::bigint[], ?::text[], ?::bytea[], ?::bytea[], ?::bytea[], ?::bytea[])"
                    + " on conflict do nothing returning id",
                byteArrays(connection, records, record -> digest(record.id())),
                array(connection, "int4", records, record -> numbers.of(record.setRef())),
                array(connection, "int8", records, record -> record.payload().time().value()),
                array(
                    connection,
                    "int4",
                    records,
                    record -> numbers.of(record.payload().author().device())),
                array(connection, "int8", records, record -> record.payload().author().sequence()),
                array(connection, "text", records, record -> record.payload().type().code()),
                byteArrays(connection, records, RecordAppender::slot),
                byteArrays(connection, records, RecordAppender::subject),
                byteArrays(connection, records, RecordAppender::body),
                byteArrays(connection, records, record -> record.bytes().toArray())));
    Map<RecordId, Record> added = new LinkedHashMap<>();
    records.stream()
        .filter(record -> inserted.contains(record.id()))
        .forEach(record -> added.put(record.id(), record));
    return List.copyOf(added.values());
  }

  /// Finds which of `bodies` held records miss, puts them into `named`, and returns those records.
  ///
  /// A record that gives its body another size than the body has is never completed: nobody is
  /// asked for its body again.
  private static Set<RecordId> takeMissing(
      Connection connection, Map<Cid, Bytes> bodies, Map<Cid, Bytes> named) throws SQLException {
    Set<RecordId> completed = new HashSet<>();
    List<Map.Entry<Cid, Bytes>> offered = List.copyOf(bodies.entrySet());
    if (offered.isEmpty()) {
      return completed;
    }
    Array digests = byteArrays(connection, offered, entry -> entry.getKey().digest().toBytes());
    Array sizes = array(connection, "int4", offered, entry -> entry.getValue().size());
    Database.query(
        connection,
        row -> {
          Cid cid = Database.blockCid(row.getBytes(1));
          Bytes body = bodies.get(cid);
          if (body != null) {
            named.put(cid, body);
          }
          return completed.add(new RecordId(Database.blockCid(row.getBytes(2))));
        },
        "delete from missing_bodies m using unnest(?::bytea[], ?::int[]) as o (body, size_bytes)"
            + " where m.body = o.body and m.size_bytes = o.size_bytes"
            + " returning m.body, m.record",
        digests,
        sizes);
    Database.update(
        connection,
        "update missing_bodies m set impossible = true"
            + " from unnest(?::bytea[], ?::int[]) as o (body, size_bytes)"
            + " where m.body = o.body and m.size_bytes <> o.size_bytes and not m.impossible",
        digests,
        sizes);
    return completed;
  }

  private static void insertBodies(Connection connection, Map<Cid, Bytes> bodies)
      throws SQLException {
    if (bodies.isEmpty()) {
      return;
    }
    List<Map.Entry<Cid, Bytes>> entries = List.copyOf(bodies.entrySet());
    Database.update(
        connection,
        "insert into bodies (id, bytes) select * from unnest(?::bytea[], ?::bytea[])"
            + " on conflict do nothing",
        byteArrays(connection, entries, entry -> entry.getKey().digest().toBytes()),
        byteArrays(connection, entries, entry -> entry.getValue().toArray()));
  }

  /// Notes the bodies of `records` as missing, except those that another record brought before; as
  /// impossible, where the body held has another size than the record says.
  ///
  /// @return the records whose bodies are held after all
  private List<Record> insertMissing(Connection connection, List<Record> records)
      throws SQLException {
    if (records.isEmpty()) {
      return List.of();
    }
    Set<RecordId> missing =
        new HashSet<>(
            Database.query(
                connection,
                row -> new RecordId(Database.blockCid(row.getBytes(1))),
                "insert into missing_bodies (body, record, set_no, size_bytes, impossible)"
                    + " select o.*, b.id is not null"
                    + " from unnest(?::bytea[], ?::bytea[], ?::int[], ?::int[])"
                    + " as o (body, record, set_no, size_bytes) left join bodies b on b.id = o.body"
                    + " where b.id is null or octet_length(b.bytes) <> o.size_bytes"
                    + " returning record",
                byteArrays(connection, records, RecordAppender::body),
                byteArrays(connection, records, record -> digest(record.id())),
                array(connection, "int4", records, record -> numbers.of(record.setRef())),
                array(connection, "int4", records, record -> bodyOf(record).sizeBytes())));
    return records.stream().filter(record -> !missing.contains(record.id())).toList();
  }

  private static BodyRef bodyOf(Record record) {
    return record.payload().body().orElseThrow();
  }

  static byte[] digest(RecordId id) {
    return id.value().digest().toBytes();
  }

  private static byte @Nullable [] slot(Record record) {
    return record.payload().slot().map(slot -> slot.encode().toArray()).orElse(null);
  }

  private static byte @Nullable [] subject(Record record) {
    return record.payload().slot().map(Slot::subject).map(Bytes::toArray).orElse(null);
  }

  private static byte @Nullable [] body(Record record) {
    return record.payload().body().map(ref -> ref.cid().digest().toBytes()).orElse(null);
  }
}
