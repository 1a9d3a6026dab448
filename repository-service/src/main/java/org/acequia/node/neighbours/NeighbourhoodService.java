package org.acequia.node.neighbours;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.acequia.core.archive.Author;
import org.acequia.core.archive.CollectionId;
import org.acequia.core.identity.PeerId;
import org.acequia.core.identity.SigningKey;
import org.acequia.core.record.Draft;
import org.acequia.core.record.Grant;
import org.acequia.core.record.Record;
import org.acequia.core.record.Role;
import org.acequia.core.record.SetId;
import org.acequia.core.record.SetRef;
import org.acequia.node.audit.Act;
import org.acequia.node.audit.AuditTrail;
import org.acequia.node.community.Home;
import org.acequia.node.community.ServedCommunity;
import org.acequia.node.records.Ledger;
import org.acequia.replication.NeighbourState;
import org.acequia.replication.Replication;
import org.acequia.replication.pairing.Invite;
import org.acequia.replication.sync.Holding;
import org.acequia.replication.sync.Holdings;
import org.acequia.replication.sync.SetProgress;
import org.acequia.replication.wire.Multiaddr;
import org.acequia.replication.wire.Swarm;
import org.acequia.web.InviteFault;
import org.acequia.web.Neighbourhood;

/// What people see of the neighbours, and what they do with them.
final class NeighbourhoodService implements Neighbourhood {

  private final Swarm swarm;
  private final Neighbours neighbours;
  private final GivenInvites invites;
  private final InvitePairing pairing;
  private final Dialler dialler;
  private final Replication replication;
  private final Holdings holdings;
  private final Home home;
  private final Ledger ledger;
  private final AuditTrail trail;
  private final SecureRandom random;
  private final InstantSource clock;

  NeighbourhoodService(
      PeerParts parts,
      Holdings holdings,
      Home home,
      Ledger ledger,
      AuditTrail trail,
      SecureRandom random,
      InstantSource clock) {
    this.swarm = parts.swarm();
    this.neighbours = parts.neighbours();
    this.invites = parts.invites();
    this.pairing = parts.pairing();
    this.dialler = parts.dialler();
    this.replication = parts.replication();
    this.holdings = holdings;
    this.home = home;
    this.ledger = ledger;
    this.trail = trail;
    this.random = random;
    this.clock = clock;
  }

  @Override
  public Self self() {
    return new Self(
        swarm.self().toString(), swarm.addresses().stream().map(Multiaddr::toString).toList());
  }

  @Override
  public List<Neighbour> neighbours() {
    Map<SetRef, Holding> ours = new HashMap<>();
    return neighbours.all().stream().map(neighbour -> view(neighbour, ours)).toList();
  }

  private Neighbour view(Neighbours.Neighbour neighbour, Map<SetRef, Holding> ours) {
    PeerId peer = neighbour.peer();
    boolean connected = swarm.connection(peer).isPresent();
    Optional<Instant> seen = connected ? Optional.of(clock.instant()) : neighbour.lastSeen();
    NeighbourState state = replication.state(peer);
    Pending toCome = Pending.NONE;
    Pending toGo = Pending.NONE;
    Pending theirs = Pending.NONE;
    Pending held = Pending.NONE;
    for (SetProgress set : state.sets()) {
      Holding here = ours.computeIfAbsent(set.set(), holdings::holdingOf);
      Holding there = set.theirs().orElse(Holding.NONE);
      toCome = plus(toCome, pending(set.recordsIn(), here, there));
      toGo = plus(toGo, pending(set.recordsOut(), there, here));
      theirs = plus(theirs, held(there));
      held = plus(held, held(here));
    }
    return new Neighbour(
        neighbour.name(),
        peer.toString(),
        connected,
        seen,
        toCome,
        toGo,
        held,
        theirs,
        state.bytesIn(),
        state.bytesOut());
  }

  /// Returns what `lacking` can get of `giving`, beside `records`.
  private static Pending pending(long records, Holding lacking, Holding giving) {
    return new Pending(
        records + Math.min(lacking.bodiesMissing(), giving.bodies()),
        Math.min(lacking.blobsMissing(), giving.blobs()),
        Math.min(lacking.blobBytesMissing(), giving.blobBytes()));
  }

  private static Pending held(Holding holding) {
    return new Pending(holding.bodies(), holding.blobs(), holding.blobBytes());
  }

  private static Pending plus(Pending a, Pending b) {
    return new Pending(
        a.records() + b.records(), a.files() + b.files(), a.sizeBytes() + b.sizeBytes());
  }

  /// Neighbours that hold a part of a collection's files are not counted, for which part is not
  /// known: there are at least as many copies.
  @Override
  public List<CopiesOf> copies() {
    return holdings.followedSets().stream()
        .filter(set -> !set.set().equals(SetId.GOVERNANCE))
        .map(this::copies)
        .toList();
  }

  private CopiesOf copies(SetRef set) {
    Holding ours = holdings.holdingOf(set);
    long files = ours.blobs() + ours.blobsMissing();
    int elsewhere = (int) replication.holdersOf(set).stream().filter(neighbours::contains).count();
    SortedMap<Integer, Long> byCopies = new TreeMap<>();
    count(byCopies, elsewhere + 1, ours.blobs());
    count(byCopies, elsewhere, ours.blobsMissing());
    return new CopiesOf(new CollectionId(set.set().value()), files, ours.blobs(), byCopies);
  }

  private static void count(SortedMap<Integer, Long> byCopies, int copies, long files) {
    if (files > 0) {
      byCopies.merge(copies, files, Long::sum);
    }
  }

  @Override
  public Invitation invite(Author by) {
    Optional<ServedCommunity> community = home.community();
    if (community.isEmpty() || !home.isSteward(by.account())) {
      return new Invitation.Forbidden();
    }
    SigningKey key = Invite.newKey(random);
    Instant expires = clock.instant().plus(Invite.LIFETIME).truncatedTo(ChronoUnit.MILLIS);
    Grant grant = new Grant(key.key(), Role.WRITE, Grant.Scope.EVERYWHERE, Optional.of("invite"));
    Record capability =
        ledger
            .author(home.device(), community.get().id(), List.of(Draft.capability(grant)))
            .getFirst();
    invites.add(key.key(), expires);
    Invite invite =
        new Invite(
            swarm.self(),
            Addresses.worthTelling(swarm.addresses(), Invite.ADDRESSES_MAX).stream()
                .map(Addresses::withoutPeer)
                .toList(),
            key,
            community.get().id(),
            community.get().name(),
            expires,
            capability.id());
    trail.note(Act.INVITED, expires.toString());
    return new Invitation.Ready(invite.text(), expires);
  }

  /// Pairs with the node that gave an invite into the community that this node serves already.
  @Override
  public Acceptance accept(Author by, String text) {
    return switch (Invite.read(text, clock.instant())) {
      case Invite.Reading.Unusable(var fault) ->
          new Acceptance.Refused(InvitePairing.faultOf(fault));
      case Invite.Reading.Usable(var invite) -> accept(invite);
    };
  }

  @Override
  public boolean remove(String peerId) {
    Optional<PeerId> known = peer(peerId).filter(neighbours::contains);
    known.ifPresent(peer -> {
      neighbours.remove(peer);
      dialler.drop(peer);
      trail.note(Act.NEIGHBOUR_REMOVED, peer.toString());
    });
    return known.isPresent();
  }

  private static Optional<PeerId> peer(String text) {
    try {
      return Optional.of(PeerId.parse(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // what is no peer id is no neighbour's
    }
  }

  private Acceptance accept(Invite invite) {
    if (home.community().filter(served -> served.id().equals(invite.community())).isEmpty()) {
      return new Acceptance.Refused(InviteFault.OTHER_COMMUNITY);
    }
    return switch (pairing.pair(invite)) {
      case InvitePairing.Outcome.Refused(var fault) -> new Acceptance.Refused(fault);
      case InvitePairing.Outcome.Paired(var name) -> {
        dialler.adopt(invite.peer());
        trail.note(Act.PAIRED, invite.peer().toString());
        yield new Acceptance.Paired(name);
      }
    };
  }
}
