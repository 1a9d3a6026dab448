package org.acequia.node.neighbours;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.identity.PeerId;
import org.acequia.core.store.BlobStore;
import org.acequia.node.NodeKeys;
import org.acequia.node.NodeOptions;
import org.acequia.node.audit.AuditTrail;
import org.acequia.node.community.Home;
import org.acequia.node.community.Joining;
import org.acequia.node.records.RecordKeeping;
import org.acequia.replication.Replication;
import org.acequia.replication.pairing.Introduction;
import org.acequia.replication.pairing.Pairing;
import org.acequia.replication.sync.Holdings;
import org.acequia.replication.wire.Multiaddr;
import org.acequia.replication.wire.Swarm;
import org.acequia.replication.wire.SwarmLimits;
import org.acequia.web.Neighbourhood;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// How a node meets others: its connections, its neighbours, and what keeps records equal.
@Configuration(proxyBeanMethods = false)
public class NeighboursConfiguration {

  private static final int SALT_BYTES = 16;

  /// Spring makes it.
  NeighboursConfiguration() {}

  @Bean
  Neighbours neighbours(DataSource dataSource) {
    return new Neighbours(dataSource);
  }

  @Bean
  GivenInvites givenInvites(Neighbours neighbours, InstantSource clock) {
    return new GivenInvites(neighbours, clock);
  }

  @Bean
  Swarm swarm(NodeKeys keys, NodeOptions options, Neighbours neighbours, GivenInvites invites) {
    Swarm swarm =
        new Swarm(keys.peer(), new NeighbourGate(neighbours, invites), SwarmLimits.DEFAULT);
    swarm.announce(options.announce().stream().map(Multiaddr::parse).toList());
    return swarm;
  }

  @Bean
  FollowedSets followedSets(RecordKeeping records) {
    return new FollowedSets(records);
  }

  @Bean
  Holdings holdings(RecordKeeping records, FollowedSets followed, DataSource dataSource) {
    return new NodeHoldings(records, followed, dataSource);
  }

  @Bean
  Replication replication(
      Swarm swarm,
      Holdings holdings,
      RecordKeeping records,
      BlobStore blobs,
      Neighbours neighbours,
      DataSource dataSource,
      SecureRandom random,
      InstantSource clock) {
    Replication replication =
        new Replication(
            swarm.self(),
            holdings,
            peer -> records.intake().from(peer.toString()),
            blobs,
            new NodeWants(records.blobs(), dataSource),
            (peer, _) -> neighbours.contains(peer),
            () -> salt(random),
            clock);
    records.listen(replication);
    replication.attach(swarm, neighbours::contains);
    return replication;
  }

  @Bean
  Healing healing(BlobStore blobs, RecordKeeping records, Replication replication) {
    return new Healing(blobs, records.blobs(), replication);
  }

  private static Bytes salt(SecureRandom random) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return Bytes.of(salt);
  }

  @Bean
  Dialler dialler(
      Swarm swarm,
      Neighbours neighbours,
      GivenInvites invites,
      Replication replication,
      InstantSource clock) {
    Dialler dialler = new Dialler(swarm, neighbours, clock, replication::connected);
    invites.listen(peer -> Thread.ofVirtual().start(() -> dialler.adopt(peer)));
    return dialler;
  }

  @Bean
  InvitePairing invitePairing(
      Swarm swarm, GivenInvites invites, Neighbours neighbours, InstantSource clock) {
    Pairing pairing = new Pairing(swarm.self(), invites, () -> introduction(swarm));
    swarm.handle(Pairing.PROTOCOL, pairing);
    return new InvitePairing(swarm, pairing, neighbours, clock);
  }

  private static Introduction introduction(Swarm swarm) {
    PeerId self = swarm.self();
    List<Multiaddr> addresses =
        Addresses.worthTelling(swarm.addresses(), Introduction.ADDRESSES_MAX);
    return new Introduction(NodeName.of(self), addresses);
  }

  @Bean
  Joining joining(
      InvitePairing pairing,
      Dialler dialler,
      Replication replication,
      RecordKeeping records,
      InstantSource clock) {
    return new InviteJoining(pairing, dialler, replication, records, clock);
  }

  @Bean
  Neighbourhood neighbourhood(
      Swarm swarm,
      Neighbours neighbours,
      GivenInvites invites,
      InvitePairing pairing,
      Dialler dialler,
      Replication replication,
      Holdings holdings,
      Home home,
      RecordKeeping records,
      AuditTrail trail,
      SecureRandom random,
      InstantSource clock) {
    return new NeighbourhoodService(
        new PeerParts(swarm, neighbours, invites, pairing, dialler, replication),
        holdings,
        home,
        records.ledger(),
        trail,
        random,
        clock);
  }

  @Bean
  PeerLifecycle peerLifecycle(Swarm swarm, Dialler dialler, NodeOptions options) {
    return new PeerLifecycle(swarm, dialler, options);
  }
}
