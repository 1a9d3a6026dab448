package org.acequia.replication;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.identity.PeerId;
import org.acequia.core.identity.SigningKey;
import org.acequia.core.record.CommunityId;
import org.acequia.core.record.Record;
import org.acequia.core.store.MemoryBlobStore;
import org.acequia.core.store.RecordListener;
import org.acequia.replication.sync.SimulatedNode;
import org.acequia.replication.transfer.WantedBlobs;
import org.acequia.replication.wire.Connection;
import org.acequia.replication.wire.ConnectionGate;
import org.acequia.replication.wire.ConnectionListener;
import org.acequia.replication.wire.Multiaddr;
import org.acequia.replication.wire.Swarm;
import org.acequia.replication.wire.SwarmLimits;

/// A node on the loopback interface that keeps everything in memory.
final class LiveNode implements AutoCloseable, WantedBlobs, RecordListener, ConnectionListener {

  static final int PATIENCE_SECONDS = 60;

  final SimulatedNode records;
  final MemoryBlobStore blobs = new MemoryBlobStore(1 << 30);
  final Swarm swarm;
  final Replication replication;
  final int port;
  volatile BiPredicate<PeerId, Cid> mayHave = (_, _) -> true;
  private final Map<Cid, Long> wanted = new LinkedHashMap<>();
  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int connections;

  LiveNode(int number, CommunityId community) throws IOException {
    byte[] seed = new byte[SigningKey.SEED_SIZE_BYTES];
    Arrays.fill(seed, (byte) number);
    SigningKey key = SigningKey.ofSeed(seed);
    Random random = new Random(number);
    swarm = new Swarm(key, ConnectionGate.OPEN, SwarmLimits.DEFAULT);
    records = new SimulatedNode("n" + number, community);
    replication =
        new Replication(
            swarm.self(),
            records.holdings,
            _ -> records,
            blobs,
            this,
            (asker, cid) -> mayHave.test(asker, cid),
            () -> salt(random),
            InstantSource.system());
    records.listen(replication);
    records.listen(this);
    replication.attach(swarm, _ -> true);
    swarm.addListener(this);
    port = swarm.listen(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"));
  }

  PeerId peer() {
    return swarm.self();
  }

  void dial(PeerId peer, int atPort) throws IOException {
    swarm.connect(peer, List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/" + atPort)));
  }

  void dial(LiveNode other) throws IOException {
    dial(other.peer(), other.port);
  }

  Cid keep(byte[] content) throws IOException {
    Cid cid = blobs.put(new ByteArrayInputStream(content)).cid();
    replication.blobsArrived(List.of(cid));
    return cid;
  }

  void wantQuietly(Cid cid, long sizeBytes) {
    synchronized (wanted) {
      wanted.put(cid, sizeBytes);
    }
  }

  void want(Cid cid, long sizeBytes) {
    wantQuietly(cid, sizeBytes);
    replication.wantedChanged();
  }

  /// Waits until `condition` holds; it is looked at after every event.
  void await(String what, BooleanSupplier condition) throws Exception {
    lock.lock();
    try {
      long left = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (!condition.getAsBoolean()) {
        if (left <= 0) {
          throw new TimeoutException(what);
        }
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  void awaitBlob(Cid cid) throws Exception {
    await("blob " + cid, () -> blobs.holds(cid));
  }

  int connections() {
    return connections;
  }

  private void signal() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<Wanted> next(int limit, Predicate<Cid> eligible) {
    synchronized (wanted) {
      return wanted.entrySet().stream()
          .filter(entry -> eligible.test(entry.getKey()))
          .limit(limit)
          .map(entry -> new Wanted(entry.getKey(), entry.getValue()))
          .toList();
    }
  }

  @Override
  public void arrived(List<Cid> arrived) {
    synchronized (wanted) {
      arrived.forEach(wanted::remove);
    }
    signal();
  }

  @Override
  public void unusable(Cid blob, String reason) {
    arrived(List.of(blob));
  }

  @Override
  public void accepted(List<Record> accepted) {
    signal();
  }

  @Override
  public void bodiesArrived(List<Record> completed) {
    signal();
  }

  @Override
  public void connected(Connection connection) {
    lock.lock();
    try {
      connections++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void disconnected(Connection connection) {
    lock.lock();
    try {
      connections--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    replication.close();
    swarm.close();
  }

  private static Bytes salt(Random random) {
    byte[] salt = new byte[16];
    synchronized (random) {
      random.nextBytes(salt);
    }
    return Bytes.of(salt);
  }
}
