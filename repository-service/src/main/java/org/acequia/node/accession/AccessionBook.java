package org.acequia.node.accession;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.acequia.core.archive.CollectionId;
import org.acequia.core.archive.ItemId;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.record.AccountId;
import org.acequia.node.jobs.About;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The book of accessions: what was taken in as one act, by whom and when, so that it can be undone
/// as one. Every call is one transaction.
public final class AccessionBook {

  private final JdbcClient jdbc;
  private final InstantSource clock;

  /// @param dataSource a database that the migrations have prepared
  public AccessionBook(DataSource dataSource, InstantSource clock) {
    this.jdbc = JdbcClient.create(dataSource);
    this.clock = clock;
  }

  /// What kind of act it was.
  public enum Kind {
    /// Files sent by a browser.
    UPLOAD,
    /// Files and tables of the node's machine.
    IMPORT
  }

  /// One act.
  ///
  /// @param about what was taken in, for people
  /// @param by who wanted it, by name
  /// @param account whose device signed
  /// @param items how many it added
  /// @param job that does it, or did
  /// @param undoJob that undoes it, or did
  public record Entry(
      long id,
      Kind kind,
      String about,
      CollectionId collection,
      String by,
      AccountId account,
      Instant begunAt,
      long items,
      OptionalLong job,
      OptionalLong undoJob,
      Optional<Instant> undoneAt,
      Optional<String> undoneBy) {}

  /// Opens an act.
  public long begin(
      Kind kind, String about, CollectionId collection, String by, AccountId account) {
    return insert(kind, about, collection, by, account, OptionalLong.empty());
  }

  private long insert(
      Kind kind,
      String about,
      CollectionId collection,
      String by,
      AccountId account,
      OptionalLong job) {
    return jdbc.sql(
            "insert into accessions (kind, about, collection, by_name, account, begun_at, job)"
                + " values (?, ?, ?, ?, ?, ?, nullif(?, -1)) returning id")
        .param(kind.name())
        .param(About.shortened(about))
        .param(collection.value().toArray())
        .param(by)
        .param(account.value().toArray())
        .param(Timestamp.from(clock.instant()))
        .param(job.orElse(-1))
        .query(Long.class)
        .single();
  }

  /// Returns the act of an import's job, opened where there is none. A job that is done again after
  /// its act was undone gets a new one.
  long ofJob(long job, String about, CollectionId collection, String by, AccountId account) {
    jdbc.sql("update accessions set job = null where job = ? and undone_at is not null")
        .param(job)
        .update();
    return ofJob(job)
        .map(Entry::id)
        .orElseGet(() -> insert(Kind.IMPORT, about, collection, by, account, OptionalLong.of(job)));
  }

  /// Returns the act of an import's job.
  public Optional<Entry> ofJob(long job) {
    return jdbc.sql("select * from accessions where job = ?")
        .param(job)
        .query(AccessionBook::entry)
        .optional();
  }

  /// Writes down items of an act. Repeating it changes nothing.
  public void took(long accession, Collection<ItemId> items) {
    if (items.isEmpty()) {
      return;
    }
    jdbc.sql(
            "with added as (insert into accession_items (accession, item)"
                + " select ?, unnest(?::bytea[]) on conflict do nothing returning 1)"
                + " update accessions set items = items + (select count(*) from added) where id = ?")
        .param(accession)
        .param(bytes(items))
        .param(accession)
        .update();
  }

  /// Takes items out of other acts that noted them and were cut off before they added them: who
  /// adds an item that is not here is the one to undo it.
  void takesOver(long accession, Collection<ItemId> items) {
    jdbc.sql(
            "with never as (delete from accession_items"
                + " where item = any(?) and accession <> ? and not undone returning accession)"
                + " update accessions a set items = a.items - n.count"
                + " from (select accession, count(*) from never group by accession) n"
                + " where a.id = n.accession")
        .param(bytes(items))
        .param(accession)
        .update();
  }

  /// Returns which of `items` went away with an act that was undone.
  List<ItemId> undoneOf(Collection<ItemId> items) {
    return jdbc.sql("select distinct item from accession_items where item = any(?) and undone")
        .param(bytes(items))
        .query((row, _) -> new ItemId(Bytes.of(row.getBytes(1))))
        .list();
  }

  /// Returns acts, the newest first, without those that added nothing.
  public List<Entry> newest(int limit) {
    return jdbc.sql("select * from accessions where items > 0 order by id desc limit ?")
        .param(limit)
        .query(AccessionBook::entry)
        .list();
  }

  /// Returns one act.
  public Optional<Entry> find(long id) {
    return jdbc.sql("select * from accessions where id = ?")
        .param(id)
        .query(AccessionBook::entry)
        .optional();
  }

  /// Returns items of an act that are not undone, in the order of their ids.
  ///
  /// @param after the last one seen, or none
  List<ItemId> items(long accession, Optional<ItemId> after, int limit) {
    return jdbc.sql(
            "select item from accession_items where accession = ? and not undone and item > ?"
                + " order by item limit ?")
        .param(accession)
        .param(after.map(id -> id.value().toArray()).orElse(new byte[0]))
        .param(limit)
        .query((row, _) -> new ItemId(Bytes.of(row.getBytes(1))))
        .list();
  }

  /// Notes that items went away.
  void undone(long accession, Collection<ItemId> items) {
    jdbc.sql("update accession_items set undone = true where accession = ? and item = any(?)")
        .param(accession)
        .param(bytes(items))
        .update();
  }

  /// Notes that all of an act that goes away has gone.
  void undoneBy(long accession, String name) {
    jdbc.sql("update accessions set undone_at = ?, undone_by = ? where id = ?")
        .param(Timestamp.from(clock.instant()))
        .param(name)
        .param(accession)
        .update();
  }

  /// Returns how many items of an act went away with it, or stand.
  long count(long accession, boolean undone) {
    return jdbc.sql("select count(*) from accession_items where accession = ? and undone = ?")
        .param(accession)
        .param(undone)
        .query(Long.class)
        .single();
  }

  void undoing(long accession, long job) {
    jdbc.sql("update accessions set undo_job = ? where id = ?")
        .param(job)
        .param(accession)
        .update();
  }

  /// The driver takes this very type for `bytea[]`.
  private static byte[][] bytes(Collection<ItemId> items) {
    return items.stream().map(id -> id.value().toArray()).toArray(byte[][]::new);
  }

  private static Entry entry(ResultSet row, int number) throws SQLException {
    return new Entry(
        row.getLong("id"),
        Kind.valueOf(row.getString("kind")),
        row.getString("about"),
        new CollectionId(Bytes.of(row.getBytes("collection"))),
        row.getString("by_name"),
        new AccountId(Bytes.of(row.getBytes("account"))),
        row.getTimestamp("begun_at").toInstant(),
        row.getLong("items"),
        number(row, "job"),
        number(row, "undo_job"),
        Optional.ofNullable(row.getTimestamp("undone_at")).map(Timestamp::toInstant),
        Optional.ofNullable(row.getString("undone_by")));
  }

  private static OptionalLong number(ResultSet row, String column) throws SQLException {
    @Nullable Object value = row.getObject(column);
    return value instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty();
  }
}
