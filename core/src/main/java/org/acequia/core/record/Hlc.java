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

  /// Refuses values outside 62 bits.
  public Hlc {
    if (value < 0 || value >= 1L << 62) {
      throw new IllegalArgumentException("Not a clock reading: " + value);
    }
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
