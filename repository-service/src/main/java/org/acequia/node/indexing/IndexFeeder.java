package org.acequia.node.indexing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.ItemView;
import org.acequia.core.record.Record;
import org.acequia.core.store.RecordListener;
import org.acequia.indexer.LuceneSearchIndex;
import org.acequia.node.jobs.Attendant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the search index in step with the records, on one thread of its own.
///
/// Hearing of records only wakes it: what is to be done stands in the [ArrivalLog]. A change can be
/// searched some milliseconds after its commit; it is durable in the index within
/// [#COMMIT_INTERVAL_MS], and until then still in the log.
///
/// A rebuild happens in place: searches go on being answered from what was indexed before, and see
/// the new index, and what arrived meanwhile, when it is whole.
public final class IndexFeeder implements RecordListener, AutoCloseable {

  /// How many items are projected at a time.
  private static final int PAGE_ITEMS = 500;

  /// How long changes wait to be made durable in the index.
  private static final long COMMIT_INTERVAL_MS = 3_000;

  /// How often the log is read if nothing is heard: another node may write to the same database.
  private static final long IDLE_INTERVAL_MS = 30_000;

  /// How long to wait after a failure.
  private static final long RETRY_INTERVAL_MS = 5_000;

  private static final Logger log = LoggerFactory.getLogger(IndexFeeder.class);

  private final LuceneSearchIndex index;
  private final ArrivalLog arrivals;
  private final Items items;
  private final Attendant attendant;

  /// Also the lock of [#over].
  private final List<Rebuild> rebuilds = new ArrayList<>();

  private boolean over;

  private volatile long position = -1;
  private volatile boolean behind = true;
  private volatile Runnable shown = () -> {};
  // Of the feeding thread alone.
  private boolean uncommitted;
  private long committedNanos = System.nanoTime();

  /// Where items come from.
  public interface Items {

    /// Waits until what the log tells of shows in the other two.
    void settle();

    /// Returns items as they stand, without those that have gone away.
    List<ItemView> views(List<ItemId> ids);

    /// Calls `action` for every item; complete, or throws.
    void forEach(Consumer<ItemView> action);
  }

  /// Someone waits for a rebuild.
  private record Rebuild(LongConsumer progress, CompletableFuture<Long> done) {}

  /// Thrown inside a rebuild when the node stops.
  private static final class StoppedException extends RuntimeException {
    StoppedException() {
      super("The node stops. The index is rebuilt at the next start.");
    }
  }

  /// @param index fed by this alone
  public IndexFeeder(LuceneSearchIndex index, ArrivalLog arrivals, Items items) {
    this.index = index;
    this.arrivals = arrivals;
    this.items = items;
    this.attendant = new Attendant(Thread.ofVirtual().name("index-feeder"), this::run);
  }

  /// Sets who is told when searches find something else.
  ///
  /// @param shown called after every change, by the feeding thread
  public void onShown(Runnable shown) {
    this.shown = shown;
  }

  /// Begins to feed. What arrived while nothing ran is caught up with first.
  public void start() {
    attendant.start();
  }

  @Override
  public void accepted(List<Record> records) {
    wake();
  }

  @Override
  public void bodiesArrived(List<Record> records) {
    wake();
  }

  /// Asks for the index to be rebuilt from the records.
  ///
  /// @param progress is told how many items are indexed, now and then, by the feeding thread
  /// @return the number of items, when all can be searched
  public CompletableFuture<Long> rebuild(LongConsumer progress) {
    CompletableFuture<Long> done = new CompletableFuture<>();
    synchronized (rebuilds) {
      if (over) {
        done.completeExceptionally(new StoppedException());
      } else {
        rebuilds.add(new Rebuild(progress, done));
      }
    }
    wake();
    return done;
  }

  /// Returns how many changes of subjects are not in the index yet; at least 1 while it is being
  /// rebuilt.
  public long pending() {
    long known = position;
    return known < 0 || behind ? Math.max(1, arrivals.count(known)) : arrivals.count(known);
  }

  /// Stops feeding; what was fed is made durable. The index can be closed then.
  @Override
  public void close() {
    attendant.stop();
    attendant.awaitEnd();
  }

  private void run() {
    while (!attendant.isStopping()) {
      try {
        step();
      } catch (StoppedException _) {
        break;
      } catch (RuntimeException | Error e) {
        log.error("The search index is behind the records. It is tried again in 5 s", e);
        attendant.rest(RETRY_INTERVAL_MS);
      }
    }
    try {
      commit();
    } catch (RuntimeException e) {
      log.warn("The last changes were not committed to the search index; they follow later", e);
    }
    takeLastRebuilds()
        .forEach(rebuild -> rebuild.done().completeExceptionally(new StoppedException()));
  }

  private void step() {
    List<Rebuild> wanted = takeRebuilds();
    if (!wanted.isEmpty()) {
      rebuild(wanted);
    } else if (position < 0) {
      begin();
    }
    if (feed()) {
      commitIfDue();
      return;
    }
    behind = false;
    commitIfDue();
    attendant.rest(uncommitted ? COMMIT_INTERVAL_MS : IDLE_INTERVAL_MS);
  }

  private void begin() {
    Optional<ArrivalLog.Mark> mark =
        index.position().flatMap(ArrivalLog.Mark::parse).filter(arrivals::canFollow);
    if (mark.isPresent()) {
      position = mark.get().position();
    } else {
      log.info("The search index is new, or not of these records: it is built from them");
      rebuild(List.of());
    }
  }

  private void rebuild(List<Rebuild> wanted) {
    try {
      behind = true;
      position = -1;
      long from = arrivals.latest();
      items.settle();
      Pages pages = new Pages(wanted);
      index.rebuild(pages::fill, arrivals.mark(from).toString());
      position = from;
      uncommitted = false;
      committedNanos = System.nanoTime();
      arrivals.forget(from);
      shown.run();
      wanted.forEach(rebuild -> rebuild.done().complete(pages.count));
    } catch (RuntimeException | Error e) {
      wanted.forEach(rebuild -> rebuild.done().completeExceptionally(e));
      throw e;
    }
  }

  /// Items on their way into the index, some at a time.
  private final class Pages {
    private final List<Rebuild> told;
    private long count;

    Pages(List<Rebuild> told) {
      this.told = told;
    }

    void fill(Consumer<List<ItemView>> sink) {
      List<ItemView> page = new ArrayList<>(PAGE_ITEMS);
      items.forEach(item -> {
        page.add(item);
        if (page.size() == PAGE_ITEMS) {
          put(page, sink);
        }
      });
      put(page, sink);
    }

    private void put(List<ItemView> page, Consumer<List<ItemView>> sink) {
      if (attendant.isStopping()) {
        throw new StoppedException();
      }
      sink.accept(page);
      count += page.size();
      page.clear();
      told.forEach(rebuild -> rebuild.progress().accept(count));
    }
  }

  /// Feeds what arrived next, and tells whether anything did.
  private boolean feed() {
    Optional<ArrivalLog.Page> page = arrivals.after(position, PAGE_ITEMS);
    if (page.isEmpty()) {
      return false;
    }
    items.settle();
    Set<ItemId> changed = new LinkedHashSet<>(page.get().items());
    page.get().accounts().forEach(account -> changed.addAll(arrivals.taggedBy(account)));
    List<ItemId> ids = List.copyOf(changed);
    for (int from = 0; from < ids.size(); from += PAGE_ITEMS) {
      renew(ids.subList(from, Math.min(ids.size(), from + PAGE_ITEMS)));
    }
    position = page.get().last();
    shown.run();
    uncommitted = true;
    return true;
  }

  private void renew(List<ItemId> ids) {
    List<ItemView> views = items.views(ids);
    Set<ItemId> gone = new HashSet<>(ids);
    views.forEach(view -> gone.remove(view.id()));
    index.put(views);
    index.remove(List.copyOf(gone));
  }

  private void commitIfDue() {
    if (System.nanoTime() - committedNanos >= TimeUnit.MILLISECONDS.toNanos(COMMIT_INTERVAL_MS)) {
      commit();
    }
  }

  private void commit() {
    if (uncommitted) {
      index.commit(arrivals.mark(position).toString());
      uncommitted = false;
      committedNanos = System.nanoTime();
      arrivals.forget(position);
    }
  }

  /// Says that something may have arrived.
  public void wake() {
    attendant.wake();
  }

  private List<Rebuild> takeRebuilds() {
    synchronized (rebuilds) {
      List<Rebuild> taken = List.copyOf(rebuilds);
      rebuilds.clear();
      return taken;
    }
  }

  private List<Rebuild> takeLastRebuilds() {
    synchronized (rebuilds) {
      over = true;
      return takeRebuilds();
    }
  }
}
