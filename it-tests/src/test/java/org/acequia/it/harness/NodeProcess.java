package org.acequia.it.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// One node: started with `./acequia run`, stopped politely or killed.
///
/// Neighbours reach it through a [CuttingProxy]. Its ports are chosen once, so that it is found
/// again after a restart. Its output goes to `DATA.log` beside its data directory.
public final class NodeProcess implements AutoCloseable {

  private static final int LOWEST_PORT = 15_000;

  private static final int HIGHEST_PORT = 32_000;

  /// For pages, for signing in, for other nodes.
  private static final int PORTS = 3;

  /// How long a node may take to answer, on a busy machine.
  public static final Duration START_PATIENCE = Duration.ofMinutes(2);

  private static final Duration STOP_PATIENCE = Duration.ofMinutes(1);

  private final Path data;
  private final Path log;
  private final int port;
  private final int httpsPort;
  private final int p2pPort;
  private final List<String> javaOptions;
  private final CuttingProxy link;
  private List<String> prefix = List.of();
  private boolean https = true;
  private Path launcher = home().resolve("acequia");
  private Map<String, String> environment = Map.of();
  private @Nullable Process process;

  private NodeProcess(Path data, List<String> javaOptions) {
    this.data = data;
    this.log = data.resolveSibling(data.getFileName() + ".log");
    this.javaOptions = javaOptions;
    int[] ports = freePorts();
    this.port = ports[0];
    this.httpsPort = ports[1];
    this.p2pPort = ports[2];
    this.link = CuttingProxy.to(p2pPort);
  }

  /// Prepares a node on `data`; it does not run yet.
  public static NodeProcess on(Path data, String... javaOptions) {
    return new NodeProcess(data, List.of(javaOptions));
  }

  /// Puts `command` in front of the launcher whenever the node is started: a tracer, or what
  /// changes the user.
  public NodeProcess under(List<String> command) {
    prefix = List.copyOf(command);
    return this;
  }

  /// Starts the node with HTTPS switched off.
  public NodeProcess withoutHttps() {
    https = false;
    return this;
  }

  /// Starts another copy of Acequia than the one of this project, with more in its environment.
  public NodeProcess installedAt(Path copy, Map<String, String> more) {
    launcher = copy.resolve("acequia");
    environment = Map.copyOf(more);
    return this;
  }

  /// Tells whether a command can be run on this machine.
  public static boolean canRun(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().transferTo(OutputStream.nullOutputStream());
      return process.waitFor() == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Returns the process id of the node itself.
  ///
  /// @throws IllegalStateException if it does not run
  public long pid() {
    return running().pid();
  }

  /// Returns the directory of the project, where `acequia` stands.
  public static Path home() {
    return Path.of(System.getProperty("acequia.home", "..")).toAbsolutePath().normalize();
  }

  /// Starts the node and waits until it answers.
  public NodeProcess start() {
    Process started = launch();
    Awaitility.await("the node on " + data + " answers; its output is in " + log)
        .atMost(START_PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> {
          if (!started.isAlive()) {
            throw new IllegalStateException(
                "The node ended with %d:%n%s".formatted(started.exitValue(), output()));
          }
          return api().answers();
        });
    return this;
  }

  /// Starts the node without waiting.
  public Process launch() {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of(launcher.toString(), "run"));
    command.addAll(
        List.of(
            "--data", data.toString(),
            "--port", "" + port,
            "--https-port", https ? "" + httpsPort : "off",
            "--p2p-port", "" + p2pPort,
            "--announce", "/ip4/127.0.0.1/tcp/" + link.port()));
    Process started = start(command);
    process = started;
    return started;
  }

  /// Runs another command on this node's data directory and returns how it ended.
  public CommandResult command(String... arguments) {
    List<String> command = new ArrayList<>(prefix);
    command.add(launcher.toString());
    command.addAll(Arrays.asList(arguments));
    command.addAll(List.of("--data", data.toString()));
    return CommandResult.of(prepare(command));
  }

  /// Runs the launcher with these arguments alone and returns how it ended.
  public CommandResult bare(String... arguments) {
    List<String> command = new ArrayList<>(prefix);
    command.add(launcher.toString());
    command.addAll(Arrays.asList(arguments));
    return CommandResult.of(prepare(command));
  }

  /// Kills the node with SIGKILL. Its database ends by itself.
  public void kill() {
    running().destroyForcibly();
    awaitEnd(running().toHandle());
  }

  /// Kills the node and every process it started, the database included, with SIGKILL.
  public void killWithDatabase() {
    List<ProcessHandle> all = new ArrayList<>(running().descendants().toList());
    running().destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
    awaitEnd(running().toHandle());
    all.forEach(NodeProcess::awaitEnd);
  }

  /// Stops the node as an operator does, with SIGTERM.
  public void stop() {
    running().destroy();
    awaitEnd(running().toHandle());
  }

  /// Tells whether the process is alive.
  public boolean isRunning() {
    return process != null && process.isAlive();
  }

  /// Returns the HTTP API with the token of the data directory.
  public Api api() {
    return Api.of(port, data);
  }

  /// Returns the HTTP API of `node` for somebody who has no token, or the one in another directory.
  public static Api apiWithout(NodeProcess node, Path token) {
    return Api.of(node.port, token);
  }

  /// Returns the data directory.
  public Path data() {
    return data;
  }

  /// Returns the port of the pages.
  public int port() {
    return port;
  }

  /// Returns the port of HTTPS.
  public int httpsPort() {
    return httpsPort;
  }

  /// Returns the port for other nodes.
  public int p2pPort() {
    return p2pPort;
  }

  /// Returns the link over which neighbours reach this node: the only address that it announces.
  public CuttingProxy link() {
    return link;
  }

  /// Returns what the node printed.
  public String output() {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Stops the node if it runs.
  @Override
  public void close() {
    if (isRunning()) {
      stop();
    }
    link.close();
  }

  private Process start(List<String> command) {
    try {
      return prepare(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ProcessBuilder prepare(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("ACEQUIA_NO_BUILD", "1");
    builder.environment().put("ACEQUIA_JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("ACEQUIA_JAVA_OPTS", String.join(" ", javaOptions));
    builder.environment().putAll(environment);
    return builder;
  }

  private Process running() {
    if (process == null) {
      throw new IllegalStateException("The node was never started");
    }
    return process;
  }

  private static void awaitEnd(ProcessHandle handle) {
    try {
      handle.onExit().get(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("Process %d does not end".formatted(handle.pid()), e);
    }
  }

  /// Below the ports that the system gives to outgoing connections, which would take one of these
  /// before the node does.
  private static int[] freePorts() {
    return ThreadLocalRandom.current()
        .ints(LOWEST_PORT, HIGHEST_PORT)
        .filter(NodeProcess::isFree)
        .distinct()
        .limit(PORTS)
        .toArray();
  }

  private static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket(port)) {
      return probe.isBound();
    } catch (IOException _) {
      return false;
    }
  }

  /// How a command ended.
  ///
  /// @param exitCode 0 when it did what it was told
  /// @param output what it printed
  /// @param errors what it printed to standard error
  public record CommandResult(int exitCode, String output, String errors) {

    private static final long PATIENCE_MINUTES = 20;

    static CommandResult of(ProcessBuilder builder) {
      try {
        Path errors = Files.createTempFile("acequia", ".err");
        Path output = Files.createTempFile("acequia", ".out");
        Process process =
            builder
                .redirectError(errors.toFile())
                .redirectOutput(output.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
          process.destroyForcibly();
          throw new IllegalStateException("Does not end: " + builder.command());
        }
        CommandResult result =
            new CommandResult(
                process.exitValue(),
                Files.readString(output, UTF_8),
                Files.readString(errors, UTF_8));
        Files.delete(errors);
        Files.delete(output);
        return result;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
