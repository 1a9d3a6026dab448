package org.acequia.node.health;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Something that is costly to find out, such as a count of all files: found out anew when it is
/// asked for, but never more than a [#SHARE]th of the time, and by one thread at once. Whoever asks
/// meanwhile is told what was found last.
///
/// @param <T> what is found
public final class Survey<T> {

  /// What part of the time may be spent on it.
  static final int SHARE = 50;

  /// How long a result is good at least.
  static final Duration GOOD_FOR = Duration.ofSeconds(1);

  private final Supplier<T> look;
  private final NanoClock clock;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile @Nullable Found<T> last;

  private record Found<T>(T what, long goodUntilNanos) {}

  /// A clock that never goes back, such as [System#nanoTime()].
  @FunctionalInterface
  public interface NanoClock {
    /// Returns nanoseconds since some moment.
    long nanos();
  }

  /// @param look finds it out
  public Survey(Supplier<T> look, NanoClock clock) {
    this.look = look;
    this.clock = clock;
  }

  /// Returns what was found last, or finds it out.
  public T result() {
    Found<T> known = last;
    if (known != null && (isGood(known) || looking.isLocked())) {
      return known.what;
    }
    looking.lock();
    try {
      Found<T> meanwhile = last;
      if (meanwhile != null && isGood(meanwhile)) {
        return meanwhile.what;
      }
      long began = clock.nanos();
      T what = look.get();
      long ended = clock.nanos();
      last = new Found<>(what, ended + Math.max(GOOD_FOR.toNanos(), SHARE * (ended - began)));
      return what;
    } finally {
      looking.unlock();
    }
  }

  private boolean isGood(Found<T> known) {
    return clock.nanos() - known.goodUntilNanos < 0;
  }
}
