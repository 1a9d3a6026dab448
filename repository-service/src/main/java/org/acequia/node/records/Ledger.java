package org.acequia.node.records;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.identity.Signer;
import org.acequia.core.record.Authorship;
import org.acequia.core.record.CharterContent;
import org.acequia.core.record.CommunityId;
import org.acequia.core.record.Draft;
import org.acequia.core.record.Governance;
import org.acequia.core.record.Record;
import org.acequia.core.record.RecordCodec;
import org.acequia.core.record.RecordId;
import org.acequia.core.record.SetId;
import org.acequia.core.record.SetRef;

/// Writes records of this node's own devices: gives each its place in the device's chain, its time
/// and its capability, signs it, and stores it in the same transaction.
///
/// A chain never forks: its row is locked in PostgreSQL while a record is signed, so that even two
/// copies of the node on one database take turns. Safe for use by many threads.
public final class Ledger {

  private static final int TIME_QUALITY_UNKNOWN = 0;
  private static final long EPOCH = 0;

  private final PostgresRecordStore store;
  private final Communities communities;
  private final Announcer announcer;
  private final HybridClock clock;

  Ledger(
      PostgresRecordStore store, Communities communities, Announcer announcer, HybridClock clock) {
    this.store = store;
    this.communities = communities;
    this.announcer = announcer;
    this.clock = clock;
  }

  /// Founds a community, which this node follows from now on. The signer must be a delegate.
  ///
  /// @return the charter, held
  public Record found(Signer signer, CharterContent charter) {
    if (!charter.delegates().contains(signer.key())) {
      throw new IllegalArgumentException("A charter must be signed by one of its delegates");
    }
    Authorship first = new Authorship(signer.key(), 1, Optional.empty(), Optional.empty(), EPOCH);
    Record genesis =
        RecordCodec.sign(
            Draft.genesis(charter).by(Optional.empty(), first, clock.next(), TIME_QUALITY_UNKNOWN),
            signer);
    store.appender().prepare(List.of(genesis));
    announcer.commit(() -> {
      var appended =
          store
              .database()
              .transact(
                  "found a community",
                  connection -> {
                    Communities.follow(connection, genesis.community());
                    return store.appender().append(connection, List.of(genesis), Map.of());
                  });
      communities.followed(genesis.community());
      return appended;
    });
    return genesis;
  }

  /// Signs and stores records without bodies.
  ///
  /// @return the records in the order of `drafts`, held
  public List<Record> author(Signer signer, CommunityId community, List<Draft> drafts) {
    return author(signer, community, drafts, Map.of());
  }

  /// Signs and stores records, all or none of them, in one transaction.
  ///
  /// @param bodies the blocks that the drafts name
  /// @return the records in the order of `drafts`, held
  /// @throws UnauthorisedException if the device may not write in one of the sets; nothing was kept
  /// @throws org.acequia.core.record.MalformedRecordException if a draft breaks a bound; nothing
  ///   was kept
  public List<Record> author(
      Signer signer, CommunityId community, List<Draft> drafts, Map<Cid, Bytes> bodies) {
    if (drafts.isEmpty()) {
      return List.of();
    }
    Capabilities capabilities = new Capabilities(governance(community), signer.key());
    int device = store.numbers().of(signer.key());
    Map<Integer, SetId> sets = new TreeMap<>();
    drafts.forEach(
        draft -> sets.put(store.numbers().of(new SetRef(community, draft.set())), draft.set()));
    return announcer
        .commit(() ->
            store
                .database()
                .transact(
                    "store what was signed",
                    connection -> {
                      Chains chains = Chains.lock(connection, device, sets);
                      List<Record> signed = new ArrayList<>();
                      for (Draft draft : drafts) {
                        signed.add(sign(signer, community, draft, chains, capabilities));
                      }
                      chains.save();
                      return store.appender().append(connection, signed, bodies);
                    }))
        .records();
  }

  private Governance governance(CommunityId community) {
    return communities
        .governance(community)
        .orElseThrow(() ->
            new IllegalStateException(
                "This node does not follow the community %s".formatted(community)));
  }

  private Record sign(
      Signer signer, CommunityId community, Draft draft, Chains chains, Capabilities capabilities) {
    Chains.End end = chains.end(draft.set());
    Authorship author =
        new Authorship(
            signer.key(), end.sequence() + 1, end.last(), capabilities.forDraft(draft), EPOCH);
    Record record =
        RecordCodec.sign(
            draft.by(Optional.of(community), author, clock.next(), TIME_QUALITY_UNKNOWN), signer);
    chains.advance(draft.set(), record.id());
    return record;
  }

  /// The rows of one device's chains in some sets, locked until the transaction ends.
  private static final class Chains {

    private final Connection connection;
    private final int device;
    private final Map<Integer, SetId> sets;
    private final Map<SetId, End> ends = new HashMap<>();

    /// The last record of a chain.
    record End(long sequence, Optional<RecordId> last) {}

    private Chains(Connection connection, int device, Map<Integer, SetId> sets) {
      this.connection = connection;
      this.device = device;
      this.sets = sets;
    }

    /// Locks in ascending order of set numbers, so that nobody waits in a circle.
    static Chains lock(Connection connection, int device, Map<Integer, SetId> sets)
        throws SQLException {
      Chains chains = new Chains(connection, device, sets);
      for (Map.Entry<Integer, SetId> set : sets.entrySet()) {
        chains.ends.put(set.getValue(), chains.lock(set.getKey()));
      }
      return chains;
    }

    /// A chain of which this node has no row yet, such as the founder's, goes on from the records.
    private End lock(int set) throws SQLException {
      Database.update(
          connection,
          "insert into chains (device_no, set_no, seq) values (?, ?, 0) on conflict do nothing",
          device,
          set);
      End end =
          read("select seq, last_id from chains where device_no = ? and set_no = ? for update", set)
              .orElseThrow();
      return end.sequence() > 0
          ? end
          : read(
                  "select seq, id from records where device_no = ? and set_no = ?"
                      + " order by seq desc, id limit 1",
                  set)
              .orElse(end);
    }

    private Optional<End> read(String sql, int set) throws SQLException {
      return Database.query(
              connection,
              row ->
                  new End(
                      row.getLong(1),
                      Optional.ofNullable(row.getBytes(2))
                          .map(digest -> new RecordId(Database.blockCid(digest)))),
              sql,
              device,
              set)
          .stream()
          .findFirst();
    }

    End end(SetId set) {
      return ends.getOrDefault(set, new End(0, Optional.empty()));
    }

    void advance(SetId set, RecordId last) {
      ends.put(set, new End(end(set).sequence() + 1, Optional.of(last)));
    }

    void save() throws SQLException {
      for (Map.Entry<Integer, SetId> set : sets.entrySet()) {
        End end = end(set.getValue());
        Database.update(
            connection,
            "update chains set seq = ?, last_id = ? where device_no = ? and set_no = ?",
            end.sequence(),
            end.last().map(RecordAppender::digest).orElseThrow(),
            device,
            set.getKey());
      }
    }
  }
}
