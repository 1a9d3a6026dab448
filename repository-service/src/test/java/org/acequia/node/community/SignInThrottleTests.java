package org.acequia.node.community;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignInThrottleTests {

  private static final Instant START = Instant.parse("2026-05-01T12:00:00Z");

  private final SignInThrottle throttle = new SignInThrottle();

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      throttle.failed("maría", START);
    }
  }

  @Test
  void fewMistakesCostNothing() {
    fail(SignInThrottle.FREE_FAILURES - 1);

    assertThat(throttle.pause("maría", START)).isEmpty();
  }

  @Test
  void eachFurtherMistakeDoublesThePause() {
    fail(SignInThrottle.FREE_FAILURES + 2);

    assertThat(throttle.pause("maría", START)).contains(SignInThrottle.PAUSE_MIN.multipliedBy(4));
    assertThat(throttle.pause("pedro", START)).isEmpty();
  }

  @Test
  void pauseEndsAndHasALimit() {
    fail(1_000);

    assertThat(throttle.pause("maría", START)).contains(SignInThrottle.PAUSE_MAX);
    assertThat(throttle.pause("maría", START.plus(SignInThrottle.PAUSE_MAX))).isEmpty();
  }

  @Test
  void successForgivesEverything() {
    fail(SignInThrottle.FREE_FAILURES + 5);
    throttle.succeeded("maría");

    assertThat(throttle.pause("maría", START.plus(Duration.ofMillis(1)))).isEmpty();
  }
}
