package org.acequia.indexer.extraction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// How a program is started that is to read hostile bytes: with the limits that this system can put
/// on it.
///
/// Everything here makes an attack harder and none of it is relied on for correctness: what a
/// system lacks is left out. In order: a lower priority (`nice`), limits on address space, file
/// size, processor time and descriptors (`prlimit`), and a namespace without network and without
/// privileges (`unshare`).
final class Sandbox {

  private static final int NICENESS = 10;
  private static final int DESCRIPTORS_MAX = 256;
  private static final long PROBE_SECONDS = 5;

  private final boolean nice;
  private final boolean prlimit;
  private final boolean unshare;

  private Sandbox(boolean nice, boolean prlimit, boolean unshare) {
    this.nice = nice;
    this.prlimit = prlimit;
    this.unshare = unshare;
  }

  /// What a process may use.
  ///
  /// @param addressBytes of address space
  /// @param fileBytes that one file it writes may have
  /// @param cpuSeconds of processor time, in its whole life
  record Limits(long addressBytes, long fileBytes, long cpuSeconds) {}

  /// Finds out what this system allows.
  static Sandbox probe() {
    return new Sandbox(
        works("nice", "-n", "1", "true"),
        works("prlimit", "--core=0", "true"),
        works("unshare", "-U", "-n", "true"));
  }

  /// Returns how to start `command`: without this process's environment, in `directory`.
  ProcessBuilder prepare(List<String> command, Limits limits, Path directory) {
    List<String> whole = new ArrayList<>();
    if (nice) {
      whole.addAll(List.of("nice", "-n", "" + NICENESS));
    }
    if (prlimit) {
      whole.addAll(
          List.of(
              "prlimit",
              "--as=" + limits.addressBytes(),
              "--fsize=" + limits.fileBytes(),
              "--cpu=" + limits.cpuSeconds(),
              "--nofile=" + DESCRIPTORS_MAX,
              "--core=0"));
    }
    if (unshare) {
      whole.addAll(List.of("unshare", "-U", "-n"));
    }
    whole.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(whole).directory(directory.toFile());
    Map<String, String> environment = builder.environment();
    String path = environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
    environment.clear();
    environment.put("PATH", path);
    environment.put("LC_ALL", "C.UTF-8");
    return builder;
  }

  private static boolean works(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS)) {
        return process.exitValue() == 0;
      }
      process.destroyForcibly();
      return false;
    } catch (IOException _) {
      return false; // not there
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
