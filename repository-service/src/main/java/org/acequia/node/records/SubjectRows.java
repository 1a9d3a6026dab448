package org.acequia.node.records;

import static org.acequia.node.records.Database.array;
import static org.acequia.node.records.Database.byteArrays;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.acequia.core.archive.Facet;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.record.Record;
import org.acequia.core.record.RecordType;
import org.acequia.core.record.Slot;
import org.acequia.core.record.SlotHeads;

/// Keeps the table of items and collections in step, within one transaction.
final class SubjectRows {

  private final Connection connection;
  private final Numbers numbers;

  SubjectRows(Connection connection, Numbers numbers) {
    this.connection = connection;
    this.numbers = numbers;
  }

  private record Key(int set, int kind, Bytes subject) {}

  /// Follows the appending of `records`.
  void add(List<Record> records) throws SQLException {
    Map<Key, Long> earliest = new HashMap<>();
    Set<Key> buried = new HashSet<>();
    for (Record record : records) {
      Slot slot = record.payload().slot().filter(SubjectRows::isListed).orElse(null);
      if (slot != null) {
        Key key = new Key(numbers.of(record.setRef()), slot.kind().code(), slot.subject());
        earliest.merge(key, record.payload().time().value(), Math::min);
        if (record.payload().type() == RecordType.TOMB) {
          buried.add(key);
        }
      }
    }
    if (earliest.isEmpty()) {
      return;
    }
    upsert(earliest);
    buried.addAll(gone(earliest.keySet()));
    for (Key key : buried) {
      Database.update(
          connection,
          "update subjects set gone = ? where set_no = ? and kind = ? and subject = ?",
          isGone(key),
          key.set(),
          key.kind(),
          key.subject().toArray());
    }
  }

  private static boolean isListed(Slot slot) {
    return slot.kind() == Slot.Kind.ITEM || slot.kind() == Slot.Kind.COLLECTION;
  }

  private void upsert(Map<Key, Long> earliest) throws SQLException {
    List<Map.Entry<Key, Long>> rows = List.copyOf(earliest.entrySet());
    Database.update(
        connection,
        "insert into subjects as s (set_no, kind, subject, added)"
            + " select * from unnest(?::int[], ?::smallint[], ?::bytea[], ?::bigint[])"
            + " on conflict (set_no, kind, subject) do update set added = excluded.added"
            + " where excluded.added < s.added",
        array(connection, "int4", rows, row -> row.getKey().set()),
        array(connection, "int2", rows, row -> (short) row.getKey().kind()),
        byteArrays(connection, rows, row -> row.getKey().subject().toArray()),
        array(connection, "int8", rows, Map.Entry::getValue));
  }

  private List<Key> gone(Collection<Key> keys) throws SQLException {
    return Database.query(
        connection,
        row -> new Key(row.getInt(1), row.getInt(2), Bytes.of(row.getBytes(3))),
        "select s.set_no, s.kind, s.subject from subjects s"
            + " join unnest(?::int[], ?::smallint[], ?::bytea[]) as o (set_no, kind, subject)"
            + " using (set_no, kind, subject) where s.gone",
        array(connection, "int4", keys, Key::set),
        array(connection, "int2", keys, key -> (short) key.kind()),
        byteArrays(connection, keys, key -> key.subject().toArray()));
  }

  /// Tells whether every head of the subject's description is a tombstone.
  private boolean isGone(Key key) throws SQLException {
    List<Record> versions =
        Database.query(
                connection,
                PostgresRecordStore::record,
                "select bytes from records where subject = ? and set_no = ?",
                key.subject().toArray(),
                key.set())
            .stream()
            .filter(record -> record.payload().slot().filter(s -> states(s, key)).isPresent())
            .toList();
    return SlotHeads.of(versions, _ -> false).isGone();
  }

  private static boolean states(Slot slot, Key key) {
    return slot.kind().code() == key.kind() && slot.facet().equals(Facet.DESCRIPTION.code());
  }
}
