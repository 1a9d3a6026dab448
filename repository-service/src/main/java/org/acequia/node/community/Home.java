package org.acequia.node.community;

import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.acequia.core.archive.Author;
import org.acequia.core.identity.Signer;
import org.acequia.core.record.AccountId;

/// The community that this node serves, once it founded or joined one, and the node's own part in
/// it. Safe for use by many threads.
public final class Home {

  private final CommunityTables tables;
  private final Signer device;
  private final InstantSource clock;
  private volatile Optional<ServedCommunity> served;

  /// @param dataSource a database that the migrations have prepared
  /// @param device the node's own
  public Home(DataSource dataSource, Signer device, InstantSource clock) {
    this.tables = new CommunityTables(dataSource);
    this.device = device;
    this.clock = clock;
    this.served = tables.served();
  }

  /// Returns the community, or empty before the first visit.
  public Optional<ServedCommunity> community() {
    return served;
  }

  /// Returns the node's own device.
  public Signer device() {
    return device;
  }

  /// Returns the node acting by itself, such as for an import.
  ///
  /// @param onBehalfOf whose wish it carries out, stated in what it signs
  /// @return empty before the first visit
  public Optional<Author> author(Optional<String> onBehalfOf) {
    return served.map(community -> new Author(community.nodeAccount(), device, onBehalfOf));
  }

  /// Tells whether `account` may add curators and invite other nodes: the stewards, and the node
  /// itself when its operator asks.
  public boolean isSteward(AccountId account) {
    return served.filter(community -> community.nodeAccount().equals(account)).isPresent()
        || tables.curator(account).filter(CuratorAccount::steward).isPresent();
  }

  /// Serves `community` from now on. Committed when the call returns.
  void serve(ServedCommunity community) {
    tables.serve(community, clock.instant());
    served = Optional.of(community);
  }

  CommunityTables tables() {
    return tables;
  }
}
