package org.acequia.node.records;

import static org.acequia.node.records.Database.array;
import static org.acequia.node.records.Database.byteArrays;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.acequia.core.archive.Bodies;
import org.acequia.core.archive.Facet;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.record.Body;
import org.acequia.core.record.MalformedRecordException;
import org.acequia.core.record.Record;
import org.acequia.core.record.SetRef;
import org.acequia.core.record.Slot;

/// Which files the bodies held speak of, and which of those files are still wanted.
///
/// Every version of an item's files counts, so that its history can be shown.
public final class BlobReferences {

  private static final int PAGE_ROWS = 1_000;

  private final Database database;
  private final Predicate<Cid> blobHeld;
  private volatile Runnable changed = () -> {};

  /// @param blobHeld tells whether a file is held, when a body that names it is stored
  public BlobReferences(DataSource dataSource, Predicate<Cid> blobHeld) {
    this.database = new Database(dataSource);
    this.blobHeld = blobHeld;
  }

  /// Sets who is told when files come or go.
  ///
  /// @param changed called after it is noted here
  public void onChanged(Runnable changed) {
    this.changed = changed;
  }

  /// A file that is not held.
  ///
  /// @param sizeBytes what the record says; to be believed when the bytes are there
  public record Wanted(Cid blob, long sizeBytes) {}

  /// How much is wanted.
  public record Total(long blobs, long sizeBytes) {}

  private record Reference(Cid blob, int set, Bytes subject, long sizeBytes) {}

  /// Adds what the bodies of `records` speak of.
  void add(Connection connection, List<Record> records, Map<Cid, Bytes> bodies, Numbers numbers)
      throws SQLException {
    List<Record> ofMedia = records.stream().filter(BlobReferences::statesMedia).toList();
    if (ofMedia.isEmpty()) {
      return;
    }
    List<Reference> references = new ArrayList<>();
    Map<Cid, Long> wanted = new HashMap<>();
    for (Record record : ofMedia) {
      Bytes subject = record.payload().slot().map(Slot::subject).orElseThrow();
      for (MediaFile file : files(connection, record, bodies)) {
        references.add(
            new Reference(file.blob(), numbers.of(record.setRef()), subject, file.sizeBytes()));
        if (!blobHeld.test(file.blob())) {
          wanted.putIfAbsent(file.blob(), file.sizeBytes());
        }
      }
    }
    insert(connection, references);
    want(connection, wanted);
  }

  private static boolean statesMedia(Record record) {
    return record
        .payload()
        .slot()
        .filter(slot -> slot.kind() == Slot.Kind.ITEM && slot.facet().equals(Facet.MEDIA.code()))
        .isPresent();
  }

  /// A body that is no list of files speaks of none: whoever shows the item says so.
  private static List<MediaFile> files(Connection connection, Record record, Map<Cid, Bytes> bodies)
      throws SQLException {
    Cid cid = record.payload().body().orElseThrow().cid();
    Bytes block = bodies.get(cid);
    if (block == null) {
      List<Bytes> held =
          Database.query(
              connection,
              row -> Bytes.of(row.getBytes(1)),
              "select bytes from bodies where id = ?",
              cid.digest().toBytes());
      if (held.isEmpty()) {
        return List.of();
      }
      block = held.getFirst();
    }
    try {
      return Bodies.files(Body.decode(block).content()).value();
    } catch (MalformedRecordException _) {
      return List.of();
    }
  }

  private static void insert(Connection connection, List<Reference> references)
      throws SQLException {
    Database.update(
        connection,
        "insert into blob_references (blob, set_no, subject, size_bytes)"
            + " select * from unnest(?::bytea[], ?::int[], ?::bytea[], ?::bigint[])"
            + " on conflict do nothing",
        byteArrays(connection, references, reference -> reference.blob().toBytes()),
        array(connection, "int4", references, Reference::set),
        byteArrays(connection, references, reference -> reference.subject().toArray()),
        array(connection, "int8", references, Reference::sizeBytes));
  }

  private static void want(Connection connection, Map<Cid, Long> wanted) throws SQLException {
    if (wanted.isEmpty()) {
      return;
    }
    List<Map.Entry<Cid, Long>> rows = List.copyOf(wanted.entrySet());
    Database.update(
        connection,
        "insert into wanted_blobs (blob, size_bytes)"
            + " select * from unnest(?::bytea[], ?::bigint[]) on conflict do nothing",
        byteArrays(connection, rows, row -> row.getKey().toBytes()),
        array(connection, "int8", rows, Map.Entry::getValue));
  }

  /// Returns up to `limit` files that records of `set` speak of and that are wanted, the smallest
  /// first.
  public List<Wanted> wanted(SetRef set, int limit) {
    return database.transact(
        "list wanted files",
        connection ->
            Database.query(
                connection,
                row -> new Wanted(Cid.fromBytes(row.getBytes(1)), row.getLong(2)),
                "select distinct w.blob, w.size_bytes from wanted_blobs w"
                    + " join blob_references b using (blob) join record_sets s using (set_no)"
                    + " where s.community = ? and s.set_id = ?"
                    + " order by w.size_bytes, w.blob limit ?",
                set.community().value().digest().toBytes(),
                set.set().value().toArray(),
                limit));
  }

  /// Returns how much is wanted in all.
  public Total wantedTotal() {
    return database
        .transact(
            "count wanted files",
            connection ->
                Database.query(
                    connection,
                    row -> new Total(row.getLong(1), row.getLong(2)),
                    "select count(*), coalesce(sum(size_bytes), 0)::bigint from wanted_blobs"))
        .getFirst();
  }

  /// Notes that files are now held.
  public void arrived(Collection<Cid> blobs) {
    database.transact(
        "note that files arrived",
        connection ->
            Database.update(
                connection,
                "delete from wanted_blobs where blob = any(?)",
                byteArrays(connection, blobs, Cid::toBytes)));
    changed.run();
  }

  /// Notes that files are no longer held, such as one found damaged: those that a record speaks of
  /// are wanted again.
  public void lost(Collection<Cid> blobs) {
    database.transact(
        "note that files are wanted",
        connection ->
            Database.update(
                connection,
                "insert into wanted_blobs (blob, size_bytes)"
                    + " select blob, min(size_bytes) from blob_references where blob = any(?)"
                    + " group by blob on conflict do nothing",
                byteArrays(connection, blobs, Cid::toBytes)));
    changed.run();
  }

  /// Returns which of `blobs` a record speaks of.
  public Set<Cid> referred(Collection<Cid> blobs) {
    return new HashSet<>(
        database.transact(
            "look up files",
            connection ->
                Database.query(
                    connection,
                    row -> Cid.fromBytes(row.getBytes(1)),
                    "select distinct blob from blob_references where blob = any(?)",
                    byteArrays(connection, blobs, Cid::toBytes))));
  }

  /// Returns the items that have the file, or had it.
  public List<ItemId> items(Cid blob) {
    return database.transact(
        "look up the items of a file",
        connection ->
            Database.query(
                connection,
                row -> new ItemId(Bytes.of(row.getBytes(1))),
                "select distinct subject from blob_references where blob = ? order by subject",
                blob.toBytes()));
  }

  /// Calls `action` once for each file that a record speaks of, in the order of their CIDs, in
  /// pages: what is added meanwhile may be missed.
  public void forEach(Consumer<Wanted> action) {
    byte[] after = new byte[0];
    while (true) {
      byte[] from = after;
      List<Wanted> page =
          database.transact(
              "list files",
              connection ->
                  Database.query(
                      connection,
                      row -> new Wanted(Cid.fromBytes(row.getBytes(1)), row.getLong(2)),
                      "select blob, min(size_bytes) from blob_references where blob > ?"
                          + " group by blob order by blob limit ?",
                      from,
                      PAGE_ROWS));
      page.forEach(action);
      if (page.size() < PAGE_ROWS) {
        return;
      }
      after = page.getLast().blob().toBytes();
    }
  }
}
