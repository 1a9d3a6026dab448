package org.acequia.node.records;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.acequia.core.record.Hlc;
import org.acequia.core.record.Record;
import org.acequia.core.store.RecordListener;
import org.acequia.core.store.RecordStore.Appended;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets one change of the records happen at a time, and tells everyone of it after the commit: the
/// clock, the governance views, the set indexes, then the listeners.
///
/// One at a time, so that all hear of changes in the order of commits. Changes are batches; what
/// costs time (signatures) is checked before.
public final class Announcer {

  private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

  private final ReentrantLock turn = new ReentrantLock(true);
  private final List<RecordListener> listeners = new CopyOnWriteArrayList<>();
  private final HybridClock clock;
  private final Communities communities;
  private final SetIndexes indexes;

  Announcer(HybridClock clock, Communities communities, SetIndexes indexes) {
    this.clock = clock;
    this.communities = communities;
    this.indexes = indexes;
  }

  /// Adds a listener of all changes to come. What it throws is logged and stops nobody.
  public void listen(RecordListener listener) {
    listeners.add(listener);
  }

  /// Runs `change`, which commits or throws, and announces what it added.
  Appended commit(Supplier<Appended> change) {
    turn.lock();
    try {
      Appended appended = change.get();
      derive(appended.records());
      for (RecordListener listener : listeners) {
        tell(listener, appended);
      }
      return appended;
    } finally {
      turn.unlock();
    }
  }

  /// Returns once every change that can be read now has been told to the clock, the governance
  /// views and the set indexes: for who reads the tables before hearing of a commit.
  public void settle() {
    turn.lock();
    try {
      LOG.trace("Every change so far has been told");
    } finally {
      turn.unlock();
    }
  }

  private void derive(List<Record> records) {
    try {
      communities.add(records);
      indexes.add(records);
      records.stream()
          .map(record -> record.payload().time())
          .filter(time -> time.compareTo(clock.latestPlausible()) <= 0)
          .max(Comparator.<Hlc>naturalOrder())
          .ifPresent(clock::observe);
    } catch (RuntimeException | Error e) {
      // The records are committed: whatever may lack them is read anew.
      indexes.forget(records);
      communities.reread(records);
      throw e;
    }
  }

  private static void tell(RecordListener listener, Appended appended) {
    try {
      if (!appended.records().isEmpty()) {
        listener.accepted(appended.records());
      }
      if (!appended.completed().isEmpty()) {
        listener.bodiesArrived(appended.completed());
      }
    } catch (RuntimeException e) {
      LOG.error(
          "A listener failed on {} committed records; what it derives from them may be out of date",
          appended.records().size(),
          e);
    }
  }
}
