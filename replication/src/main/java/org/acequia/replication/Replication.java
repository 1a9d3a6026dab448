package org.acequia.replication;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.identity.PeerId;
import org.acequia.core.record.Record;
import org.acequia.core.record.SetRef;
import org.acequia.core.store.BlobStore;
import org.acequia.core.store.Intake;
import org.acequia.core.store.RecordListener;
import org.acequia.replication.sync.Holding;
import org.acequia.replication.sync.Holdings;
import org.acequia.replication.sync.SetProgress;
import org.acequia.replication.sync.SyncService;
import org.acequia.replication.transfer.BlobFetcher;
import org.acequia.replication.transfer.BlobProgress;
import org.acequia.replication.transfer.BlobServer;
import org.acequia.replication.transfer.TransferTotals;
import org.acequia.replication.transfer.WantedBlobs;
import org.acequia.replication.wire.Connection;
import org.acequia.replication.wire.ConnectionListener;
import org.acequia.replication.wire.Swarm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps records and blobs flowing between this node and its neighbours, as connections come and
/// go.
///
/// A node constructs one, [#attach]es it to its swarm, and tells it of new records (it is a
/// [RecordListener]) and of new blobs ([#blobsArrived]). Safe for use by many threads.
public final class Replication implements RecordListener, ConnectionListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Replication.class);
  private static final Duration BACK_OFF_FIRST = Duration.ofSeconds(1);
  private static final int BACK_OFF_SHIFT_MAX = 6;

  /// How long a session lasts that counts as having worked.
  private static final Duration WORKED = Duration.ofMinutes(1);

  private final SyncService sync;
  private final BlobServer server;
  private final BlobFetcher fetcher;
  private final InstantSource clock;
  private final Map<Connection, CountDownLatch> open = new ConcurrentHashMap<>();
  private final Map<PeerId, NeighbourState> lastKnown = new ConcurrentHashMap<>();
  private volatile Predicate<PeerId> neighbours = _ -> true;

  /// @param self this node
  /// @param holdings what this node holds
  /// @param intakes where records go that a neighbour brings
  /// @param blobs where blobs are, and go
  /// @param wanted which blobs are wanted
  /// @param mayHave whether a peer may have a blob: a set that it may see refers to it
  /// @param salts gives 16 random bytes each time
  /// @param clock the wall clock
  public Replication(
      PeerId self,
      Holdings holdings,
      Function<PeerId, Intake> intakes,
      BlobStore blobs,
      WantedBlobs wanted,
      BiPredicate<PeerId, Cid> mayHave,
      Supplier<Bytes> salts,
      InstantSource clock) {
    this.clock = clock;
    this.server = new BlobServer(blobs, mayHave);
    this.fetcher = new BlobFetcher(blobs, wanted, this::blobsArrived, clock);
    this.sync = new SyncService(self, holdings, intakes, fetcher::mayHold, salts, clock);
  }

  /// Registers the protocols, and follows the swarm's connections. To be called before the swarm
  /// listens or dials.
  ///
  /// @param paired tells neighbours from strangers, who are left alone
  public void attach(Swarm swarm, Predicate<PeerId> paired) {
    neighbours = paired;
    swarm.handle(SyncService.PROTOCOL, sync);
    swarm.handle(BlobServer.PROTOCOL, server);
    swarm.addListener(this);
  }

  /// Begins to synchronise on a connection with a neighbour; once for each. To be called again for
  /// a peer that is paired while it is connected.
  @Override
  public void connected(Connection connection) {
    if (!neighbours.test(connection.peer())) {
      return;
    }
    var gone = new CountDownLatch(1);
    if (open.putIfAbsent(connection, gone) != null) {
      return;
    }
    fetcher.connected(connection);
    if (connection.dialed()) {
      Thread.ofVirtual().name("sync-opener").start(() -> keepOpen(connection, gone));
    }
  }

  @Override
  public void disconnected(Connection connection) {
    CountDownLatch gone = open.remove(connection);
    if (gone != null) {
      lastKnown.put(connection.peer(), describe(connection, false));
      gone.countDown();
      fetcher.disconnected(connection);
    }
  }

  /// Tells neighbours of new records, and looks for the blobs they refer to.
  @Override
  public void accepted(List<Record> records) {
    sync.accepted(records);
    fetcher.wantedChanged();
  }

  @Override
  public void bodiesArrived(List<Record> records) {
    sync.bodiesArrived(records);
    fetcher.wantedChanged();
  }

  /// Hears of blobs that this node has come to hold by an upload or an import. Of those it fetches
  /// itself it knows.
  public void blobsArrived(List<Cid> blobs) {
    sync.blobsChanged(server.takePromised(blobs));
  }

  /// Tells neighbours of sets that this node has come to follow, other than by a record that came.
  public void followsMore() {
    sync.followsMore();
  }

  /// Looks again at which blobs are wanted.
  public void wantedChanged() {
    fetcher.wantedChanged();
  }

  /// Returns what there is to say of a neighbour.
  public NeighbourState state(PeerId peer) {
    return open.keySet().stream()
        .filter(connection -> connection.peer().equals(peer))
        .findFirst()
        .map(connection -> describe(connection, true))
        .orElseGet(() -> lastKnown.getOrDefault(peer, NeighbourState.NEVER_SEEN));
  }

  /// Returns which neighbours are known to hold all of a set: the same records, every body and
  /// every blob, when last heard of. With this node, these are its copies.
  public List<PeerId> holdersOf(SetRef set) {
    Map<PeerId, NeighbourState> states = new HashMap<>(lastKnown);
    open.keySet().forEach(connection -> states.put(connection.peer(), describe(connection, true)));
    return states.entrySet().stream()
        .filter(entry -> isComplete(entry.getValue(), set))
        .map(Map.Entry::getKey)
        .toList();
  }

  /// Returns the large blobs that are on their way in.
  public List<BlobProgress> blobProgress() {
    return fetcher.progress();
  }

  /// Returns what fetching blobs has cost.
  public TransferTotals totals() {
    return fetcher.totals();
  }

  /// Stops fetching; connections are the swarm's to close.
  @Override
  public void close() {
    open.values().forEach(CountDownLatch::countDown);
    fetcher.close();
  }

  /// Opens the stream anew as long as the connection lives.
  private void keepOpen(Connection connection, CountDownLatch gone) {
    int failures = 0;
    try {
      while (gone.getCount() > 0 && connection.isOpen()) {
        Instant begun = clock.instant();
        try {
          sync.open(connection);
        } catch (IOException e) {
          LOG.debug("Synchronising with {} ended: {}", connection.remoteAddress(), e.getMessage());
        } catch (RuntimeException e) {
          LOG.warn("Synchronising with {} failed; it is tried again", connection.peer(), e);
        }
        boolean worked = begun.plus(WORKED).isBefore(clock.instant());
        failures = worked ? 0 : Math.min(failures + 1, BACK_OFF_SHIFT_MAX);
        boolean over = gone.await(BACK_OFF_FIRST.toMillis() << failures, TimeUnit.MILLISECONDS);
        if (over) {
          return;
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private NeighbourState describe(Connection connection, boolean connected) {
    PeerId peer = connection.peer();
    List<SetProgress> sets = sync.progress(peer);
    List<Holding> theirs = sets.stream().flatMap(set -> set.theirs().stream()).toList();
    return new NeighbourState(
        connected,
        Optional.of(clock.instant()),
        sets,
        sets.stream().mapToLong(SetProgress::recordsIn).sum(),
        sets.stream().mapToLong(SetProgress::recordsOut).sum(),
        theirs.stream().mapToLong(Holding::blobsMissing).sum(),
        theirs.stream().mapToLong(Holding::blobBytesMissing).sum(),
        connection.bytesReceived(),
        connection.bytesSent());
  }

  private static boolean isComplete(NeighbourState state, SetRef set) {
    return state.sets().stream()
        .filter(progress -> progress.set().equals(set) && progress.equal())
        .flatMap(progress -> progress.theirs().stream())
        .anyMatch(theirs -> theirs.blobsMissing() == 0 && theirs.bodiesMissing() == 0);
  }
}
