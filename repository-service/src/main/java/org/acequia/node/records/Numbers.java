package org.acequia.node.records;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.identity.DeviceKey;
import org.acequia.core.record.CommunityId;
import org.acequia.core.record.SetId;
import org.acequia.core.record.SetRef;

/// The small numbers that stand for sets and devices in the large tables, so that their rows and
/// indexes stay small. A number never changes.
final class Numbers {

  private final Database database;
  private final Map<SetRef, Integer> sets = new ConcurrentHashMap<>();
  private final Map<DeviceKey, Integer> devices = new ConcurrentHashMap<>();

  Numbers(Database database) {
    this.database = database;
  }

  /// Returns the number of a set, giving it one if it has none. Commits; not to be called within a
  /// transaction.
  int of(SetRef set) {
    return find(set)
        .orElseGet(() -> {
          int number =
              database.transact(
                  "number a set",
                  connection -> {
                    Database.update(
                        connection,
                        "insert into record_sets (community, set_id) values (?, ?)"
                            + " on conflict do nothing",
                        set.community().value().digest().toBytes(),
                        set.set().value().toArray());
                    return select(connection, set).getFirst();
                  });
          sets.put(set, number);
          return number;
        });
  }

  /// Returns the number of a set, or empty if no record of it was ever held.
  Optional<Integer> find(SetRef set) {
    Integer known = sets.get(set);
    if (known != null) {
      return Optional.of(known);
    }
    List<Integer> found = database.transact("look up a set", connection -> select(connection, set));
    found.forEach(number -> sets.put(set, number));
    return found.stream().findFirst();
  }

  private static List<Integer> select(Connection connection, SetRef set) throws SQLException {
    return Database.query(
        connection,
        row -> row.getInt(1),
        "select set_no from record_sets where community = ? and set_id = ?",
        set.community().value().digest().toBytes(),
        set.set().value().toArray());
  }

  /// Returns the number of a device, giving it one if it has none. Commits; not to be called within
  /// a transaction.
  int of(DeviceKey device) {
    Integer known = devices.get(device);
    if (known != null) {
      return known;
    }
    int number =
        database.transact(
            "number a device",
            connection -> {
              byte[] key = device.value().toArray();
              Database.update(
                  connection, "insert into devices (key) values (?) on conflict do nothing", key);
              return Database.query(
                      connection,
                      row -> row.getInt(1),
                      "select device_no from devices where key = ?",
                      key)
                  .getFirst();
            });
    devices.put(device, number);
    return number;
  }

  /// Returns the sets of a community of which at least one record is held, governance first.
  List<SetRef> sets(CommunityId community) {
    return database.transact(
        "list the sets",
        connection ->
            Database.query(
                connection,
                row -> new SetRef(community, new SetId(Bytes.of(row.getBytes(1)))),
                "select set_id from record_sets s where community = ?"
                    + " and exists (select 1 from records r where r.set_no = s.set_no)"
                    + " order by set_id",
                community.value().digest().toBytes()));
  }
}
