package org.acequia.node.uploads;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.acequia.core.archive.CollectionId;
import org.acequia.core.archive.ItemId;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.record.AccountId;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The table `uploads` of `V10__accessions.sql`. Every call is one transaction.
final class UploadTables {

  private static final byte[] NONE = {};

  private final JdbcClient jdbc;

  UploadTables(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /// What a curator has begun and not finished.
  record Unfinished(long uploads, long missingBytes) {}

  void add(Upload upload) {
    jdbc.sql(
            "insert into uploads (id, account, accession, collection, into_item, keep, name,"
                + " size_bytes, touched_at)"
                + " values (?, ?, nullif(?, -1), ?, nullif(?, ''::bytea), ?, ?, ?, ?)")
        .param(upload.id())
        .param(upload.account().value().toArray())
        .param(upload.accession().orElse(-1))
        .param(upload.collection().value().toArray())
        .param(upload.into().map(item -> item.value().toArray()).orElse(NONE))
        .param(upload.keep())
        .param(upload.name())
        .param(upload.sizeBytes())
        .param(Timestamp.from(upload.touchedAt()))
        .update();
  }

  Optional<Upload> find(String id, AccountId account) {
    return jdbc.sql("select * from uploads where id = ? and account = ?")
        .param(id)
        .param(account.value().toArray())
        .query(UploadTables::upload)
        .optional();
  }

  Unfinished unfinished(AccountId account) {
    return jdbc.sql(
            "select count(*), coalesce(sum(size_bytes - durable_bytes), 0)::bigint"
                + " from uploads where account = ? and blob is null")
        .param(account.value().toArray())
        .query((row, _) -> new Unfinished(row.getLong(1), row.getLong(2)))
        .single();
  }

  /// Returns how many bytes all unfinished uploads still lack.
  long missingBytes() {
    return jdbc.sql(
            "select coalesce(sum(size_bytes - durable_bytes), 0)::bigint from uploads where blob is null")
        .query(Long.class)
        .single();
  }

  void durable(String id, long bytes, Instant now) {
    jdbc.sql("update uploads set durable_bytes = ?, touched_at = ? where id = ?")
        .param(bytes)
        .param(Timestamp.from(now))
        .param(id)
        .update();
  }

  void named(String id, Cid blob) {
    jdbc.sql("update uploads set blob = ? where id = ?").param(blob.toBytes()).param(id).update();
  }

  void became(String id, ItemId item) {
    jdbc.sql("update uploads set item = ?, same_as = null where id = ?")
        .param(item.value().toArray())
        .param(id)
        .update();
  }

  void sameAs(String id, ItemId item) {
    jdbc.sql("update uploads set same_as = ? where id = ?")
        .param(item.value().toArray())
        .param(id)
        .update();
  }

  void keep(String id) {
    jdbc.sql("update uploads set keep = true, same_as = null where id = ?").param(id).update();
  }

  void remove(String id) {
    jdbc.sql("delete from uploads where id = ?").param(id).update();
  }

  /// Returns the ids of all uploads whose bytes are still a draft.
  List<String> drafts() {
    return jdbc.sql("select id from uploads where item is null and same_as is null")
        .query((row, _) -> row.getString(1))
        .list();
  }

  /// Forgets what was last touched before `instant`, and returns the ids.
  List<String> expire(Instant instant) {
    return jdbc.sql("delete from uploads where touched_at < ? returning id")
        .param(Timestamp.from(instant))
        .query((row, _) -> row.getString(1))
        .list();
  }

  private static Upload upload(ResultSet row, int number) throws SQLException {
    long accession = row.getLong("accession");
    OptionalLong act = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(accession);
    return new Upload(
        row.getString("id"),
        new AccountId(Bytes.of(row.getBytes("account"))),
        act,
        new CollectionId(Bytes.of(row.getBytes("collection"))),
        item(row, "into_item"),
        row.getBoolean("keep"),
        row.getString("name"),
        row.getLong("size_bytes"),
        row.getLong("durable_bytes"),
        row.getTimestamp("touched_at").toInstant(),
        Optional.ofNullable(row.getBytes("blob")).map(Cid::fromBytes),
        item(row, "item"),
        item(row, "same_as"));
  }

  private static Optional<ItemId> item(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getBytes(column)).map(bytes -> new ItemId(Bytes.of(bytes)));
  }
}
