package org.acequia.node.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// A running server process of one cluster.
///
/// @param process the server itself, not the shell that watches it
record Postmaster(ProcessHandle process) {

  private static final int PID_LINE = 0;
  private static final int STATUS_LINE = 7;

  /// Returns the live server that wrote `postmaster.pid` in `cluster`. A process id alone proves
  /// nothing, it may be another program's by now: its command line must name the cluster.
  static Optional<Postmaster> find(Path cluster) throws IOException {
    List<String> lines = pidFile(cluster);
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    try {
      return ProcessHandle.of(Long.parseLong(lines.get(PID_LINE).strip()))
          .filter(process -> serves(process, cluster))
          .map(Postmaster::new);
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  /// Returns the server of `cluster` once it takes connections.
  static Optional<Postmaster> findReady(Path cluster) throws IOException {
    List<String> lines = pidFile(cluster);
    boolean ready = lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
    return ready ? find(cluster) : Optional.empty();
  }

  /// Removes a `postmaster.pid` whose process id is another program's by now, which would keep the
  /// server from starting. Not while any process of the cluster lives.
  static void removeStalePidFile(Path cluster) throws IOException {
    if (find(cluster).isEmpty() && !hasBackends(cluster)) {
      Files.deleteIfExists(cluster.resolve("postmaster.pid"));
    }
  }

  /// Asks the server to shut down, then tells it to, and waits. Committed rows survive both.
  ///
  /// @return whether it is gone
  boolean stop(Duration patience) throws IOException {
    return signal("INT", patience) || signal("QUIT", patience);
  }

  boolean isGone(Duration patience) throws IOException {
    CompletableFuture<ProcessHandle> exit = process.onExit();
    try {
      exit.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (ExecutionException e) {
      throw new IOException("Cannot wait for the database server", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while the database server was shutting down", e);
    }
  }

  private boolean signal(String name, Duration patience) throws IOException {
    Commands.succeeds("kill", "-" + name, Long.toString(process.pid()));
    return isGone(patience);
  }

  private static List<String> pidFile(Path cluster) throws IOException {
    try {
      return Files.readAllLines(cluster.resolve("postmaster.pid"), UTF_8);
    } catch (NoSuchFileException _) {
      return List.of();
    }
  }

  private static boolean serves(ProcessHandle process, Path cluster) {
    try {
      Path commandLine = Path.of("/proc", Long.toString(process.pid()), "cmdline");
      List<String> words = List.of(Files.readString(commandLine, UTF_8).split("\0"));
      return words.getFirst().endsWith("/postgres") && words.contains(cluster.toString());
    } catch (IOException _) {
      return false; // gone, or not ours to look at, so not ours
    }
  }

  private static boolean hasBackends(Path cluster) throws IOException {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes.anyMatch(process -> worksIn(process, cluster));
    }
  }

  private static boolean worksIn(Path process, Path cluster) {
    try {
      return Files.readSymbolicLink(process.resolve("cwd")).equals(cluster);
    } catch (IOException | UnsupportedOperationException _) {
      return false; // not a process, gone, or another user's
    }
  }
}
