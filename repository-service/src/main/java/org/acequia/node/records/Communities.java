package org.acequia.node.records;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.acequia.core.record.CommunityId;
import org.acequia.core.record.Governance;
import org.acequia.core.record.Record;
import org.acequia.core.record.SetId;
import org.acequia.core.record.SetRef;

/// The communities whose records this node takes in, and what their governance sets say.
///
/// Safe for use by many threads.
public final class Communities {

  private final PostgresRecordStore store;
  private final Map<CommunityId, Governance> views = new ConcurrentHashMap<>();

  /// Reads the governance sets of all communities that are followed.
  ///
  /// @param store where they are
  public Communities(PostgresRecordStore store) {
    this.store = store;
    List<CommunityId> known =
        store
            .database()
            .transact(
                "read the communities",
                connection ->
                    Database.query(
                        connection,
                        row -> new CommunityId(Database.blockCid(row.getBytes(1))),
                        "select id from communities"));
    known.forEach(community -> views.put(community, read(community)));
  }

  private Governance read(CommunityId community) {
    List<Record> records = new ArrayList<>();
    store.forEach(new SetRef(community, SetId.GOVERNANCE), records::add);
    return Governance.of(community, records);
  }

  /// Takes in records of `community` from now on. Committed when the call returns.
  public void follow(CommunityId community) {
    store
        .database()
        .transact(
            "follow a community",
            connection -> {
              follow(connection, community);
              return community;
            });
    followed(community);
  }

  static void follow(Connection connection, CommunityId community) throws SQLException {
    Database.update(
        connection,
        "insert into communities (id) values (?) on conflict do nothing",
        community.value().digest().toBytes());
  }

  /// Notes that a committed transaction made the node follow `community`.
  void followed(CommunityId community) {
    views.computeIfAbsent(community, this::read);
  }

  /// Returns the communities, in no particular order.
  public List<CommunityId> followed() {
    return List.copyOf(views.keySet());
  }

  /// Returns the community that this node serves, once it has founded or joined one.
  public Optional<CommunityId> home() {
    return views.keySet().stream().findFirst();
  }

  /// Returns what the governance set says, or empty if the community is not followed.
  public Optional<Governance> governance(CommunityId community) {
    return Optional.ofNullable(views.get(community));
  }

  /// Follows committed records.
  void add(List<Record> records) {
    Map<CommunityId, List<Record>> governing =
        records.stream()
            .filter(record -> record.payload().set().equals(SetId.GOVERNANCE))
            .collect(Collectors.groupingBy(Record::community));
    governing.forEach((community, theirs) ->
        views.computeIfPresent(community, (_, governance) -> governance.withAll(theirs)));
  }

  /// Reads anew what `records`, of which the views may lack some, belong to.
  void reread(List<Record> records) {
    records.stream()
        .map(Record::community)
        .distinct()
        .forEach(community -> views.computeIfPresent(community, (id, _) -> read(id)));
  }
}
