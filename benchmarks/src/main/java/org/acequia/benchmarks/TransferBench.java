package org.acequia.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Consumer;
import org.acequia.replication.wire.Stream;

/// How fast blobs come from a neighbour, both ends in this process.
final class TransferBench implements Benchmark {

  private static final String RAW = "/acequia-bench/raw/1";
  private static final int CHUNK_BYTES = 256 << 10;

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
  }

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
