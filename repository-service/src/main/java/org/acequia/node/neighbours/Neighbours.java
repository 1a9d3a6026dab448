package org.acequia.node.neighbours;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.identity.PeerId;
import org.acequia.replication.pairing.Introduction;
import org.acequia.replication.wire.Multiaddr;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The paired nodes, in PostgreSQL; who they are is also known in memory, for the gate asks often.
/// Safe for use by many threads.
public final class Neighbours {

  /// How many addresses of one neighbour are kept: those that answered last, then the newest.
  static final int ADDRESSES_MAX = 16;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Set<PeerId> paired = ConcurrentHashMap.newKeySet();

  /// @param dataSource a database that the migrations have prepared
  public Neighbours(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    all().forEach(neighbour -> paired.add(neighbour.peer()));
  }

  /// A paired node.
  ///
  /// @param name as it calls itself
  /// @param lastSeen when a connection last stood, as far as that was written down
  public record Neighbour(PeerId peer, String name, Optional<Instant> lastSeen) {}

  /// Returns the neighbours, by name.
  public List<Neighbour> all() {
    return jdbc.sql("select peer, name, last_seen from neighbours order by name, peer")
        .query((row, _) ->
            new Neighbour(
                new PeerId(Bytes.of(row.getBytes(1))),
                row.getString(2),
                Optional.ofNullable(row.getTimestamp(3)).map(Timestamp::toInstant)))
        .list();
  }

  /// Tells whether `peer` is a neighbour. From memory.
  public boolean contains(PeerId peer) {
    return paired.contains(peer);
  }

  /// Adds a neighbour, or renews its name. Committed when the call returns.
  public void add(PeerId peer, Introduction introduction, Instant now) {
    transaction.executeWithoutResult(_ -> store(peer, introduction, now));
    added(peer);
  }

  /// Stores a neighbour within the transaction of the caller, who calls [#added] after the commit.
  void store(PeerId peer, Introduction introduction, Instant now) {
    jdbc.sql(
            "insert into neighbours (peer, name, paired) values (?, ?, ?)"
                + " on conflict (peer) do update set name = excluded.name")
        .param(bytes(peer))
        .param(introduction.name())
        .param(Timestamp.from(now))
        .update();
    insert(peer, introduction.addresses(), now);
  }

  /// Notes in memory that a neighbour is stored.
  void added(PeerId peer) {
    paired.add(peer);
  }

  /// Notes addresses at which a neighbour may be found. Nothing if it is none.
  public void learn(PeerId peer, Collection<Multiaddr> addresses, Instant now) {
    if (contains(peer) && !addresses.isEmpty()) {
      transaction.executeWithoutResult(_ -> insert(peer, addresses, now));
    }
  }

  private void insert(PeerId peer, Collection<Multiaddr> addresses, Instant now) {
    for (Multiaddr address : addresses) {
      jdbc.sql(
              "insert into neighbour_addresses (peer, address, learnt)"
                  + " select ?, ?, ? where exists (select from neighbours where peer = ?)"
                  + " on conflict (peer, address) do update set learnt = excluded.learnt")
          .param(bytes(peer))
          .param(address.with(peer).toString())
          .param(Timestamp.from(now))
          .param(bytes(peer))
          .update();
    }
    jdbc.sql(
            "delete from neighbour_addresses where peer = ? and address not in (select address"
                + " from neighbour_addresses where peer = ?"
                + " order by answered desc nulls last, learnt desc, address limit ?)")
        .param(bytes(peer))
        .param(bytes(peer))
        .param(ADDRESSES_MAX)
        .update();
  }

  /// Returns where to look for a neighbour, the most promising first.
  public List<Multiaddr> addresses(PeerId peer) {
    return jdbc.sql(
            "select address from neighbour_addresses where peer = ?"
                + " order by answered desc nulls last, learnt desc, address")
        .param(bytes(peer))
        .query((row, _) -> Multiaddr.parse(row.getString(1)))
        .list();
  }

  /// Notes that a connection with `peer` stands, or stood until now.
  public void seen(PeerId peer, Instant now) {
    jdbc.sql("update neighbours set last_seen = ? where peer = ?")
        .param(Timestamp.from(now))
        .param(bytes(peer))
        .update();
  }

  /// Notes that a neighbour was reached at an address.
  public void answered(PeerId peer, Multiaddr address, Instant now) {
    learn(peer, List.of(address), now);
    jdbc.sql("update neighbour_addresses set answered = ? where peer = ? and address = ?")
        .param(Timestamp.from(now))
        .param(bytes(peer))
        .param(address.with(peer).toString())
        .update();
  }

  /// Ends the pairing on this side, and forgets the invite that brought it, so that it brings
  /// nobody back.
  ///
  /// @return whether it was a neighbour
  public boolean remove(PeerId peer) {
    paired.remove(peer);
    return Boolean.TRUE.equals(
        transaction.execute(_ -> {
          jdbc.sql("delete from invites where used_by = ?").param(bytes(peer)).update();
          return jdbc.sql("delete from neighbours where peer = ?").param(bytes(peer)).update() > 0;
        }));
  }

  JdbcClient jdbc() {
    return jdbc;
  }

  TransactionTemplate transaction() {
    return transaction;
  }

  static byte[] bytes(PeerId peer) {
    return peer.multihash().toArray();
  }
}
