package org.acequia.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.acequia.core.archive.Bodies;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.record.Body;
import org.acequia.core.record.Record;
import org.acequia.core.store.BlobStore;

/// How soon, and for how many bytes, a connected neighbour has a change: a file of 4 KB and the
/// record that names it.
final class Live {

  private static final int BLOB_BYTES = 4 << 10;
  private static final long WAIT_SECONDS = 30;
  private static final long PAUSE_MS = 20;

  private final Scribe scribe = new Scribe(9);
  private final NodePair pair;

  private Live(NodePair pair) {
    this.pair = pair;
  }

  static void measure(String bench, int changes, Consumer<Measure> out) throws Exception {
    try (Workplace place = Workplace.open();
        NodePair pair = NodePair.connect(place, new Scribe(9), "live")) {
      Live live = new Live(pair);
      pair.far().records().listen(live::wantFiles);
      pair.far().announce();
      pair.near().announce();
      TimeUnit.SECONDS.sleep(2); // until both have greeted each other
      live.send(0, changes / 2); // warms the JVM
      TimeUnit.SECONDS.sleep(2);
      long before = pair.swarms().wireBytes();
      double[] millis = live.send(changes, changes);
      TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
      long wire = pair.swarms().wireBytes() - before;
      String what = "a 4 KB file and its record are at the neighbour, ";
      out.accept(Measure.of(bench, what + "p50", Figures.percentile(millis, 0.5), "ms"));
      out.accept(
          Measure.of(bench, what + "p99", Figures.percentile(millis, 0.99), "ms")
              .within(Measure.Budget.atMost(300)));
      double payload = live.payload / (double) changes;
      out.accept(
          Measure.of(bench, "wire for such a change", wire / (double) changes, "B")
              .beside("file, record and body, B", payload)
              .ratio(wire / (double) changes / payload)
              .within(Measure.Budget.ratioAtMost(1.25)));
    }
  }

  private long payload;

  private double[] send(int from, int changes) throws IOException, InterruptedException {
    double[] millis = new double[changes];
    payload = 0;
    for (int i = 0; i < changes; i++) {
      byte[] content = Noise.bytes(4_000_000L + from + i, BLOB_BYTES);
      BlobStore.Stored stored = pair.near().blobs().put(new ByteArrayInputStream(content));
      Record record = scribe.attach(scribe.set(1), from + i, stored.cid(), stored.sizeBytes());
      payload += BLOB_BYTES + payloadBytes(scribe, record);
      long start = System.nanoTime();
      pair.near().records().offer(List.of(record.bytes()), scribe.bodyOf(record));
      pair.far().wanted().await(1, WAIT_SECONDS);
      millis[i] = (System.nanoTime() - start) / 1e6;
      if (!pair.far().records().holds(record)) {
        throw new IllegalStateException("A file arrived before its record");
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
    }
    return millis;
  }

  private void wantFiles(List<Record> records) {
    for (Record record : records) {
      record
          .payload()
          .body()
          .ifPresent(ref ->
              pair.far().records().bodies(List.of(ref.cid())).values().forEach(this::wantFiles));
    }
  }

  private void wantFiles(Bytes body) {
    Bodies.files(Body.decode(body).content())
        .value()
        .forEach(file -> pair.far().wanted().want(file.blob(), file.sizeBytes()));
  }

  /// Returns the size of a record and its body.
  static long payloadBytes(Scribe scribe, Record record) {
    return record.bytes().size()
        + scribe.bodyOf(record).values().stream().mapToLong(Bytes::size).sum();
  }
}
