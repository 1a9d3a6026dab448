package org.acequia.node.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.acequia.node.Acequia;
import org.acequia.node.cli.CommandException;
import org.acequia.node.cli.ExitCodes;
import org.acequia.node.cli.NodeClient;

/// One node of the demonstration: a process that runs as long as this one does.
///
/// Its output goes to `NAME.log` beside its data directory. If this process is killed, the node's
/// input ends, and it stops by itself.
final class DemoNode {

  /// How long a node may take to answer, on a slow and busy machine.
  static final Duration START_PATIENCE = Duration.ofMinutes(3);

  /// How long a node may take to stop.
  static final Duration STOP_PATIENCE = Duration.ofSeconds(40);

  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(150);
  private static final int LOG_LINES_TOLD = 6;
  private static final int LOG_BYTES_MAX = 1 << 20;

  /// Small, for there are three of them, and without the second compiler, which pays only later.
  private static final List<String> MODEST = List.of("-Xmx160m", "-XX:TieredStopAtLevel=1");

  private final Place place;
  private final Path data;
  private final Path log;
  private final Process process;

  private DemoNode(Place place, Path data, Path log, Process process) {
    this.place = place;
    this.data = data;
    this.log = log;
    this.process = process;
  }

  /// Starts a node and returns at once.
  ///
  /// @param base in which its data directory lies
  /// @param port of the pages; 0 for any that is free
  /// @param everywhere whether other machines may see it
  static DemoNode start(Place place, Path base, int port, boolean everywhere) throws IOException {
    Path data = base.resolve(place.folder());
    Path log = base.resolve(place.folder() + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(MODEST);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Acequia.class.getName()));
    command.addAll(List.of("run", "--data", data.toString(), "--until-input-ends"));
    command.addAll(
        List.of("--port", "" + port, "--p2p-port", "0", "--https-port", httpsPort(everywhere)));
    if (!everywhere) {
      command.add("--loopback");
    }
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("ACEQUIA_NAME", place.name());
    builder.environment().remove("ACEQUIA_JDBC_URL"); // three nodes in one database is no line
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return new DemoNode(place, data, log, builder.start());
  }

  /// This machine signs in over plain HTTP; others must not.
  private static String httpsPort(boolean everywhere) {
    return everywhere ? "0" : "off";
  }

  Place place() {
    return place;
  }

  long pid() {
    return process.pid();
  }

  /// Completes when the process has ended, for whatever reason.
  CompletableFuture<Integer> ended() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /// Waits until the node answers.
  ///
  /// @throws CommandException if it ends, or does not answer in time
  NodeClient await() {
    long deadline = System.nanoTime() + START_PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      if (!process.isAlive()) {
        throw failure("ended with code %d before it answered".formatted(process.exitValue()));
      }
      Optional<NodeClient> client = NodeClient.find(data);
      if (client.isPresent()) {
        return client.get();
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    throw failure("did not answer within %d s".formatted(START_PATIENCE.toSeconds()));
  }

  private CommandException failure(String what) {
    return new CommandException(
        ExitCodes.UNAVAILABLE,
        "The node of %s %s, so the demonstration was stopped. It last said:%n%s"
            .formatted(place.name(), what, lastWords()));
  }

  private String lastWords() {
    try (var in = Files.newInputStream(log)) {
      List<String> lines = new String(in.readNBytes(LOG_BYTES_MAX), UTF_8).lines().toList();
      return String.join(
              System.lineSeparator(),
              lines.subList(Math.max(0, lines.size() - LOG_LINES_TOLD), lines.size()))
          .indent(2)
          .stripTrailing();
    } catch (IOException e) {
      return "  (its log cannot be read: %s)".formatted(e.getMessage());
    }
  }

  /// Asks the node to stop, and returns at once.
  void stop() {
    process.destroy();
  }

  /// Waits until the node has stopped; kills it if it does not.
  void awaitEnd() {
    try {
      if (!process.waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
