package org.acequia.node.indexing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.ItemView;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.record.Record;
import org.acequia.core.search.SearchIndex;
import org.acequia.core.store.RecordListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Feeds changed items to the search index, on one thread of its own.
///
/// Notes of changes are forgotten after the index has committed what it was told. An index that was
/// deleted is noticed at the start, by its being empty, and built anew.
public final class IndexFeed implements RecordListener, SmartLifecycle {

  /// How many items are projected and indexed at a time.
  static final int BATCH_ITEMS = 500;

  /// How long the feed sleeps when nobody wakes it: changes that another copy of the node made.
  static final long IDLE_MS = 5_000;

  /// How long it waits after a failure.
  static final long PAUSE_AFTER_FAILURE_MS = 2_000;

  private static final Logger LOG = LoggerFactory.getLogger(IndexFeed.class);

  private final JdbcClient jdbc;
  private final Archive archive;
  private final SearchIndex index;
  private final Semaphore wake = new Semaphore(0);
  private final ReentrantLock indexing = new ReentrantLock();
  private volatile Optional<Thread> thread = Optional.empty();

  /// @param dataSource where changes are noted
  public IndexFeed(DataSource dataSource, Archive archive, SearchIndex index) {
    this.jdbc = JdbcClient.create(dataSource);
    this.archive = archive;
    this.index = index;
  }

  @Override
  public void accepted(List<Record> records) {
    wake.release();
  }

  @Override
  public void bodiesArrived(List<Record> records) {
    wake.release();
  }

  /// Returns how many changes the index was not told of yet.
  public long pending() {
    return jdbc.sql("select count(*) from index_changes").query(Long.class).single();
  }

  /// Builds the index anew from the records. Searches find ever more while it goes on.
  ///
  /// @param progress is told how many items are in the index again
  /// @return how many items were indexed
  public long rebuild(LongConsumer progress) {
    indexing.lock();
    try {
      long upTo = latestChange();
      index.clear();
      List<ItemView> batch = new ArrayList<>(BATCH_ITEMS);
      long[] done = {0};
      archive.forEachItem(item -> {
        batch.add(item);
        if (batch.size() == BATCH_ITEMS) {
          done[0] += put(batch);
          progress.accept(done[0]);
        }
      });
      done[0] += put(batch);
      index.commit();
      forget(upTo);
      wake.release();
      return done[0];
    } finally {
      indexing.unlock();
    }
  }

  private long put(List<ItemView> batch) {
    int size = batch.size();
    index.put(List.copyOf(batch));
    batch.clear();
    return size;
  }

  /// Tells the index of all changes noted so far. Returns when they are durable there.
  public void catchUp() {
    indexing.lock();
    try {
      List<Change> changes = changes();
      while (!changes.isEmpty()) {
        apply(changes.stream().map(Change::item).distinct().toList());
        index.commit();
        forget(changes.getLast().number());
        changes = changes();
      }
    } finally {
      indexing.unlock();
    }
  }

  private void apply(List<ItemId> items) {
    List<ItemView> there = new ArrayList<>();
    List<ItemId> gone = new ArrayList<>();
    for (ItemId id : items) {
      archive.item(id).ifPresentOrElse(there::add, () -> gone.add(id));
    }
    index.put(there);
    index.remove(gone);
  }

  private record Change(long number, ItemId item) {}

  private List<Change> changes() {
    return jdbc.sql("select change_no, item from index_changes order by change_no limit ?")
        .param(BATCH_ITEMS)
        .query((row, _) -> new Change(row.getLong(1), new ItemId(Bytes.of(row.getBytes(2)))))
        .list();
  }

  private long latestChange() {
    return jdbc.sql("select coalesce(max(change_no), 0) from index_changes")
        .query(Long.class)
        .single();
  }

  private void forget(long upTo) {
    jdbc.sql("delete from index_changes where change_no <= ?").param(upTo).update();
  }

  @Override
  public void start() {
    thread = Optional.of(Thread.ofVirtual().name("index").start(this::run));
  }

  private void run() {
    boolean checked = false;
    while (!Thread.currentThread().isInterrupted()) {
      try {
        if (!checked) {
          rebuildIfLost();
          checked = true;
        }
        catchUp();
        var _ = wake.tryAcquire(IDLE_MS, TimeUnit.MILLISECONDS);
        wake.drainPermits();
      } catch (InterruptedException _) {
        return;
      } catch (RuntimeException e) {
        if (thread.isEmpty()) {
          return; // the database went before us
        }
        LOG.warn(
            "The search index was not told of some changes; they are noted and tried again", e);
        if (!pause()) {
          return;
        }
      }
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE_AFTER_FAILURE_MS);
      return true;
    } catch (InterruptedException _) {
      return false;
    }
  }

  private void rebuildIfLost() {
    if (index.size() == 0
        && archive.collections().stream().anyMatch(collection -> collection.items() > 0)) {
      long items = rebuild(_ -> {});
      LOG.info("The search index was empty; {} items were indexed anew", items);
    }
  }

  @Override
  public void stop() {
    Optional<Thread> running = thread;
    thread = Optional.empty();
    if (running.isPresent()) {
      running.get().interrupt();
      try {
        running.get().join(TimeUnit.SECONDS.toMillis(10));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return thread.isPresent();
  }

  /// Starts early and stops late: before libp2p and HTTP start, after they stop.
  @Override
  public int getPhase() {
    return 0;
  }
}
