package org.acequia.replication.wire;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/// Measures the encrypted wire on the loopback interface, both ends in this JVM: megabytes a second
/// and a CPU-second of both ends together. Run by hand: megabytes, then rounds.
final class Throughput {

  private static final int CHUNK_BYTES = 64 * 1024;

  private Throughput() {}

  public static void main(String[] arguments) throws IOException {
    long bytes = Long.parseLong(arguments[0]) * 1_000_000;
    try (Swarms swarms = new Swarms()) {
      Swarm listener = swarms.listening(1);
      listener.handle("/acequia/source/1", (_, stream) -> send(stream, bytes));
      Connection connection = swarms.silent(2).dial(Swarms.address(listener));
      for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
        long cpu = cpuNanos();
        long start = System.nanoTime();
        long received = receive(connection);
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpuSeconds = (cpuNanos() - cpu) / 1e9;
        System.out.printf(
            Locale.ROOT,
            "%.0f MB: %.0f MB/s, %.0f MB per CPU-second, %.4f of the wire is payload%n",
            received / 1e6,
            received / 1e6 / seconds,
            received / 1e6 / cpuSeconds,
            (double) received * (round + 1) / connection.bytesReceived());
      }
    }
  }

  private static long receive(Connection connection) throws IOException {
    byte[] buffer = new byte[CHUNK_BYTES];
    long received = 0;
    try (Stream stream = connection.open("/acequia/source/1")) {
      InputStream input = stream.input();
      for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
        received += count;
      }
    }
    return received;
  }

  private static void send(Stream stream, long bytes) throws IOException {
    byte[] chunk = new byte[CHUNK_BYTES];
    for (long left = bytes; left > 0; left -= chunk.length) {
      stream.output().write(chunk, 0, (int) Math.min(left, chunk.length));
    }
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
