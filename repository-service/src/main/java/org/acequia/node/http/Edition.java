package org.acequia.node.http;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.acequia.core.record.Record;
import org.acequia.core.store.RecordListener;

/// Which state of the archive readers see: another number after every change of what their pages
/// show. Heard before the call returns that made the change. Safe for use by many threads.
final class Edition implements RecordListener {

  private final AtomicReference<Mark> current;

  private final LongSupplier nanos;

  /// @param nanos a clock such as [System#nanoTime()]
  Edition(LongSupplier nanos) {
    this.nanos = nanos;
    this.current = new AtomicReference<>(new Mark(0, nanos.getAsLong()));
  }

  /// A state.
  ///
  /// @param sinceNanos when it began, by its clock
  record Mark(long number, long sinceNanos) {}

  /// Returns the time by the clock of the marks.
  long now() {
    return nanos.getAsLong();
  }

  /// Returns the state of now.
  Mark current() {
    return current.get();
  }

  /// Says that something changed.
  void changed() {
    current.updateAndGet(mark -> new Mark(mark.number() + 1, nanos.getAsLong()));
  }

  @Override
  public void accepted(List<Record> records) {
    changed();
  }

  @Override
  public void bodiesArrived(List<Record> records) {
    changed();
  }
}
