package org.acequia.node.community;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SignInThrottleTests {

  private static final String HOME = "192.168.1.7";
  private static final String AWAY = "192.168.1.8";

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-05-01T12:00:00Z"));
  private final SignInThrottle throttle = new SignInThrottle(now::get);

  private void fail(String name, String from, int times) {
    for (int i = 0; i < times; i++) {
      var _ = throttle.attempt(name, from);
    }
  }

  private void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  @Test
  void theEleventhAttemptWaits() {
    for (int i = 0; i < SignInThrottle.PER_NAME_AND_NETWORK; i++) {
      assertThat(throttle.attempt("maría", HOME)).isEmpty();
    }
    Optional<Duration> pause = throttle.attempt("maría", HOME);
    assertThat(pause).isPresent();
    assertThat(pause.get()).isPositive().isLessThanOrEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void whatItSaysIsTrueAndAnAttemptComesBackThen() {
    fail("maría", HOME, SignInThrottle.PER_NAME_AND_NETWORK);
    Duration pause = throttle.attempt("maría", HOME).orElseThrow();
    pass(pause.minusMillis(2));
    assertThat(throttle.attempt("maría", HOME)).isPresent();
    pass(Duration.ofMillis(4));
    assertThat(throttle.attempt("maría", HOME)).isEmpty();
    assertThat(throttle.attempt("maría", HOME)).isPresent();
  }

  @Test
  void whoGuessesElsewhereDoesNotLockTheCuratorOut() {
    fail("maría", AWAY, 1_000);
    assertThat(throttle.attempt("maría", HOME)).isEmpty();
  }

  @Test
  void oneNetworkIsSlowedDownWhateverNamesItTries() {
    for (int i = 0; i < SignInThrottle.PER_NETWORK; i++) {
      assertThat(throttle.attempt("name " + i, AWAY)).isEmpty();
    }
    assertThat(throttle.attempt("another", AWAY)).isPresent();
    assertThat(throttle.attempt("another", HOME)).isEmpty();
  }

  @Test
  void manyAddressesTogetherDoNotGuessForEver() {
    for (int i = 0; i < SignInThrottle.PER_NAME; i++) {
      assertThat(throttle.attempt("maría", "10.0.%d.%d".formatted(i / 200, i % 200))).isEmpty();
    }
    assertThat(throttle.attempt("maría", "10.9.9.9")).isPresent();
  }

  @Test
  void theAddressesOfOneIpv6NetworkAreOne() {
    for (int i = 0; i < SignInThrottle.PER_NAME_AND_NETWORK; i++) {
      assertThat(throttle.attempt("maría", "2001:db8:1:2:0:0:0:" + i)).isEmpty();
    }
    assertThat(throttle.attempt("maría", "2001:db8:1:2:ffff:0:0:1")).isPresent();
    assertThat(throttle.attempt("maría", "2001:db8:1:3:0:0:0:1")).isEmpty();
  }

  @Test
  void successForgivesTheNameThere() {
    fail("maría", HOME, SignInThrottle.PER_NAME_AND_NETWORK);
    throttle.succeeded("maría", HOME);
    assertThat(throttle.attempt("maría", HOME)).isEmpty();
  }
}
