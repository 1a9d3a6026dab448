package org.acequia.replication.sync;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.acequia.core.bytes.Bytes;
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
  private final Intake intake;
  private final Supplier<Bytes> salts;
  private final InstantSource clock;
  private final Claims claims = new Claims();
  private final Map<PeerId, SyncPeer> peers = new ConcurrentHashMap<>();

  /// @param self this node
  /// @param holdings what this node holds
  /// @param intake where records go that neighbours bring
  /// @param salts gives 16 random bytes each time
  /// @param clock the wall clock
  public SyncService(
      PeerId self, Holdings holdings, Intake intake, Supplier<Bytes> salts, InstantSource clock) {
    this.self = self;
    this.holdings = holdings;
    this.intake = intake;
    this.salts = salts;
    this.clock = clock;
  }

  /// Opens the stream on a connection that this node dialled, and runs it until it ends.
  ///
  /// @throws IOException if the stream fails, or the peer breaks the protocol; may be tried again
  ///   as long as the connection is open
  public void open(Connection connection) throws IOException {
    if (Optional.ofNullable(peers.get(connection.peer())).filter(SyncPeer::isOpener).isPresent()) {
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

  /// Notes that blobs came or went, of which neighbours will be told.
  public void blobsChanged() {
    peers.values().forEach(SyncPeer::blobsChanged);
  }

  /// Tells whether a session with `peer` runs.
  public boolean isConnected(PeerId peer) {
    return peers.containsKey(peer);
  }

  /// Returns how far each set has come with `peer`; empty where no session runs.
  public List<SetProgress> progress(PeerId peer) {
    return Optional.ofNullable(peers.get(peer)).map(SyncPeer::progress).orElse(List.of());
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
    var fresh = new SyncPeer(session, opener, stream, intake, clock);
    PeerId peer = connection.peer();
    SyncPeer staying = peers.merge(peer, fresh, (old, _) -> preferred(peer, old, fresh));
    if (staying != fresh) {
      stream.reset();
      return;
    }
    try {
      fresh.run();
    } finally {
      peers.remove(peer, fresh);
    }
  }

  /// Ends one of two sessions with one peer and returns the other; both sides choose alike.
  private SyncPeer preferred(PeerId peer, SyncPeer old, SyncPeer fresh) {
    boolean ourStreamStays = self.multihash().compareTo(peer.multihash()) < 0;
    boolean oldStays =
        old.isOpener() != fresh.isOpener() && old.isOpener() == ourStreamStays && !old.isEnded();
    if (!oldStays) {
      old.end();
    }
    return oldStays ? old : fresh;
  }
}
