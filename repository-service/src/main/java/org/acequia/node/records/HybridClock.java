package org.acequia.node.records;

import java.time.InstantSource;
import org.acequia.core.record.Hlc;

/// This node's hybrid logical clock: each reading is later than every one given or seen before.
final class HybridClock {

  private final InstantSource wall;
  private Hlc last = Hlc.ZERO;

  HybridClock(InstantSource wall) {
    this.wall = wall;
  }

  /// Returns the reading of a new event.
  synchronized Hlc next() {
    last = last.next(wall.millis());
    return last;
  }

  /// Follows a reading from elsewhere, unless it is absurdly ahead.
  synchronized void observe(Hlc seen) {
    last = last.observe(seen, wall.millis());
  }

  /// Returns the latest reading that [#observe] follows now.
  Hlc latestPlausible() {
    return Hlc.ofMillis(wall.millis() + Hlc.AHEAD_MAX_MS);
  }
}
