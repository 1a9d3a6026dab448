package org.acequia.replication.wire.yamux;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// A number of bytes that may be in use at once, perhaps as a part of a larger budget. For many
/// threads.
public final class MemoryBudget {

  private final long limitBytes;
  private final Optional<MemoryBudget> whole;
  private final AtomicLong used = new AtomicLong();

  private MemoryBudget(long limitBytes, Optional<MemoryBudget> whole) {
    this.limitBytes = limitBytes;
    this.whole = whole;
  }

  /// Creates a budget that stands alone.
  public static MemoryBudget of(long limitBytes) {
    return new MemoryBudget(limitBytes, Optional.empty());
  }

  /// Creates a budget whose bytes count in this one too.
  public MemoryBudget part(long partLimitBytes) {
    return new MemoryBudget(partLimitBytes, Optional.of(this));
  }

  /// Takes `bytes` if they are there; otherwise takes nothing and returns false.
  public boolean take(long bytes) {
    if (used.addAndGet(bytes) > limitBytes || (whole.isPresent() && !whole.get().take(bytes))) {
      used.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  /// Gives back what was taken.
  public void give(long bytes) {
    used.addAndGet(-bytes);
    whole.ifPresent(budget -> budget.give(bytes));
  }

  /// Returns how many bytes are in use.
  public long used() {
    return used.get();
  }
}
