package org.acequia.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.acequia.core.store.BlobStore;
import org.acequia.replication.wire.Stream;

/// How fast blobs come from a neighbour, both ends in this process: read from a blob store and
/// checked, sent over a real socket, checked, and made durable in another blob store.
final class TransferBench implements Benchmark {

  private static final String RAW = "/acequia-bench/raw/1";
  private static final int CHUNK_BYTES = 256 << 10;
  private static final int SMALL_BYTES = 4 << 10;
  private static final int WAIT_SECONDS = 120;

  @Override
  public String name() {
    return "transfer";
  }

  @Override
  public void run(boolean quick, Consumer<Measure> out) throws Exception {
    int mebibytes = quick ? 128 : 1_024;
    raw(mebibytes / 4);
    double raw = raw(mebibytes);
    out.accept(Measure.of(name(), "raw Noise stream, nothing verified or stored", raw, "MB/CPU-s"));
    try (Workplace place = Workplace.open()) {
      large(place, "warm", mebibytes / 8);
      double large = large(place, "large", mebibytes);
      out.accept(
          Measure.of(name(), "large blobs, verified and durable", large, "MB/CPU-s of both ends")
              .beside("raw Noise stream, MB/CPU-s", raw)
              .ratio(large / raw)
              .within(Measure.Budget.atLeast(250)));
      small(place, "few", quick ? 500 : 4_000);
      Sent small = small(place, "many", quick ? 2_000 : 20_000);
      out.accept(
          Measure.of(
                  name(),
                  "%,d blobs of 4 KB".formatted(small.count()),
                  small.count() / small.cpu(),
                  "1/CPU-s of both ends")
              .within(Measure.Budget.atLeast(3_000)));
      double payload = (double) small.count() * SMALL_BYTES;
      out.accept(
          Measure.of(name(), "wire for them", small.wireBytes() / 1e6, "MB")
              .beside("payload, MB", payload / 1e6)
              .ratio(small.wireBytes() / payload)
              .within(Measure.Budget.ratioAtMost(1.10)));
    }
  }

  /// Returns how many MB both ends together manage in a second of CPU time.
  private static double large(Workplace place, String name, int mebibytes) throws Exception {
    Path source = place.path().resolve(name + ".noise");
    Noise.file(source, 3 + mebibytes, mebibytes);
    try (NodePair pair = NodePair.connect(place, new Scribe(4), name)) {
      BlobStore.Stored stored;
      try (InputStream content = Files.newInputStream(source)) {
        stored = pair.far().blobs().put(content);
      }
      Files.delete(source);
      Meter meter = new Meter();
      pair.near().wanted().want(stored.cid(), stored.sizeBytes());
      pair.near().replication().wantedChanged();
      pair.near().wanted().await(1, WAIT_SECONDS);
      return stored.sizeBytes() / 1e6 / meter.read().cpu();
    }
  }

  private static Sent small(Workplace place, String name, int count) throws Exception {
    try (NodePair pair = NodePair.connect(place, new Scribe(4), name)) {
      List<BlobStore.Stored> all = new ArrayList<>();
      try (BlobStore.Batch batch = pair.far().blobs().batch()) {
        for (int i = 0; i < count; i++) {
          byte[] content = Noise.bytes(3_000_000L + i, SMALL_BYTES);
          all.add(batch.add(new ByteArrayInputStream(content)));
        }
        batch.commit();
      }
      long before = pair.swarms().wireBytes();
      Meter meter = new Meter();
      all.forEach(blob -> pair.near().wanted().want(blob.cid(), blob.sizeBytes()));
      pair.near().replication().wantedChanged();
      pair.near().wanted().await(count, WAIT_SECONDS);
      double cpu = meter.read().cpu();
      return new Sent(count, cpu, pair.swarms().wireBytes() - before);
    }
  }

  private record Sent(int count, double cpu, long wireBytes) {}

  /// Returns how many MB of a stream both ends together manage in a second of CPU time.
  private static double raw(int mebibytes) throws IOException {
    long sizeBytes = (long) mebibytes << 20;
    try (SwarmPair pair =
        SwarmPair.connect((_, far) -> far.handle(RAW, (_, stream) -> pour(stream, sizeBytes)))) {
      Meter meter = new Meter();
      try (Stream stream = pair.connection().open(RAW);
          InputStream in = stream.input()) {
        byte[] buffer = new byte[CHUNK_BYTES];
        long received = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          received += count;
        }
        if (received != sizeBytes) {
          throw new IOException("Only %,d bytes came".formatted(received));
        }
      }
      return sizeBytes / 1e6 / meter.read().cpu();
    }
  }

  private static void pour(Stream stream, long sizeBytes) throws IOException {
    byte[] chunk = Noise.bytes(5, CHUNK_BYTES);
    OutputStream out = stream.output();
    for (long rest = sizeBytes; rest > 0; rest -= chunk.length) {
      out.write(chunk);
    }
    out.flush();
  }
}
