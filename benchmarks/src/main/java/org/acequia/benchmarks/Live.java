package org.acequia.benchmarks;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.record.Record;
import org.acequia.core.record.SetRef;
import org.acequia.core.store.MemorySetIndex;
import org.acequia.replication.sync.SyncService;
import org.acequia.replication.wire.Swarm;

/// How soon, and for how many bytes, a connected neighbour has a change.
final class Live {

  private static final long WAIT_SECONDS = 30;
  private static final long PAUSE_MS = 20;

  private Live() {}

  static void measure(String bench, int changes, Consumer<Measure> out) throws Exception {
    Scribe scribe = new Scribe(9);
    SetRef set = scribe.set(1);
    MemoryNode writer = new MemoryNode(scribe, Map.of(set, new MemorySetIndex()));
    MemoryNode reader = new MemoryNode(scribe, Map.of(set, new MemorySetIndex()));
    BlockingQueue<Record> arrived = new LinkedBlockingQueue<>();
    reader.listen(arrived::addAll);
    SyncService[] services = new SyncService[2];
    try (SwarmPair pair =
        SwarmPair.connect((near, far) -> {
          services[0] = serve(near, writer, 1);
          services[1] = serve(far, reader, 2);
        })) {
      Thread.ofVirtual().start(() -> run(services[0], pair));
      while (!services[1].isConnected(pair.near().self())) {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
      }
      send(scribe, set, writer, arrived, changes / 4); // warms the JVM
      TimeUnit.SECONDS.sleep(1);
      long before = pair.wireBytes();
      Sent sent = send(scribe, set, writer, arrived, changes);
      long wire = pair.wireBytes() - before;
      out.accept(
          Measure.of(bench, "a live change is at the neighbour, p50", sent.percentile(0.5), "ms"));
      out.accept(
          Measure.of(bench, "a live change is at the neighbour, p99", sent.percentile(0.99), "ms")
              .within(Measure.Budget.atMost(300)));
      out.accept(
          Measure.of(
                  bench, "wire for a live change (record and body)", wire / (double) changes, "B")
              .beside("record and body, B", sent.payload() / (double) changes)
              .ratio(wire / (double) sent.payload()));
    }
  }

  private static SyncService serve(Swarm swarm, MemoryNode node, long salt) {
    SyncService service =
        new SyncService(swarm.self(), node, node, () -> Scribe.id(salt), InstantSource.system());
    swarm.handle(SyncService.PROTOCOL, service);
    node.listen(service);
    return service;
  }

  private static void run(SyncService service, SwarmPair pair) {
    try {
      service.open(pair.connection());
    } catch (IOException _) {
      // The pair was closed: all is measured.
    }
  }

  private static Sent send(
      Scribe scribe, SetRef set, MemoryNode writer, BlockingQueue<Record> arrived, int changes)
      throws InterruptedException {
    double[] millis = new double[changes];
    long payload = 0;
    for (int i = 0; i < changes; i++) {
      Record record = scribe.describe(set, i, "A song about water, number " + i);
      payload += payloadBytes(scribe, record);
      long start = System.nanoTime();
      writer.offer(List.of(record.bytes()), scribe.bodyOf(record));
      Record there = arrived.poll(WAIT_SECONDS, TimeUnit.SECONDS);
      millis[i] = (System.nanoTime() - start) / 1e6;
      if (!record.equals(there)) {
        throw new IllegalStateException("A live change did not arrive");
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
    }
    return new Sent(millis, payload);
  }

  /// Returns the size of a record and its body.
  static long payloadBytes(Scribe scribe, Record record) {
    return record.bytes().size()
        + scribe.bodyOf(record).values().stream().mapToLong(Bytes::size).sum();
  }

  private static final class Sent {
    private final double[] millis;
    private final long payload;

    Sent(double[] millis, long payload) {
      this.millis = millis;
      this.payload = payload;
    }

    long payload() {
      return payload;
    }

    double percentile(double share) {
      return Figures.percentile(millis, share);
    }
  }
}
