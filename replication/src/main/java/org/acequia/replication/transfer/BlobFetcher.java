package org.acequia.replication.transfer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.acequia.core.cid.Cid;
import org.acequia.core.identity.PeerId;
import org.acequia.core.store.BlobStore;
import org.acequia.core.store.BlobStoreException;
import org.acequia.core.unixfs.FileTree;
import org.acequia.replication.wire.Connection;
import org.acequia.replication.wire.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fetches what is wanted from whoever is connected, as links come and go.
///
/// Two workers for each connection, one for small blobs, many at once, and one for large ones, so
/// that neither waits for the other. A cut leaves everything that came, and the next neighbour to
/// be connected goes on from there. A peer that sent wrong bytes is left for a day.
public final class BlobFetcher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BlobFetcher.class);

  /// How long a peer may take for the next bytes.
  private static final Duration IDLE_LIMIT = Duration.ofSeconds(30);

  /// How long a worker rests that has nothing to fetch; it is woken when there is.
  private static final Duration REST = Duration.ofMinutes(10);

  private static final int BACK_OFF_SHIFT_MAX = 6;

  /// Trees that are kept in memory across cuts, and the largest of them.
  private static final int TREES_MAX = 16;

  private static final int TREE_LEAVES_MAX = 16_384;

  private final BlobStore blobs;
  private final WantedBlobs wanted;
  private final Consumer<List<Cid>> arrivals;
  private final FetchQueue queue;
  private final Map<Connection, CountDownLatch> gone = new HashMap<>();
  private final Map<Cid, BlobProgress> progress = new ConcurrentHashMap<>();
  private final Map<Cid, FileTree> trees = new LinkedHashMap<>();
  private final AtomicLong blobCount = new AtomicLong();
  private final AtomicLong bytesReceived = new AtomicLong();
  private final AtomicLong bytesAgain = new AtomicLong();
  private volatile boolean closed;

  /// @param blobs where blobs go
  /// @param wanted which are wanted
  /// @param arrivals hears of blobs after they are held, and after `wanted` did
  /// @param clock the wall clock
  public BlobFetcher(
      BlobStore blobs, WantedBlobs wanted, Consumer<List<Cid>> arrivals, InstantSource clock) {
    this.blobs = blobs;
    this.wanted = wanted;
    this.arrivals = arrivals;
    this.queue = new FetchQueue(wanted, clock);
  }

  /// Begins to ask a neighbour; returns at once.
  public synchronized void connected(Connection connection) {
    if (closed || gone.containsKey(connection)) {
      return;
    }
    queue.forget(connection.peer());
    var latch = new CountDownLatch(1);
    gone.put(connection, latch);
    for (FetchQueue.Kind kind : FetchQueue.Kind.values()) {
      Thread.ofVirtual().name("blobs-" + kind).start(() -> work(connection, kind, latch));
    }
  }

  /// Ends asking a neighbour.
  public synchronized void disconnected(Connection connection) {
    CountDownLatch latch = gone.remove(connection);
    if (latch != null) {
      latch.countDown();
    }
    queue.wake();
  }

  /// Looks again at what is wanted.
  public void wantedChanged() {
    queue.wake();
  }

  /// Notes that a neighbour holds blobs which it did not hold before.
  public void mayHold(PeerId peer, List<Cid> held) {
    queue.mayHold(peer, held);
  }

  /// Returns the large blobs that are on their way in.
  public List<BlobProgress> progress() {
    return List.copyOf(progress.values());
  }

  /// Returns what fetching has cost.
  public TransferTotals totals() {
    return new TransferTotals(blobCount.get(), bytesReceived.get(), bytesAgain.get());
  }

  @Override
  public synchronized void close() {
    closed = true;
    gone.values().forEach(CountDownLatch::countDown);
    gone.clear();
    queue.wake();
  }

  /// Runs until the connection is gone. Never interrupted: that would close the files it writes.
  private void work(Connection connection, FetchQueue.Kind kind, CountDownLatch latch) {
    int failures = 0;
    try {
      while (latch.getCount() > 0 && connection.isOpen()) {
        long seen = queue.version();
        List<WantedBlobs.Wanted> next = take(connection.peer(), kind);
        if (next.isEmpty()) {
          queue.await(connection.peer(), seen, REST);
          continue;
        }
        long before = bytesReceived.get();
        if (fetchAll(connection, kind, next)) {
          failures = 0;
        } else if (!connection.isOpen()) {
          return;
        } else {
          failures = bytesReceived.get() > before ? 1 : failures + 1;
          long patience = 1L << Math.min(failures, BACK_OFF_SHIFT_MAX);
          latch.await(patience, TimeUnit.SECONDS);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Takes nothing while what is wanted cannot be looked up: a worker must outlive that.
  private List<WantedBlobs.Wanted> take(PeerId peer, FetchQueue.Kind kind) {
    try {
      return queue.take(peer, kind);
    } catch (RuntimeException e) {
      LOG.error("What is wanted could not be looked up; it is tried again in a while", e);
      return List.of();
    }
  }

  /// Fetches `first` and whatever comes next on one stream; returns whether all went well.
  private boolean fetchAll(
      Connection connection, FetchQueue.Kind kind, List<WantedBlobs.Wanted> first) {
    PeerId peer = connection.peer();
    List<WantedBlobs.Wanted> next = first;
    try (Stream stream = connection.open(BlobServer.PROTOCOL)) {
      stream.idleLimit(IDLE_LIMIT);
      var client = new BlobClient(stream);
      while (!next.isEmpty()) {
        if (kind == FetchQueue.Kind.SMALL) {
          fetchSmall(peer, client, next);
        } else {
          fetchLarge(peer, client, next.getFirst().cid());
        }
        queue.done(next);
        next = queue.take(peer, kind);
      }
      return true;
    } catch (FaultyPeerException e) {
      LOG.warn("A neighbour is not asked for blobs for a day: {}", e.getMessage());
      queue.distrust(peer);
      return true;
    } catch (IOException e) {
      LOG.debug("Fetching was cut short and goes on later: {}", e.getMessage());
      return false;
    } catch (BlobStoreException e) {
      LOG.warn("A blob could not be stored; what came before is kept: {}", e.getMessage());
      return false;
    } catch (RuntimeException e) {
      LOG.error("Fetching failed; what came is kept, and it goes on in a while", e);
      return false;
    } finally {
      queue.done(next);
    }
  }

  private void fetchSmall(PeerId peer, BlobClient client, List<WantedBlobs.Wanted> next)
      throws IOException, FaultyPeerException {
    List<Cid> taken = new ArrayList<>();
    try (BlobStore.Batch batch = blobs.batch()) {
      try {
        client.leaves(
            next.stream().map(each -> each.cid().digest()).toList(),
            (cid, content) -> {
              if (content.isEmpty()) {
                queue.lacks(peer, cid);
                return;
              }
              bytesReceived.addAndGet(content.get().length);
              batch.add(new ByteArrayInputStream(content.get()));
              taken.add(cid);
            });
      } finally {
        if (!taken.isEmpty()) {
          batch.commit();
          noteArrivals(taken);
        }
      }
    }
  }

  private void fetchLarge(PeerId peer, BlobClient client, Cid root)
      throws IOException, FaultyPeerException {
    Optional<FileTree> known = cachedTree(root);
    if (known.isPresent()) {
      receive(peer, client, known.get());
      return;
    }
    switch (client.tree(root)) {
      case BlobClient.TreeAnswer.Held(var tree) -> {
        keepTree(tree);
        receive(peer, client, tree);
      }
      case BlobClient.TreeAnswer.NotHeld _ -> queue.lacks(peer, root);
      case BlobClient.TreeAnswer.NotAFile _ ->
          wanted.unusable(root, "It is not a file of the profile unixfs-v1-2025.");
    }
  }

  private void receive(PeerId peer, BlobClient client, FileTree tree)
      throws IOException, FaultyPeerException {
    Cid root = tree.root();
    try {
      switch (blobs.receive(tree)) {
        case BlobStore.Offer.AlreadyHeld _ -> noteArrivals(List.of(root));
        case BlobStore.Offer.Busy _ -> queue.busy(peer, root);
        case BlobStore.Offer.Begun(var incoming) -> fill(peer, client, incoming);
      }
    } catch (BlobStoreException.TooLarge e) {
      wanted.unusable(root, String.valueOf(e.getMessage()));
    }
  }

  private void fill(PeerId peer, BlobClient client, BlobStore.Incoming incoming)
      throws IOException, FaultyPeerException {
    Cid root = incoming.tree().root();
    long total = incoming.tree().sizeBytes();
    long[] reached = {incoming.resumeOffset()};
    progress.put(root, new BlobProgress(root, peer, reached[0], total));
    try (incoming) {
      boolean whole =
          client.fill(
              incoming,
              (received, resumeOffset) -> {
                bytesReceived.addAndGet(received);
                bytesAgain.addAndGet(Math.max(0, reached[0] + received - resumeOffset));
                reached[0] = resumeOffset;
                progress.put(root, new BlobProgress(root, peer, resumeOffset, total));
              });
      if (whole) {
        incoming.complete();
        forgetTree(root);
        noteArrivals(List.of(root));
      } else {
        queue.lacks(peer, root);
      }
    } finally {
      progress.remove(root);
    }
  }

  private void noteArrivals(List<Cid> arrived) {
    blobCount.addAndGet(arrived.size());
    wanted.arrived(arrived);
    arrivals.accept(arrived);
  }

  private Optional<FileTree> cachedTree(Cid root) {
    synchronized (trees) {
      return Optional.ofNullable(trees.get(root));
    }
  }

  private void keepTree(FileTree tree) {
    synchronized (trees) {
      if (tree.leafCount() <= TREE_LEAVES_MAX) {
        trees.put(tree.root(), tree);
        if (trees.size() > TREES_MAX) {
          trees.remove(trees.keySet().iterator().next());
        }
      }
    }
  }

  private void forgetTree(Cid root) {
    synchronized (trees) {
      trees.remove(root);
    }
  }
}
