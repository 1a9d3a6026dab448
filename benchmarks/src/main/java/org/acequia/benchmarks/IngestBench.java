package org.acequia.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.acequia.core.cid.Sha256;
import org.acequia.core.store.BlobStore;
import org.acequia.node.blob.FileBlobStore;

/// How fast files become blobs that survive power loss.
final class IngestBench implements Benchmark {

  private static final int SMALL_BYTES = 4 << 10;
  private static final long LIMIT_BYTES = 8L << 30;

  /// As many as an import commits at once.
  private static final int BATCH = 500;

  private static final int ROUNDS = 2;

  @Override
  public String name() {
    return "ingest";
  }

  @Override
  public void run(boolean quick, Consumer<Measure> out) throws Exception {
    try (Workplace place = Workplace.open()) {
      large(place, quick ? 128 : 1_024, out);
      small(place, quick ? 2_000 : 20_000, out);
      imported(place, quick ? 1_000 : 5_000, out);
    }
  }

  private void large(Workplace place, int mebibytes, Consumer<Measure> out) throws Exception {
    Path source = place.path().resolve("noise");
    Noise.file(source, 1, mebibytes);
    Shell.time("sync");
    double megabytes = mebibytes * (double) (1 << 20) / 1e6;
    Meter.Spent hash = new Meter.Spent(Double.MAX_VALUE, 0);
    Meter.Spent copy = hash;
    Meter.Spent ours = hash;
    for (int round = 0; round < ROUNDS; round++) {
      Path target = place.directory("copy-" + round);
      hash = quicker(hash, Shell.time("openssl dgst -sha256 \"$1\"", source.toString()));
      copy =
          quicker(
              copy,
              Shell.time(
                  "cp \"$1\" \"$2\"; sync", source.toString(), target.resolve("noise").toString()));
      Workplace.delete(target);
      Path root = place.directory("store-" + round);
      BlobStore store = FileBlobStore.open(root, LIMIT_BYTES, InstantSource.system());
      Meter meter = new Meter();
      try (InputStream content = Files.newInputStream(source)) {
        store.put(content);
      }
      ours = quicker(ours, meter.read());
      Workplace.delete(root);
    }
    Files.delete(source);
    double limit = megabytes / (hash.wall() + copy.wall());
    out.accept(
        Measure.of(name(), "large file, durable", megabytes / ours.wall(), "MB/s")
            .beside("openssl sha256, MB/s", megabytes / hash.wall())
            .beside("cp and sync, MB/s", megabytes / copy.wall())
            .beside("one after the other, MB/s", limit)
            .ratio(megabytes / ours.wall() / limit)
            .within(Measure.Budget.ratioAtLeast(0.8)));
    double cpuLimit = megabytes / (hash.cpu() + copy.cpu());
    out.accept(
        Measure.of(name(), "large file, durable", megabytes / ours.cpu(), "MB/CPU-s")
            .beside("openssl, cp and sync, MB/CPU-s", cpuLimit)
            .ratio(megabytes / ours.cpu() / cpuLimit));
  }

  private static Meter.Spent quicker(Meter.Spent one, Meter.Spent other) {
    return one.wall() < other.wall() ? one : other;
  }

  private void small(Workplace place, int count, Consumer<Measure> out) throws Exception {
    byte[][] contents = new byte[count][];
    for (int i = 0; i < count; i++) {
      contents[i] = Noise.bytes(1_000_000L + i, SMALL_BYTES);
    }
    BlobStore warm =
        FileBlobStore.open(place.directory("warm"), LIMIT_BYTES, InstantSource.system());
    put(warm, contents, count / 10);
    BlobStore store =
        FileBlobStore.open(place.directory("small"), LIMIT_BYTES, InstantSource.system());
    Meter meter = new Meter();
    put(store, contents, count);
    Meter.Spent ours = meter.read();
    Path plain = place.directory("plain");
    Meter bare = new Meter();
    for (int i = 0; i < count; i++) {
      Sha256 digest = Sha256.of(contents[i]);
      Files.write(plain.resolve(Long.toHexString(digest.word0())), contents[i]);
    }
    Meter.Spent machine = bare.read();
    out.accept(
        Measure.of(name(), "4 KB files, durable, batches of 500", count / ours.cpu(), "1/CPU-s")
            .beside(
                "sha256 and one write each in Java, not durable, 1/CPU-s", count / machine.cpu())
            .ratio(machine.cpu() / ours.cpu())
            .within(Measure.Budget.atLeast(6_000)));
    out.accept(
        Measure.of(name(), "4 KB files, durable, batches of 500", count / ours.wall(), "1/s"));
  }

  private static void put(BlobStore store, byte[][] contents, int count) throws IOException {
    try (BlobStore.Batch batch = store.batch()) {
      for (int i = 0; i < count; i++) {
        batch.add(new ByteArrayInputStream(contents[i]));
        if (batch.size() == BATCH || i == count - 1) {
          batch.commit();
        }
      }
    }
  }

  /// The whole way, through a running node: file, blob, signed records, PostgreSQL, index.
  private void imported(Workplace place, int count, Consumer<Measure> out) throws Exception {
    Path folder = place.directory("to-import");
    for (int i = 0; i < count; i++) {
      byte[] content = Noise.bytes(2_000_000L + i, SMALL_BYTES);
      Files.write(folder.resolve("file-%05d.bin".formatted(i)), content);
    }
    Path data = place.path().resolve("node");
    try (NodeProcess node = NodeProcess.start(data)) {
      node.found();
      double before = node.cpuSeconds();
      double databaseBefore = node.databaseCpuSeconds();
      long start = System.nanoTime();
      node.command("import", folder.toString(), "--collection", "Measured");
      double wall = (System.nanoTime() - start) / 1e9;
      double cpu = node.cpuSeconds() - before;
      double database = node.databaseCpuSeconds() - databaseBefore;
      out.accept(
          Measure.of(name(), "4 KB files imported as items, node alone", count / cpu, "1/CPU-s")
              .within(Measure.Budget.atLeast(6_000)));
      out.accept(
          Measure.of(
              name(),
              "4 KB files imported as items, node and PostgreSQL",
              count / (cpu + database),
              "1/CPU-s"));
      out.accept(Measure.of(name(), "4 KB files imported as items", count / wall, "1/s"));
    }
  }
}
