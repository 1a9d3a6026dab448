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
/// system lacks is left out. In order: a lower priority (`nice`), first to go when memory runs out
/// (`choom`), limits on address space, file size, processor time and descriptors (`prlimit`), a
/// namespace without network and without privileges (`unshare`), and an end with the thread that
/// started it (`setpriv`), however the node ends.
final class Sandbox {

  private static final int NICENESS = 10;
  private static final int DESCRIPTORS_MAX = 256;

  /// The highest score there is.
  private static final int FIRST_TO_GO = 1_000;

  private static final long PROBE_SECONDS = 5;

  private final boolean nice;
  private final boolean choom;
  private final boolean prlimit;
  private final boolean unshare;
  private final boolean setpriv;

  private Sandbox(boolean nice, boolean choom, boolean prlimit, boolean unshare, boolean setpriv) {
    this.nice = nice;
    this.choom = choom;
    this.prlimit = prlimit;
    this.unshare = unshare;
    this.setpriv = setpriv;
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
        works("choom", "-n", "" + FIRST_TO_GO, "--", "true"),
        works("prlimit", "--core=0", "true"),
        works("unshare", "-U", "-n", "true"),
        works("setpriv", "--pdeathsig", "KILL", "true"));
  }

  /// Returns how to start `command`: without this process's environment, in `directory`. It ends
  /// with the thread that starts it, so that must be one that lives as long as the work does.
  ProcessBuilder prepare(List<String> command, Limits limits, Path directory) {
    List<String> whole = new ArrayList<>();
    if (nice) {
      whole.addAll(List.of("nice", "-n", "" + NICENESS));
    }
    if (choom) {
      whole.addAll(List.of("choom", "-n", "" + FIRST_TO_GO, "--"));
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
    if (setpriv) { // behind what changes credentials, which would forget it
      whole.addAll(List.of("setpriv", "--pdeathsig", "KILL"));
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
