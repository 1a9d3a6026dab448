package org.acequia.node.indexing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.acequia.core.archive.ItemId;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.record.Slot;
import org.acequia.core.store.RecordStoreException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/// What arrived, in the order of commits: the tables of `V5__arrivals.sql`.
///
/// All methods throw [RecordStoreException] when the database fails.
public final class ArrivalLog {

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final UUID id;

  /// @param dataSource a database that the migrations have prepared
  public ArrivalLog(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
    this.id = asking(() -> jdbc.sql("select id from arrival_log").query(UUID.class).single());
  }

  /// What arrived after some position.
  ///
  /// @param items those about which something arrived
  /// @param accounts those about which something arrived: whose tags count may have changed
  /// @param last the position of the last of them
  public record Page(List<ItemId> items, List<Bytes> accounts, long last) {

    /// Keeps its own copies.
    public Page {
      items = List.copyOf(items);
      accounts = List.copyOf(accounts);
    }
  }

  private record Row(long number, int kind, Bytes subject) {}

  /// Returns what arrived after `position`, or empty if nothing did.
  ///
  /// @param limit how many arrivals are read at most
  public Optional<Page> after(long position, int limit) {
    List<Row> rows =
        asking(() ->
            jdbc.sql(
                    "select arrival_no, kind, subject from arrivals where arrival_no > ?"
                        + " order by arrival_no limit ?")
                .param(position)
                .param(limit)
                .query(
                    (row, _) -> new Row(row.getLong(1), row.getInt(2), Bytes.of(row.getBytes(3))))
                .list());
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Page(
                subjects(rows, Slot.Kind.ITEM).stream().map(ItemId::new).toList(),
                subjects(rows, Slot.Kind.ACCOUNT),
                rows.getLast().number()));
  }

  private static List<Bytes> subjects(List<Row> rows, Slot.Kind kind) {
    return rows.stream()
        .filter(row -> row.kind() == kind.code())
        .map(Row::subject)
        .distinct()
        .toList();
  }

  /// Returns the items that an account has tagged, gone away or not.
  public List<ItemId> taggedBy(Bytes account) {
    return asking(() ->
        new ArrayList<>(
            jdbc.sql(
                    "select distinct subject from records where get_byte(slot, 0) = ?"
                        + " and substring(slot from octet_length(slot) - 15) = ?"
                        + " and octet_length(slot) - 34 = get_byte(slot, 17)")
                .param(Slot.Kind.ITEM.code())
                .param(account.toArray())
                .query((row, _) -> new ItemId(Bytes.of(row.getBytes(1))))
                .list()));
  }

  /// Returns the position of what arrived last.
  public long latest() {
    return asking(() ->
        jdbc.sql(
                "select greatest(forgotten_no, (select max(arrival_no) from arrivals))"
                    + " from arrival_log")
            .query(Long.class)
            .single());
  }

  /// Returns how many subjects arrived after `position`.
  public long count(long position) {
    return asking(() ->
        jdbc.sql("select count(*) from arrivals where arrival_no > ?")
            .param(position)
            .query(Long.class)
            .single());
  }

  /// Tells whether what followed this log up to `mark` can go on from there.
  public boolean canFollow(Mark mark) {
    return mark.log().equals(id)
        && mark.position() <= latest()
        && mark.position()
            >= asking(
                () -> jdbc.sql("select forgotten_no from arrival_log").query(Long.class).single());
  }

  /// Returns the mark of a position in this log.
  public Mark mark(long position) {
    return new Mark(id, position);
  }

  /// Forgets what arrived up to `position`.
  public void forget(long position) {
    asking(() ->
        Optional.ofNullable(
            transaction.execute(_ -> {
              jdbc.sql("update arrival_log set forgotten_no = greatest(forgotten_no, ?)")
                  .param(position)
                  .update();
              return jdbc.sql("delete from arrivals where arrival_no <= ?")
                  .param(position)
                  .update();
            })));
  }

  private static <T> T asking(Supplier<T> question) {
    try {
      return question.get();
    } catch (DataAccessException | TransactionException e) {
      throw new RecordStoreException(
          "The database did not tell what has arrived. Nothing was changed. See that PostgreSQL runs.",
          e);
    }
  }

  /// How far something has followed a log.
  ///
  /// Text form: `2:log:position`, of which the first number is that of the index's fields.
  ///
  /// @param log the log's id
  /// @param position in it
  public record Mark(UUID log, long position) {

    /// Changes when documents in the index change, so that they are built anew.
    private static final String FIELDS = "2";

    /// Reads the text form; empty where it is none, or of other fields.
    public static Optional<Mark> parse(String text) {
      String[] parts = text.split(":", -1);
      if (parts.length != 3 || !parts[0].equals(FIELDS)) {
        return Optional.empty();
      }
      try {
        return Optional.of(new Mark(UUID.fromString(parts[1]), Long.parseLong(parts[2])));
      } catch (IllegalArgumentException _) {
        return Optional.empty();
      }
    }

    /// Returns the text form.
    @Override
    public String toString() {
      return "%s:%s:%d".formatted(FIELDS, log, position);
    }
  }
}
