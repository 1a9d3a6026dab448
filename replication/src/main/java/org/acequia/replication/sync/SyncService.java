package org.acequia.replication.sync;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.identity.PeerId;
import org.acequia.core.record.Record;
import org.acequia.core.store.Intake;
import org.acequia.core.store.RecordListener;
import org.acequia.replication.wire.Connection;
import org.acequia.replication.wire.Stream;
import org.acequia.replication.wire.StreamHandler;

/// Keeps the records of this node and of its connected neighbours equal: `/acequia/sync/1`.
///
/// One session for each neighbour. The side that dialled opens the stream; should both have
/// dialled, the one opened by the peer with the lower id stays; of two by one side, the newer.
///
/// Safe for use by many threads.
public final class SyncService implements StreamHandler, RecordListener {

  /// The protocol's name.
  public static final String PROTOCOL = "/acequia/sync/1";

  private final PeerId self;
  private final Holdings holdings;
  private final Function<PeerId, Intake> intakes;
  private final BiConsumer<PeerId, List<Cid>> mayHold;
  private final Supplier<Bytes> salts;
  private final InstantSource clock;
  private final Claims claims = new Claims(this::released);
  private final Map<PeerId, SyncPeer> peers = new ConcurrentHashMap<>();
  private final Map<PeerId, List<SetProgress>> lastProgress = new ConcurrentHashMap<>();

  /// @param self this node
  /// @param holdings what this node holds
  /// @param intakes where records go that a neighbour brings: each its own, so that what waits is
  ///   bounded for each
  /// @param mayHold hears of blobs that a neighbour holds by now, and did not before
  /// @param salts gives 16 random bytes each time
  /// @param clock the wall clock
  public SyncService(
      PeerId self,
      Holdings holdings,
      Function<PeerId, Intake> intakes,
      BiConsumer<PeerId, List<Cid>> mayHold,
      Supplier<Bytes> salts,
      InstantSource clock) {
    this.self = self;
    this.holdings = holdings;
    this.intakes = intakes;
    this.mayHold = mayHold;
    this.salts = salts;
    this.clock = clock;
  }

  /// Opens the stream on a connection that this node dialled, and runs it until it ends.
  ///
  /// @throws IOException if the stream fails, or the peer breaks the protocol; may be tried again
  ///   as long as the connection is open
  public void open(Connection connection) throws IOException {
    Optional<SyncPeer> running = Optional.ofNullable(peers.get(connection.peer()));
    if (running.isPresent() && (running.get().isOpener() || !isOursPreferred(connection.peer()))) {
      return;
    }
    try (Stream stream = connection.open(PROTOCOL)) {
      run(connection, stream, true);
    }
  }

  @Override
  public void serve(Connection connection, Stream stream) throws IOException {
    run(connection, stream, false);
  }

  /// Tells every neighbour, except who brought them.
  @Override
  public void accepted(List<Record> records) {
    peers.values().forEach(peer -> peer.changed(records));
  }

  @Override
  public void bodiesArrived(List<Record> records) {
    peers.values().forEach(peer -> peer.completed(records));
  }

  /// Tells every neighbour of sets that this node has come to follow.
  public void followsMore() {
    peers.values().forEach(SyncPeer::followsMore);
  }

  /// Notes that blobs came or went: every neighbour will hear of the numbers in its time, and at
  /// once of those it had asked for in vain.
  public void blobsChanged(Map<PeerId, List<Cid>> promised) {
    peers.forEach((peer, sync) -> sync.blobsChanged(promised.getOrDefault(peer, List.of())));
  }

  /// Tells whether a session with `peer` runs.
  public boolean isConnected(PeerId peer) {
    return peers.containsKey(peer);
  }

  /// Returns how far each set has come with `peer`, or had come when the last session ended; empty
  /// where there was none.
  public List<SetProgress> progress(PeerId peer) {
    return Optional.ofNullable(peers.get(peer))
        .map(SyncPeer::progress)
        .orElseGet(() -> lastProgress.getOrDefault(peer, List.of()));
  }

  /// Returns how many bytes of messages came from `peer` in the session that runs.
  public long bytesIn(PeerId peer) {
    return Optional.ofNullable(peers.get(peer)).map(SyncPeer::bytesIn).orElse(0L);
  }

  /// Returns how many bytes of messages went to `peer` in the session that runs.
  public long bytesOut(PeerId peer) {
    return Optional.ofNullable(peers.get(peer)).map(SyncPeer::bytesOut).orElse(0L);
  }

  private void run(Connection connection, Stream stream, boolean opener) throws IOException {
    var session = new SyncSession(opener, salts.get(), holdings, claims);
    PeerId peer = connection.peer();
    var fresh =
        new SyncPeer(
            session,
            opener,
            stream,
            intakes.apply(peer),
            blobs -> mayHold.accept(peer, blobs),
            clock);
    SyncPeer staying = peers.merge(peer, fresh, (old, _) -> preferred(peer, old, fresh));
    if (staying != fresh) {
      stream.reset();
      return;
    }
    try {
      fresh.run();
    } finally {
      List<SetProgress> reached = fresh.progress();
      if (!reached.isEmpty()) {
        lastProgress.put(peer, reached);
      }
      peers.remove(peer, fresh);
    }
  }

  /// Ends one of two sessions with one peer and returns the other; both sides choose alike.
  private SyncPeer preferred(PeerId peer, SyncPeer old, SyncPeer fresh) {
    boolean ourStreamStays = isOursPreferred(peer);
    boolean oldStays =
        old.isOpener() != fresh.isOpener() && old.isOpener() == ourStreamStays && !old.isEnded();
    if (!oldStays) {
      old.end();
    }
    return oldStays ? old : fresh;
  }

  private void released() {
    peers.values().forEach(SyncPeer::released);
  }

  private boolean isOursPreferred(PeerId peer) {
    return self.multihash().compareTo(peer.multihash()) < 0;
  }
}
