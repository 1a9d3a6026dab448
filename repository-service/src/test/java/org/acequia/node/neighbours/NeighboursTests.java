package org.acequia.node.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.acequia.core.identity.PeerId;
import org.acequia.core.identity.SigningKey;
import org.acequia.node.neighbours.Neighbours.Neighbour;
import org.acequia.node.records.TestPostgres;
import org.acequia.replication.pairing.Introduction;
import org.acequia.replication.wire.Multiaddr;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who is paired, over a real PostgreSQL.
class NeighboursTests {

  private static final Instant NOW = Instant.parse("2026-06-24T12:00:00Z");
  private static final PeerId RADIO = peer(1);
  private static final PeerId SCHOOL = peer(2);

  private final HikariDataSource database = TestPostgres.newDatabase();
  private final Neighbours neighbours = new Neighbours(database);

  static PeerId peer(int number) {
    return PeerId.of(key(number).key());
  }

  static SigningKey key(int number) {
    byte[] seed = new byte[SigningKey.SEED_SIZE_BYTES];
    seed[0] = (byte) number;
    return SigningKey.ofSeed(seed);
  }

  static Introduction called(String name, Multiaddr... addresses) {
    return new Introduction(name, List.of(addresses));
  }

  private static Multiaddr port(int port) {
    return Multiaddr.parse("/ip4/10.0.0.1/tcp/%d".formatted(port));
  }

  @AfterEach
  void closeDatabase() {
    database.close();
  }

  @Test
  void addedNeighbourIsKnownAtOnceAndAfterARestart() {
    neighbours.add(RADIO, called("Radio", port(4001)), NOW);

    for (Neighbours known : List.of(neighbours, new Neighbours(database))) {
      assertThat(known.contains(RADIO)).isTrue();
      assertThat(known.contains(SCHOOL)).isFalse();
      assertThat(known.all()).containsExactly(new Neighbour(RADIO, "Radio", Optional.empty()));
      assertThat(known.addresses(RADIO)).containsExactly(port(4001).with(RADIO));
    }
  }

  @Test
  void neighbourWhoIsAddedAgainIsRenamedAndKeepsWhatIsKnown() {
    neighbours.add(RADIO, called("Radio", port(4001)), NOW);
    neighbours.seen(RADIO, NOW.plusSeconds(1));

    neighbours.add(RADIO, called("Radio Valle", port(4002)), NOW.plusSeconds(2));

    assertThat(neighbours.all())
        .containsExactly(new Neighbour(RADIO, "Radio Valle", Optional.of(NOW.plusSeconds(1))));
    assertThat(neighbours.addresses(RADIO))
        .containsExactly(port(4002).with(RADIO), port(4001).with(RADIO));
  }

  @Test
  void addressThatAnsweredIsTriedFirst() {
    neighbours.add(RADIO, called("Radio", port(4001)), NOW);
    neighbours.answered(RADIO, port(4001), NOW.plusSeconds(1));
    neighbours.learn(RADIO, List.of(port(4002)), NOW.plusSeconds(2));

    assertThat(neighbours.addresses(RADIO))
        .containsExactly(port(4001).with(RADIO), port(4002).with(RADIO));
  }

  @Test
  void neighbourWhoTellsOfEverNewAddressesDoesNotDisplaceTheOneThatAnswers() {
    neighbours.add(RADIO, called("Radio"), NOW);
    neighbours.answered(RADIO, port(4001), NOW);

    for (int call = 1; call <= 5; call++) {
      int first = 10_000 + 100 * call;
      neighbours.learn(
          RADIO,
          IntStream.range(first, first + 100).mapToObj(NeighboursTests::port).toList(),
          NOW.plusSeconds(call));
    }

    assertThat(neighbours.addresses(RADIO))
        .hasSize(Neighbours.ADDRESSES_MAX)
        .startsWith(port(4001).with(RADIO))
        .contains(port(10_500).with(RADIO))
        .doesNotContain(port(10_100).with(RADIO));
  }

  @Test
  void addressesOfStrangersAreNotKept() {
    neighbours.learn(RADIO, List.of(port(4001)), NOW);
    neighbours.answered(RADIO, port(4001), NOW);
    neighbours.seen(RADIO, NOW);

    assertThat(neighbours.addresses(RADIO)).isEmpty();
    assertThat(neighbours.all()).isEmpty();
  }

  @Test
  void removedNeighbourIsAStrangerAndTheOthersStay() {
    neighbours.add(RADIO, called("Radio", port(4001)), NOW);
    neighbours.add(SCHOOL, called("School", port(4002)), NOW);

    assertThat(neighbours.remove(RADIO)).isTrue();

    assertThat(neighbours.remove(RADIO)).isFalse();
    assertThat(neighbours.contains(RADIO)).isFalse();
    assertThat(neighbours.addresses(RADIO)).isEmpty();
    assertThat(new Neighbours(database).all()).extracting(Neighbour::peer).containsExactly(SCHOOL);
  }
}
