package org.acequia.benchmarks;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// A node of its own process, started as everybody starts one: with `./acequia`.
final class NodeProcess implements AutoCloseable {

  private static final Duration START_WAIT = Duration.ofMinutes(2);
  private static final Duration STOP_WAIT = Duration.ofSeconds(40);
  private static final long POLL_MS = 10;

  private final Path data;
  private final int port;
  private final Process process;

  private NodeProcess(Path data, int port, Process process) {
    this.data = data;
    this.port = port;
    this.process = process;
  }

  /// Starts a node and returns once it answers HTTP.
  ///
  /// @throws IOException if it ends before, or does not answer in time
  static NodeProcess start(Path data) throws IOException, InterruptedException {
    return start(data, "--p2p-port", "0");
  }

  /// Starts a node with more options and returns once it answers HTTP.
  ///
  /// @throws IOException if it ends before, or does not answer in time
  static NodeProcess start(Path data, String... options) throws IOException, InterruptedException {
    int port = freePort();
    List<String> all =
        new ArrayList<>(
            List.of("run", "--data", data.toString(), "--port", "" + port, "--https-port", "0"));
    all.addAll(List.of(options));
    Process process =
        builder(all.toArray(String[]::new))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    NodeProcess node = new NodeProcess(data, port, process);
    long deadline = System.nanoTime() + START_WAIT.toNanos();
    while (!node.answers()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        node.close();
        throw new IOException("The node did not start");
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MS);
    }
    return node;
  }

  /// Founds a community.
  void found() throws IOException, InterruptedException {
    command("setup", "--community", "Measured", "--curator", "curator");
  }

  /// Runs another command on this node.
  ///
  /// @throws IOException if it fails; what it said stands in the message
  void command(String name, String... arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(name, "--data", data.toString()));
    all.addAll(List.of(arguments));
    Process command = builder(all.toArray(String[]::new)).redirectErrorStream(true).start();
    command.getOutputStream().close();
    String said = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (command.waitFor() != 0) {
      throw new IOException("acequia %s failed: %s".formatted(name, said));
    }
  }

  /// Returns the CPU time of the JVM alone, in seconds.
  double cpuSeconds() {
    return ProcessTimes.of(process.pid());
  }

  /// Returns the CPU time of all that the JVM has started, which is PostgreSQL, in seconds.
  double databaseCpuSeconds() {
    return ProcessTimes.ofDescendants(process.toHandle());
  }

  /// Returns the port of the pages.
  int port() {
    return port;
  }

  /// Returns the answer to GET, which must be a success, asked as the operator.
  String get(String path) throws IOException {
    return exchange("GET", path);
  }

  /// Returns the answer to POST of an empty document, which must be a success.
  String post(String path) throws IOException {
    return exchange("POST", path);
  }

  private String exchange(String method, String path) throws IOException {
    var connection =
        (HttpURLConnection) URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
    connection.setRequestMethod(method);
    connection.setRequestProperty("Authorization", "Bearer " + token());
    if (method.equals("POST")) {
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", "application/json");
      connection.getOutputStream().write("{}".getBytes(StandardCharsets.UTF_8));
    }
    try (var body = connection.getInputStream()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String token() throws IOException {
    return Files.readString(data.resolve("token")).strip();
  }

  /// Returns what the JVM holds of the machine's memory, in MB.
  double residentMb() throws IOException {
    return residentMb(process.pid());
  }

  private static double residentMb(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/%d/status".formatted(pid))).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1_000)
        .findFirst()
        .orElse(Double.NaN);
  }

  @Override
  public void close() throws IOException {
    List<ProcessHandle> all = process.descendants().collect(Collectors.toList());
    process.destroy();
    try {
      if (!process.waitFor(STOP_WAIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        throw new IOException("The node did not stop in %s; it was killed".formatted(STOP_WAIT));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      socket.setSoTimeout(30_000);
      String request = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return socket.getInputStream().read() == 'H';
    } catch (IOException _) {
      return false;
    }
  }

  /// The node may lose the port again before it has it; then it says so and the run fails.
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static ProcessBuilder builder(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("acequia.home", ".")).resolve("acequia").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("ACEQUIA_NO_BUILD", "1");
    return builder;
  }
}
