package org.acequia.node.neighbours;

import static org.acequia.node.neighbours.NeighboursTests.called;
import static org.acequia.node.neighbours.NeighboursTests.key;
import static org.acequia.node.neighbours.NeighboursTests.peer;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.acequia.core.identity.DeviceKey;
import org.acequia.core.identity.PeerId;
import org.acequia.node.records.TestPostgres;
import org.acequia.replication.pairing.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Invites that this node gave, over a real PostgreSQL and a clock that the test moves.
class GivenInvitesTests {

  private static final DeviceKey INVITE = key(9).key();
  private static final PeerId RADIO = peer(1);
  private static final PeerId SCHOOL = peer(2);
  private static final Instant START = Instant.parse("2026-06-24T12:00:00Z");
  private static final Instant EXPIRES = START.plus(Duration.ofDays(7));

  private final HikariDataSource database = TestPostgres.newDatabase();
  private final Neighbours neighbours = new Neighbours(database);
  private Instant now = START;
  private final GivenInvites invites = new GivenInvites(neighbours, () -> now);

  @AfterEach
  void closeDatabase() {
    database.close();
  }

  private Optional<Refusal> redeem(PeerId joiner) {
    return invites.redeem(INVITE, joiner, called("node"));
  }

  @Test
  void whoBringsAnInviteBecomesANeighbour() {
    List<PeerId> heard = new ArrayList<>();
    invites.listen(heard::add);
    invites.add(INVITE, EXPIRES);

    assertThat(redeem(RADIO)).isEmpty();

    assertThat(neighbours.contains(RADIO)).isTrue();
    assertThat(new Neighbours(database).contains(RADIO)).isTrue();
    assertThat(heard).containsExactly(RADIO);
  }

  @Test
  void inviteIsUsedOnce() {
    invites.add(INVITE, EXPIRES);
    redeem(RADIO);

    assertThat(redeem(SCHOOL)).contains(Refusal.USED);

    assertThat(neighbours.contains(SCHOOL)).isFalse();
    assertThat(new GivenInvites(neighbours, () -> now).redeem(INVITE, SCHOOL, called("x")))
        .contains(Refusal.USED);
  }

  @Test
  void ofManyWhoBringOneInviteAtOnceOneIsTaken() throws Exception {
    invites.add(INVITE, EXPIRES);
    List<Callable<Optional<Refusal>>> joiners =
        IntStream.range(10, 16)
            .mapToObj(number -> (Callable<Optional<Refusal>>) () -> redeem(peer(number)))
            .toList();

    List<Optional<Refusal>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(joiners.size())) {
      for (Future<Optional<Refusal>> answer : threads.invokeAll(joiners)) {
        answers.add(answer.get());
      }
    }

    assertThat(answers).containsOnlyOnce(Optional.empty()).contains(Optional.of(Refusal.USED));
    assertThat(neighbours.all()).hasSize(1);
  }

  @Test
  void whoUsedAnInviteMayBringItAgainEvenAfterItsTime() {
    invites.add(INVITE, EXPIRES);
    redeem(RADIO);
    now = EXPIRES.plusSeconds(1);

    assertThat(redeem(RADIO)).isEmpty();

    assertThat(neighbours.all()).hasSize(1);
  }

  @Test
  void inviteIsRefusedFromTheMomentOfItsExpiry() {
    invites.add(INVITE, EXPIRES);
    now = EXPIRES;

    assertThat(redeem(RADIO)).contains(Refusal.EXPIRED);

    assertThat(neighbours.contains(RADIO)).isFalse();
    now = EXPIRES.minusMillis(1);
    assertThat(redeem(RADIO)).isEmpty();
  }

  @Test
  void inviteThatWasNeverGivenIsUnknown() {
    assertThat(redeem(RADIO)).contains(Refusal.UNKNOWN);

    assertThat(neighbours.all()).isEmpty();
  }

  @Test
  void inviteOfARemovedNeighbourBringsNobodyBack() {
    invites.add(INVITE, EXPIRES);
    redeem(RADIO);
    neighbours.remove(RADIO);

    assertThat(redeem(RADIO)).contains(Refusal.UNKNOWN);

    assertThat(neighbours.contains(RADIO)).isFalse();
  }

  @Test
  void strangersAreLetInToPairOnlyWhileAnInviteIsOutstanding() {
    assertThat(invites.isOutstanding()).isFalse();
    invites.add(INVITE, EXPIRES);
    assertThat(invites.isOutstanding()).isTrue();
    assertThat(new GivenInvites(neighbours, () -> now).isOutstanding()).isTrue();

    now = EXPIRES;
    assertThat(invites.isOutstanding()).isFalse();

    now = START;
    redeem(RADIO);
    assertThat(invites.isOutstanding()).isFalse();
  }
}
