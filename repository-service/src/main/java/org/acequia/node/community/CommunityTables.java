package org.acequia.node.community;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.text.Normalizer;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.identity.DeviceKey;
import org.acequia.core.record.AccountId;
import org.acequia.core.record.CommunityId;
import org.acequia.core.record.RecordId;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The tables of `V2__accounts.sql`: the community that this node serves and its curators here.
/// Every call is one transaction.
final class CommunityTables {

  private final JdbcClient jdbc;

  CommunityTables(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  Optional<ServedCommunity> served() {
    return jdbc.sql("select community, name, node_account, node_capability from served_community")
        .query((row, _) ->
            new ServedCommunity(
                new CommunityId(Cid.fromBytes(row.getBytes(1))),
                row.getString(2),
                new AccountId(Bytes.of(row.getBytes(3))),
                new RecordId(Cid.fromBytes(row.getBytes(4)))))
        .optional();
  }

  void serve(ServedCommunity community, Instant now) {
    jdbc.sql(
            "insert into served_community (community, name, node_account, node_capability, since)"
                + " values (?, ?, ?, ?, ?)")
        .param(community.id().value().toBytes())
        .param(community.name())
        .param(community.nodeAccount().value().toArray())
        .param(community.nodeCapability().value().toBytes())
        .param(Timestamp.from(now))
        .update();
  }

  /// Adds an account, unless its name is taken on this node.
  ///
  /// @return whether it was added
  boolean add(CuratorAccount curator, Instant now) {
    try {
      jdbc.sql(
              "insert into curators (account, name, sign_in_name, device, capability, steward,"
                  + " by_password, by_recovery, since) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
          .param(curator.account().value().toArray())
          .param(curator.name())
          .param(signInName(curator.name()))
          .param(curator.device().value().toArray())
          .param(curator.capability().map(id -> id.value().toBytes()).orElse(null))
          .param(curator.steward())
          .param(curator.byPassword().bytes().toArray())
          .param(curator.byRecoveryCode().bytes().toArray())
          .param(Timestamp.from(now))
          .update();
      return true;
    } catch (DuplicateKeyException taken) {
      return false;
    }
  }

  Optional<CuratorAccount> curator(String name) {
    return jdbc.sql("select * from curators where sign_in_name = ?")
        .param(signInName(name))
        .query((row, _) -> readCurator(row))
        .optional();
  }

  Optional<CuratorAccount> curator(AccountId account) {
    return jdbc.sql("select * from curators where account = ?")
        .param(account.value().toArray())
        .query((row, _) -> readCurator(row))
        .optional();
  }

  void changePassword(AccountId account, SealedKey byPassword) {
    jdbc.sql("update curators set by_password = ? where account = ?")
        .param(byPassword.bytes().toArray())
        .param(account.value().toArray())
        .update();
  }

  /// Replaces both seals and revokes every API token, in one transaction.
  void recover(AccountId account, SealedKey byPassword, SealedKey byRecoveryCode) {
    jdbc.sql(
            """
            with seals as (
              update curators set by_password = ?, by_recovery = ? where account = ?
              returning account)
            delete from api_tokens using seals where api_tokens.account = seals.account\
            """)
        .param(byPassword.bytes().toArray())
        .param(byRecoveryCode.bytes().toArray())
        .param(account.value().toArray())
        .update();
  }

  long curatorCount() {
    return jdbc.sql("select count(*) from curators").query(Long.class).single();
  }

  private static CuratorAccount readCurator(ResultSet row) throws SQLException {
    return new CuratorAccount(
        new AccountId(Bytes.of(row.getBytes("account"))),
        row.getString("name"),
        new DeviceKey(Bytes.of(row.getBytes("device"))),
        Optional.ofNullable(row.getBytes("capability")).map(Cid::fromBytes).map(RecordId::new),
        row.getBoolean("steward"),
        new SealedKey(Bytes.of(row.getBytes("by_password"))),
        new SealedKey(Bytes.of(row.getBytes("by_recovery"))));
  }

  static String signInName(String name) {
    return Normalizer.normalize(name.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }
}
