package org.acequia.replication.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.acequia.core.identity.DeviceKey;
import org.acequia.core.identity.PeerId;
import org.acequia.replication.wire.Connection;
import org.acequia.replication.wire.ConnectionGate;
import org.acequia.replication.wire.Multiaddr;
import org.acequia.replication.wire.Swarm;
import org.acequia.replication.wire.SwarmLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Over real sockets.
class PairingTests {

  private final Map<DeviceKey, Optional<PeerId>> given = new HashMap<>();
  private final Map<PeerId, String> neighbours = new HashMap<>();
  private final AtomicBoolean offered = new AtomicBoolean(true);
  private final Swarm inviter = swarm(1);
  private final Swarm joiner = swarm(2);
  private final Swarm other = swarm(3);

  private Swarm swarm(int number) {
    ConnectionGate gate =
        new ConnectionGate() {
          @Override
          public boolean knows(PeerId peer) {
            return false;
          }

          @Override
          public boolean allows(PeerId peer, String protocol) {
            return offered.get();
          }
        };
    return new Swarm(InviteTests.key(number), gate, SwarmLimits.DEFAULT);
  }

  /// As a node's book does, without time.
  private synchronized Optional<Refusal> redeem(
      DeviceKey key, PeerId peer, Introduction introduction) {
    Optional<PeerId> user = given.get(key);
    if (user == null) {
      return Optional.of(Refusal.UNKNOWN);
    }
    if (user.isPresent() && !user.get().equals(peer)) {
      return Optional.of(Refusal.USED);
    }
    given.put(key, Optional.of(peer));
    neighbours.put(peer, introduction.name());
    return Optional.empty();
  }

  @BeforeEach
  void listen() throws IOException {
    inviter.handle(
        Pairing.PROTOCOL,
        new Pairing(inviter.self(), this::redeem, () -> introduction("inviter", inviter)));
    inviter.listen(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"));
  }

  @AfterEach
  void close() {
    List.of(inviter, joiner, other).forEach(Swarm::close);
  }

  private static Introduction introduction(String name, Swarm swarm) {
    return new Introduction(name, swarm.addresses());
  }

  private Pairing.Outcome join(Swarm swarm, Invite invite) throws IOException {
    Connection connection = swarm.connect(inviter.self(), inviter.addresses());
    return new Pairing(swarm.self(), (_, _, _) -> Optional.empty(), () -> introduction("b", swarm))
        .join(connection, invite);
  }

  @Test
  void whoHoldsTheInviteIsPaired() throws IOException {
    Invite invite = InviteTests.invite(1);
    given.put(invite.key().key(), Optional.empty());

    Pairing.Outcome outcome = join(joiner, invite);

    assertThat(outcome).isInstanceOf(Pairing.Outcome.Paired.class);
    Introduction theirs = ((Pairing.Outcome.Paired) outcome).introduction();
    assertThat(theirs.name()).isEqualTo("inviter");
    assertThat(theirs.addresses()).isEqualTo(inviter.addresses());
    assertThat(neighbours).containsExactly(Map.entry(joiner.self(), "b"));
  }

  @Test
  void anInviteIsGoodForOnePeerHoweverOftenThatOneTries() throws IOException {
    Invite invite = InviteTests.invite(1);
    given.put(invite.key().key(), Optional.empty());

    assertThat(join(joiner, invite)).isInstanceOf(Pairing.Outcome.Paired.class);
    assertThat(join(joiner, invite)).isInstanceOf(Pairing.Outcome.Paired.class);
    assertThat(join(other, invite)).isEqualTo(new Pairing.Outcome.Refused(Refusal.USED));
    assertThat(neighbours).containsOnlyKeys(joiner.self());
  }

  @Test
  void anInviteThatWasNeverGivenIsUnknown() throws IOException {
    assertThat(join(joiner, InviteTests.invite(1)))
        .isEqualTo(new Pairing.Outcome.Refused(Refusal.UNKNOWN));
    assertThat(neighbours).isEmpty();
  }

  @Test
  void whereNoInviteIsOutstandingThereIsNothingToSpeakWith() throws IOException {
    offered.set(false);

    assertThat(join(joiner, InviteTests.invite(1)))
        .isEqualTo(new Pairing.Outcome.Refused(Refusal.USED));
    assertThat(neighbours).isEmpty();
  }
}
