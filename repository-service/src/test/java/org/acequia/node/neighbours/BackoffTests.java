package org.acequia.node.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTests {

  private static final RandomGenerator LONGEST = () -> 0;

  private static final RandomGenerator SHORTEST =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          return -1;
        }

        @Override
        public long nextLong(long bound) {
          return bound - 1;
        }
      };

  private static List<Long> seconds(Backoff backoff, int attempts) {
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < attempts; i++) {
      waits.add(backoff.next().toSeconds());
    }
    return waits;
  }

  @Test
  void waitsAreShortAtFirstThenDoubleUpToFiveMinutes() {
    assertThat(seconds(new Backoff(LONGEST), 15))
        .containsExactly(1L, 2L, 4L, 4L, 4L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L, 300L);
  }

  @Test
  void neighbourThatIsAwayForYearsIsStillTriedEveryFiveMinutes() {
    Backoff backoff = new Backoff(LONGEST);
    seconds(backoff, 1_000_000);

    assertThat(backoff.next()).isEqualTo(Backoff.MAX);
  }

  @Test
  void eachWaitIsShortenedByAtMostAQuarter() {
    Backoff shortest = new Backoff(SHORTEST);
    Backoff longest = new Backoff(LONGEST);
    Backoff between = new Backoff(new SplittableRandom(7));
    for (int i = 0; i < 100; i++) {
      Duration whole = longest.next();
      Duration least = whole.multipliedBy(3).dividedBy(4);
      assertThat(shortest.next()).isBetween(least, least.plusMillis(1));
      assertThat(between.next()).isBetween(least, whole);
    }
  }

  @Test
  void twoNeighboursDoNotDialInStep() {
    Backoff one = new Backoff(new SplittableRandom(1));
    Backoff other = new Backoff(new SplittableRandom(2));

    assertThat(one.next()).isNotEqualTo(other.next());
  }

  @Test
  void afterASuccessItBeginsAnew() {
    Backoff backoff = new Backoff(LONGEST);
    seconds(backoff, 20);

    backoff.reset();

    assertThat(seconds(backoff, 3)).containsExactly(1L, 2L, 4L);
  }
}
