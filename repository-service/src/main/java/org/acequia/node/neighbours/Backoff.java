package org.acequia.node.neighbours;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before the next attempt: short at first, for most cuts are short, then doubling
/// up to [#MAX]. Each is shortened at random by up to a quarter, so that a village whose power came
/// back does not dial all at once.
final class Backoff {

  /// The waits of the first attempts, in milliseconds: an attempt at least every 4 s in the first
  /// 19 s.
  private static final long[] FIRST_MS = {1_000, 2_000, 4_000, 4_000, 4_000, 4_000};

  /// The longest wait.
  static final Duration MAX = Duration.ofMinutes(5);

  private final RandomGenerator random;
  private int attempts;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /// Returns the wait before the next attempt.
  Duration next() {
    long wait =
        attempts < FIRST_MS.length
            ? FIRST_MS[attempts]
            : Math.min(
                MAX.toMillis(),
                FIRST_MS[FIRST_MS.length - 1] << Math.min(attempts - FIRST_MS.length + 1, 16));
    attempts++;
    return Duration.ofMillis(wait - random.nextLong(wait / 4));
  }

  /// Begins anew, for something has succeeded or changed.
  void reset() {
    attempts = 0;
  }
}
