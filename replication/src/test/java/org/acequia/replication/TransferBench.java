package org.acequia.replication;

import com.sun.management.OperatingSystemMXBean;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.acequia.core.cid.Cid;
import org.acequia.core.record.Record;
import org.acequia.core.store.RecordFixture;

/// How fast two nodes in memory exchange blobs over loopback: CPU time of both ends together. Run
/// by hand; prints a JSON line each.
final class TransferBench {

  private static final OperatingSystemMXBean CPU =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private TransferBench() {}

  public static void main(String[] arguments) throws Exception {
    for (int round = 0; round < 3; round++) {
      large();
      small();
    }
    System.exit(0);
  }

  private static void large() throws Exception {
    Record charter = new RecordFixture(1).genesis();
    try (LiveNode a = new LiveNode(1, charter.community());
        LiveNode b = new LiveNode(2, charter.community())) {
      byte[] content = new byte[400 << 20];
      new Random(1).nextBytes(content);
      Cid cid = a.keep(content);
      b.want(cid, content.length);
      long cpu = CPU.getProcessCpuTime();
      long start = System.nanoTime();
      b.dial(a);
      b.awaitBlob(cid);
      report("large", 1, content.length, cpu, start, b.replication.state(a.peer()).bytesIn());
    }
  }

  private static void small() throws Exception {
    Record charter = new RecordFixture(1).genesis();
    try (LiveNode a = new LiveNode(1, charter.community());
        LiveNode b = new LiveNode(2, charter.community())) {
      Random random = new Random(2);
      List<Cid> cids = new ArrayList<>();
      for (int i = 0; i < 20_000; i++) {
        byte[] content = new byte[4096];
        random.nextBytes(content);
        Cid cid = a.blobs.put(new ByteArrayInputStream(content)).cid();
        cids.add(cid);
        b.wantQuietly(cid, 4096);
      }
      long cpu = CPU.getProcessCpuTime();
      long start = System.nanoTime();
      b.dial(a);
      b.await("all", () -> b.replication.totals().blobs() == cids.size());
      report(
          "small",
          cids.size(),
          4096L * cids.size(),
          cpu,
          start,
          b.replication.state(a.peer()).bytesIn());
    }
  }

  private static void report(
      String name, int blobs, long bytes, long cpu, long start, long wireBytes) {
    double cpuSeconds = (CPU.getProcessCpuTime() - cpu) / 1e9;
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "{\"bench\":\"%s\",\"MBPerCpuSecond\":%.0f,\"blobsPerCpuSecond\":%.0f,\"seconds\":%.2f,\"wirePerPayload\":%.3f}%n",
        name, bytes / 1e6 / cpuSeconds, blobs / cpuSeconds, seconds, (double) wireBytes / bytes);
  }
}
