package org.acequia.it.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// What the JVM of a node holds, seen from outside.
///
/// @param heapMb of objects that are in use, after a collection
/// @param residentMb of the machine's memory
/// @param threads of the kernel
/// @param files open
public record JvmMemory(double heapMb, double residentMb, int threads, int files) {

  private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

  /// Collects garbage in a node and looks.
  public static JvmMemory of(NodeProcess node) throws IOException {
    String pid = Long.toString(node.pid());
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Commands.run(List.of(jcmd, pid, "GC.run"));
    long usedKb =
        USED.matcher(Commands.run(List.of(jcmd, pid, "GC.heap_info")))
            .results()
            .mapToLong(generation -> Long.parseLong(generation.group(1)))
            .sum();
    List<String> status = Files.readAllLines(Path.of("/proc", pid, "status"));
    try (var files = Files.list(Path.of("/proc", pid, "fd"))) {
      return new JvmMemory(
          usedKb / 1_000.0,
          number(status, "VmRSS:") / 1_000.0,
          (int) number(status, "Threads:"),
          (int) files.count());
    }
  }

  private static long number(List<String> status, String name) {
    return status.stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
