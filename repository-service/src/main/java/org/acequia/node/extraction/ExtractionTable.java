package org.acequia.node.extraction;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.acequia.core.archive.ItemId;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.media.Extraction;
import org.acequia.core.media.Extraction.Findings;
import org.acequia.core.media.Extractions.Failure;
import org.acequia.core.media.Extractions.Totals;
import org.acequia.core.media.Fault;
import org.acequia.core.media.FileMetadata;
import org.acequia.core.media.FileMetadataCodec;
import org.acequia.core.media.Preview;
import org.acequia.core.media.PreviewSize;
import org.acequia.core.record.Slot;
import org.acequia.core.store.RecordStoreException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/// The line of files to be read, and what came of those that were: `V7__extractions.sql`.
///
/// All methods throw [RecordStoreException] when the database fails.
final class ExtractionTable {

  /// How many of the items that have a file are named with it.
  private static final int ITEMS_NAMED_MAX = 8;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  /// @param dataSource a database that the migrations have prepared
  ExtractionTable(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
  }

  /// A file whose turn it is.
  ///
  /// @param tries how often it was begun before
  record Turn(Cid file, int tries) {}

  /// Returns the first in line, and notes that it is begun: a file on which the whole node fails is
  /// not begun for ever, and not before others that wait.
  Optional<Turn> begin() {
    return asking(() ->
        jdbc.sql(
                "update extractions set tries = tries + 1 where blob ="
                    + " (select blob from extractions where state = 'waiting'"
                    + "   order by tries, line_no limit 1 for update skip locked)"
                    + " returning blob, tries - 1")
            .query((row, _) -> new Turn(Cid.fromBytes(row.getBytes(1)), row.getInt(2)))
            .optional());
  }

  /// Takes back that a file was begun: nothing was found out about it.
  void putBack(Cid file) {
    change("update extractions set tries = greatest(0, tries - 1) where blob = ?", file.toBytes());
  }

  /// Notes that a file is not held. Where it is wanted, its arrival puts it in line again;
  /// otherwise the next start does.
  void absent(Cid file) {
    asking(() ->
        Optional.ofNullable(
            transaction.execute(_ -> {
              // Held until the commit, so that the arrival comes after it or was seen here.
              jdbc.sql("select 1 from wanted_blobs where blob = ? for update")
                  .param(file.toBytes())
                  .query(Integer.class)
                  .optional();
              return jdbc.sql("update extractions set state = 'absent', tries = 0 where blob = ?")
                  .param(file.toBytes())
                  .update();
            })));
  }

  /// Writes down what came of a file, and that its items have to be indexed anew.
  void settle(Cid file, int version, Findings findings, Optional<Fault> fault) {
    asking(() ->
        Optional.ofNullable(
            transaction.execute(_ -> {
              // Before any row is held: whoever appends records takes them in this order too.
              jdbc.sql("lock table arrivals in share row exclusive mode").update();
              int settled = update(file, version, findings, fault);
              if (findings.hasText() || !findings.metadata().isNone()) {
                noteArrival(file);
              }
              return settled;
            })));
  }

  private int update(Cid file, int version, Findings findings, Optional<Fault> fault) {
    return jdbc.sql(
            "update extractions set state = ?, version = ?, fault = ?, metadata = ?, has_text = ?,"
                + " small_width = ?, small_height = ?, large_width = ?, large_height = ?,"
                + " line_no = nextval('extraction_line') where blob = ?")
        .param(fault.isPresent() ? "failed" : "done")
        .param(version)
        .param(fault.map(Fault::name).orElse(null))
        .param(FileMetadataCodec.encode(findings.metadata()))
        .param(findings.hasText())
        .param(findings.small().map(Preview::width).orElse(null))
        .param(findings.small().map(Preview::height).orElse(null))
        .param(findings.large().map(Preview::width).orElse(null))
        .param(findings.large().map(Preview::height).orElse(null))
        .param(file.toBytes())
        .update();
  }

  /// Whoever follows the log must find no number below one that it has read. Records are committed
  /// one at a time for that; the lock on the table keeps the same promise here.
  private void noteArrival(Cid file) {
    jdbc.sql(
            "insert into arrivals (kind, subject)"
                + " select distinct ?::smallint, subject from blob_references where blob = ?")
        .param(Slot.Kind.ITEM.code())
        .param(file.toBytes())
        .update();
  }

  /// Puts a file in line whatever came of it.
  boolean again(Cid file) {
    return change(
            "update extractions set state = 'waiting', tries = 0,"
                + " line_no = nextval('extraction_line') where blob = ? and state <> 'waiting'",
            file.toBytes())
        > 0;
  }

  boolean retry(Cid file) {
    return change(
            "update extractions set state = 'waiting', tries = 0,"
                + " line_no = nextval('extraction_line') where blob = ? and state = 'failed'",
            file.toBytes())
        > 0;
  }

  /// Puts in line what failed for want of room.
  long retryWithoutRoom() {
    return change(
        "update extractions set state = 'waiting', tries = 0,"
            + " line_no = nextval('extraction_line') where state = 'failed' and fault = ?",
        Fault.NO_SPACE.name());
  }

  long retryAll() {
    return change(
        "update extractions set state = 'waiting', tries = 0,"
            + " line_no = nextval('extraction_line') where state = 'failed'");
  }

  /// Puts in line what an older version read, and what was not held and is no longer wanted.
  void catchUp(int version) {
    change(
        "update extractions set state = 'waiting', tries = 0,"
            + " line_no = nextval('extraction_line')"
            + " where state in ('done', 'failed') and version < ?",
        version);
    change(
        "update extractions e set state = 'waiting', tries = 0,"
            + " line_no = nextval('extraction_line') where e.state = 'absent'"
            + " and not exists (select 1 from wanted_blobs w where w.blob = e.blob)");
  }

  /// Puts in line all of which something lay in the cache.
  void remakeAll() {
    change(
        "update extractions set state = 'waiting', tries = 0,"
            + " line_no = nextval('extraction_line')"
            + " where state in ('done', 'failed') and (has_text or small_width is not null)");
  }

  Map<Cid, Extraction> find(Collection<Cid> files) {
    byte[][] blobs = files.stream().map(Cid::toBytes).toArray(byte[][]::new);
    Map<Cid, Extraction> found = new HashMap<>();
    files.forEach(file -> found.put(file, new Extraction.Waiting()));
    if (!files.isEmpty()) {
      asking(() ->
              jdbc.sql("select * from extractions where blob = any(?)")
                  .param(blobs)
                  .query((row, _) -> Map.entry(Cid.fromBytes(row.getBytes("blob")), read(row)))
                  .list())
          .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
    }
    return found;
  }

  List<Failure> failures(long offset, int limit) {
    return asking(() ->
        jdbc.sql(
                "select e.blob, e.fault, e.tries, array(select distinct r.subject"
                    + "   from blob_references r where r.blob = e.blob limit ?) as items"
                    + " from extractions e where e.state = 'failed'"
                    + " order by e.line_no desc limit ? offset ?")
            .param(ITEMS_NAMED_MAX)
            .param(limit)
            .param(offset)
            .query((row, _) ->
                new Failure(
                    Cid.fromBytes(row.getBytes(1)),
                    fault(row.getString(2)),
                    row.getInt(3),
                    items(row)))
            .list());
  }

  private static List<ItemId> items(ResultSet row) throws SQLException {
    return Arrays.stream((Object[]) row.getArray("items").getArray())
        .map(id -> new ItemId(Bytes.of((byte[]) id)))
        .toList();
  }

  Totals totals() {
    Map<String, Long> counts = new HashMap<>();
    asking(() ->
            jdbc.sql("select state, count(*) from extractions group by state")
                .query((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
                .list())
        .forEach(count -> counts.put(count.getKey(), count.getValue()));
    return new Totals(
        counts.getOrDefault("waiting", 0L),
        counts.getOrDefault("done", 0L),
        counts.getOrDefault("failed", 0L));
  }

  /// What an older version found stands until it is found anew.
  private static Extraction read(ResultSet row) throws SQLException {
    if (row.getObject("version") == null) {
      return new Extraction.Waiting();
    }
    byte[] metadata = row.getBytes("metadata");
    Findings findings =
        new Findings(
            metadata == null ? FileMetadata.NONE : FileMetadataCodec.decode(metadata),
            preview(row, PreviewSize.SMALL),
            preview(row, PreviewSize.LARGE),
            row.getBoolean("has_text"));
    return row.getString("state").equals("failed")
        ? new Extraction.Failed(fault(row.getString("fault")), findings)
        : new Extraction.Done(findings);
  }

  private static Optional<Preview> preview(ResultSet row, PreviewSize size) throws SQLException {
    OptionalInt width = edge(row, size.code() + "_width");
    OptionalInt height = edge(row, size.code() + "_height");
    return width.isPresent() && height.isPresent()
        ? Optional.of(new Preview(size, width.getAsInt(), height.getAsInt()))
        : Optional.empty();
  }

  private static OptionalInt edge(ResultSet row, String column) throws SQLException {
    int edge = row.getInt(column);
    return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(edge);
  }

  /// A name that a newer version wrote is a failure all the same.
  private static Fault fault(@org.jspecify.annotations.Nullable String name) {
    for (Fault fault : Fault.values()) {
      if (fault.name().equals(name)) {
        return fault;
      }
    }
    return Fault.FAILED;
  }

  private int change(String sql, Object... parameters) {
    return asking(() -> jdbc.sql(sql).params(parameters).update());
  }

  private static <T> T asking(Supplier<T> question) {
    try {
      return question.get();
    } catch (DataAccessException | TransactionException e) {
      throw new RecordStoreException(
          "The database did not tell which files were read. No file was changed. See that PostgreSQL runs.",
          e);
    }
  }
}
