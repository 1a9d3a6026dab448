package org.acequia.node.records;

import static org.acequia.node.records.Database.byteArrays;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.record.Record;
import org.acequia.core.record.RecordId;

/// Records that are not held: those that wait for their chain, and the ids of those refused for
/// ever. Both are bounded; what is forgotten may be offered again.
final class Pen {

  /// How many records wait at most.
  static final int RECORDS_MAX = 10_000;

  /// How many bytes of records wait at most.
  static final long SIZE_BYTES_MAX = 32L << 20;

  /// How many records of one source wait at most.
  static final int RECORDS_PER_SOURCE_MAX = 2_000;

  /// How many bytes of records of one source wait at most.
  static final long SIZE_BYTES_PER_SOURCE_MAX = 8L << 20;

  /// How many refused ids are remembered.
  static final int REFUSED_MAX = 100_000;

  /// How long a remembered reason is at most.
  static final int REASON_LENGTH_MAX = 300;

  private Pen() {}

  /// Sets records aside that `source` brought, and lets the oldest go where there are too many.
  static void put(Connection connection, String source, Collection<Record> records)
      throws SQLException {
    if (records.isEmpty()) {
      return;
    }
    Database.update(
        connection,
        "insert into waiting_records (id, source, bytes)"
            + " select o.id, ?, o.bytes from unnest(?::bytea[], ?::bytea[]) as o (id, bytes)"
            + " on conflict do nothing",
        source,
        byteArrays(connection, records, record -> RecordAppender.digest(record.id())),
        byteArrays(connection, records, record -> record.bytes().toArray()));
    trim(connection, "source = ?", RECORDS_PER_SOURCE_MAX, SIZE_BYTES_PER_SOURCE_MAX, source);
    trim(connection, "source is not null or source = ?", RECORDS_MAX, SIZE_BYTES_MAX, "");
  }

  private static void trim(
      Connection connection, String scope, int recordsMax, long sizeBytesMax, String source)
      throws SQLException {
    Database.update(
        connection,
        "delete from waiting_records where id in (select id from (select id,"
            + " count(*) over newest as records, sum(octet_length(bytes)) over newest as size"
            + " from waiting_records where "
            + scope
            + " window newest as (order by waiting_no desc)) w where records > ? or size > ?)",
        source,
        recordsMax,
        sizeBytesMax);
  }

  /// Returns up to `limit` of the records that wait, the oldest first, after `number`; each under
  /// its number.
  static Map<Long, Bytes> after(Connection connection, long number, int limit) throws SQLException {
    Map<Long, Bytes> waiting = new HashMap<>();
    Database.query(
        connection,
        row -> waiting.put(row.getLong(1), Bytes.of(row.getBytes(2))),
        "select waiting_no, bytes from waiting_records where waiting_no > ?"
            + " order by waiting_no limit ?",
        number,
        limit);
    return waiting;
  }

  /// Lets records go.
  static void remove(Connection connection, Collection<RecordId> ids) throws SQLException {
    Database.update(
        connection,
        "delete from waiting_records where id = any(?)",
        byteArrays(connection, ids, RecordAppender::digest));
  }

  /// Remembers refused ids, and forgets the oldest where there are too many.
  static void refuse(Connection connection, Map<RecordId, String> reasons) throws SQLException {
    if (reasons.isEmpty()) {
      return;
    }
    List<Map.Entry<RecordId, String>> rows = List.copyOf(reasons.entrySet());
    Database.update(
        connection,
        "insert into refused_records (id, reason) select * from unnest(?::bytea[], ?::text[])"
            + " on conflict do nothing",
        byteArrays(connection, rows, row -> RecordAppender.digest(row.getKey())),
        Database.array(connection, "text", rows, row -> shortened(row.getValue())));
    Database.update(
        connection,
        "delete from refused_records where refused_no <="
            + " (select refused_no from refused_records order by refused_no desc offset ? limit 1)",
        REFUSED_MAX);
  }

  private static String shortened(String reason) {
    return reason.substring(0, Math.min(reason.length(), REASON_LENGTH_MAX)).replace("\0", "");
  }

  /// Returns the reasons of those of `ids` that were refused.
  static Map<RecordId, String> refused(Connection connection, Collection<RecordId> ids)
      throws SQLException {
    Map<RecordId, String> reasons = new HashMap<>();
    Database.query(
        connection,
        row -> reasons.put(new RecordId(Database.blockCid(row.getBytes(1))), row.getString(2)),
        "select id, reason from refused_records where id = any(?)",
        byteArrays(connection, ids, RecordAppender::digest));
    return reasons;
  }

  /// Returns which of `ids` wait.
  static Set<RecordId> waiting(Connection connection, Collection<RecordId> ids)
      throws SQLException {
    return new HashSet<>(
        Database.query(
            connection,
            row -> new RecordId(Database.blockCid(row.getBytes(1))),
            "select id from waiting_records where id = any(?)",
            byteArrays(connection, ids, RecordAppender::digest)));
  }
}
