package org.acequia.node.records;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.acequia.core.archive.CollectionId;
import org.acequia.core.archive.ItemId;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.record.CommunityId;
import org.acequia.core.record.SetId;
import org.acequia.core.record.Slot;

/// Which items and collections there are: the table `subjects`, read.
final class SubjectList {

  private static final String OF_SET =
      " from subjects u join record_sets s using (set_no)"
          + " where s.community = ? and s.set_id = ? and u.kind = ? and not u.gone";

  private final Database database;

  SubjectList(Database database) {
    this.database = database;
  }

  /// Returns the collections of a community, in no particular order.
  List<CollectionId> collections(CommunityId community) {
    return database.transact(
        "list the collections",
        connection ->
            Database.query(
                connection,
                row -> new CollectionId(Bytes.of(row.getBytes(1))),
                "select u.subject" + OF_SET,
                community.value().digest().toBytes(),
                SetId.GOVERNANCE.value().toArray(),
                Slot.Kind.COLLECTION.code()));
  }

  /// Returns how many items there are in each collection that has any.
  Map<CollectionId, Long> itemCounts(CommunityId community) {
    return database.transact(
        "count the items",
        connection -> {
          Map<CollectionId, Long> counts = new HashMap<>();
          Database.query(
              connection,
              row -> counts.put(new CollectionId(Bytes.of(row.getBytes(1))), row.getLong(2)),
              "select s.set_id, count(*) from subjects u join record_sets s using (set_no)"
                  + " where s.community = ? and u.kind = ? and not u.gone group by s.set_id",
              community.value().digest().toBytes(),
              Slot.Kind.ITEM.code());
          return counts;
        });
  }

  /// Returns how many items a collection has.
  long itemCount(CommunityId community, CollectionId collection) {
    return database
        .transact(
            "count the items of a collection",
            connection ->
                Database.query(
                    connection,
                    row -> row.getLong(1),
                    "select count(*)" + OF_SET,
                    community.value().digest().toBytes(),
                    collection.value().toArray(),
                    Slot.Kind.ITEM.code()))
        .getFirst();
  }

  /// Returns items of a collection, the newest first.
  List<ItemId> items(CommunityId community, CollectionId collection, long offset, int limit) {
    return database.transact(
        "list the items of a collection",
        connection ->
            Database.query(
                connection,
                row -> new ItemId(Bytes.of(row.getBytes(1))),
                "select u.subject" + OF_SET + " order by u.added desc, u.subject limit ? offset ?",
                community.value().digest().toBytes(),
                collection.value().toArray(),
                Slot.Kind.ITEM.code(),
                limit,
                offset));
  }

  /// Returns the item that stands beside another in the order of [#items].
  ///
  /// @param after whether the one after it, rather than the one before
  Optional<ItemId> beside(
      CommunityId community, CollectionId collection, ItemId item, boolean after) {
    String beyond =
        after
            ? " and (u.added < o.added or (u.added = o.added and u.subject > o.subject))"
                + " order by u.added desc, u.subject limit 1"
            : " and (u.added > o.added or (u.added = o.added and u.subject < o.subject))"
                + " order by u.added, u.subject desc limit 1";
    return database
        .transact(
            "find the item beside another",
            connection ->
                Database.query(
                    connection,
                    row -> new ItemId(Bytes.of(row.getBytes(1))),
                    "select u.subject from subjects u join record_sets s using (set_no)"
                        + " join subjects o using (set_no, kind)"
                        + " where s.community = ? and s.set_id = ? and u.kind = ? and not u.gone"
                        + " and o.subject = ?"
                        + beyond,
                    community.value().digest().toBytes(),
                    collection.value().toArray(),
                    Slot.Kind.ITEM.code(),
                    item.value().toArray()))
        .stream()
        .findFirst();
  }

  /// Returns items of one set in the order of their ids, those after `after`: also those that have
  /// gone away.
  List<ItemId> itemsAfter(CommunityId community, SetId set, Bytes after, int limit) {
    return database.transact(
        "go through the items",
        connection ->
            Database.query(
                connection,
                row -> new ItemId(Bytes.of(row.getBytes(1))),
                "select u.subject from subjects u join record_sets s using (set_no)"
                    + " where s.community = ? and s.set_id = ? and u.kind = ? and u.subject > ?"
                    + " order by u.subject limit ?",
                community.value().digest().toBytes(),
                set.value().toArray(),
                Slot.Kind.ITEM.code(),
                after.toArray(),
                limit));
  }

  /// Returns which of `ids` are items of which a record is held.
  Set<ItemId> held(CommunityId community, Collection<ItemId> ids) {
    return database.transact(
        "look up items",
        connection ->
            new HashSet<>(
                Database.query(
                    connection,
                    row -> new ItemId(Bytes.of(row.getBytes(1))),
                    "select u.subject from subjects u join record_sets s using (set_no)"
                        + " where s.community = ? and u.kind = ? and u.subject = any(?)",
                    community.value().digest().toBytes(),
                    Slot.Kind.ITEM.code(),
                    Database.byteArrays(connection, ids, id -> id.value().toArray()))));
  }
}
