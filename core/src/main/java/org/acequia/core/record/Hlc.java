package org.acequia.core.record;

/// A reading of a hybrid logical clock: 48 bits of milliseconds since 1970, then a counter of 14
/// bits.
///
/// It orders what is displayed; it never decides what survives.
///
/// @param value less than 2^62
public record Hlc(long value) implements Comparable<Hlc> {

  /// How many bits count within one millisecond.
  public static final int COUNTER_BITS = 14;

  /// How far ahead of the own clock a reading may be and still be followed: a day.
  public static final long AHEAD_MAX_MS = 24L * 60 * 60 * 1_000;

  /// Before any other reading.
  public static final Hlc ZERO = new Hlc(0);

  private static final int BITS = 62;

  /// Refuses values outside 62 bits.
  public Hlc {
    if (value < 0 || value >= 1L << BITS) {
      throw new IllegalArgumentException("Not a clock reading: " + value);
    }
  }

  /// Returns the first reading of a millisecond.
  ///
  /// @param millis since 1970, less than 2^48
  public static Hlc ofMillis(long millis) {
    if (millis < 0 || millis >= 1L << (BITS - COUNTER_BITS)) {
      throw new IllegalArgumentException("Not milliseconds since 1970: " + millis);
    }
    return new Hlc(millis << COUNTER_BITS);
  }

  /// Returns the reading of a new event: later than this one, and no earlier than the wall clock.
  ///
  /// @param nowMillis the wall clock, which may stand still or go back
  public Hlc next(long nowMillis) {
    return nowMillis > millis() ? ofMillis(nowMillis) : new Hlc(value + 1);
  }

  /// Returns the later of this reading and one that came from elsewhere. One that is more than
  /// [#AHEAD_MAX_MS] ahead of the wall clock is ignored, so that no broken clock drags others
  /// along.
  ///
  /// @param nowMillis the wall clock
  public Hlc observe(Hlc seen, long nowMillis) {
    return seen.value > value && seen.millis() - AHEAD_MAX_MS <= nowMillis ? seen : this;
  }

  /// Returns the milliseconds since 1970.
  public long millis() {
    return value >>> COUNTER_BITS;
  }

  @Override
  public int compareTo(Hlc other) {
    return Long.compare(value, other.value);
  }
}
