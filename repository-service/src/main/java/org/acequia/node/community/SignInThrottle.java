package org.acequia.node.community;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Slows down guessing: after [#FREE_FAILURES] wrong passwords for one name or from one address,
/// each further one doubles a pause, up to [#PAUSE_MAX].
///
/// Remembers at most [#REMEMBERED_MAX] names and addresses; the one longest untouched goes first.
/// Safe for several threads.
final class SignInThrottle {

  /// How many failures cost nothing.
  static final int FREE_FAILURES = 5;

  /// The first pause.
  static final Duration PAUSE_MIN = Duration.ofSeconds(2);

  /// The longest pause. After as long without a failure, all is forgiven.
  static final Duration PAUSE_MAX = Duration.ofMinutes(10);

  /// How many names and addresses are remembered.
  static final int REMEMBERED_MAX = 10_000;

  private record Failures(int count, Instant last) {}

  private final Map<String, Failures> failures =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > REMEMBERED_MAX;
        }
      };

  /// Returns how long whoever `key` stands for has to wait, or empty if an attempt may be made.
  synchronized Optional<Duration> pause(String key, Instant now) {
    Failures known = failures.get(key);
    if (known == null || known.count < FREE_FAILURES) {
      return Optional.empty();
    }
    int doublings = Math.min(known.count - FREE_FAILURES, 16);
    Duration pause = PAUSE_MIN.multipliedBy(1L << doublings);
    if (pause.compareTo(PAUSE_MAX) > 0) {
      pause = PAUSE_MAX;
    }
    Duration left = Duration.between(now, known.last.plus(pause));
    return left.isPositive() ? Optional.of(left) : Optional.empty();
  }

  /// Counts a failure.
  synchronized void failed(String key, Instant now) {
    failures.merge(
        key,
        new Failures(1, now),
        (old, first) ->
            old.last.plus(PAUSE_MAX).isBefore(now) ? first : new Failures(old.count + 1, now));
  }

  /// Forgets the failures.
  synchronized void succeeded(String key) {
    failures.remove(key);
  }
}
