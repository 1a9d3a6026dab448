package org.acequia.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// `./acequia demo`, started as a person starts it. Its temporary directory is made in a folder of
/// the test's own.
public final class Demo implements AutoCloseable {

  /// How long the three nodes may take to start and to become level, on a busy machine.
  public static final Duration PATIENCE = Duration.ofMinutes(6);

  private static final Duration STOP_PATIENCE = Duration.ofMinutes(2);

  private final Path temporary;
  private final Path log;
  private final Process process;

  private Demo(Path temporary, Path log, Process process) {
    this.temporary = temporary;
    this.log = log;
    this.process = process;
  }

  /// Starts the demonstration, in English.
  ///
  /// @param folder for its temporary directory and its output
  public static Demo start(Path folder, String... arguments) {
    try {
      Path temporary = Files.createDirectories(folder.resolve("tmp"));
      Path log = folder.resolve("demo.log");
      List<String> command = new ArrayList<>();
      command.addAll(List.of(NodeProcess.home().resolve("acequia").toString(), "demo"));
      command.addAll(Arrays.asList(arguments));
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      Map<String, String> environment = builder.environment();
      environment.put("ACEQUIA_NO_BUILD", "1");
      environment.put("ACEQUIA_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary);
      environment.put("LANGUAGE", "en");
      return new Demo(temporary, log, builder.redirectOutput(log.toFile()).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns what was printed so far.
  public String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits until `text` was printed.
  public Demo awaitSaid(String text) {
    Awaitility.await("the demonstration says: " + text)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> {
          if (!process.isAlive() && !output().contains(text)) {
            throw new IllegalStateException("The demonstration ended:\n" + output());
          }
          return output().contains(text);
        });
    return this;
  }

  /// Returns the API of the node of a village: `alta`, `junco` or `elbow`.
  public Api api(String village) {
    try (Stream<Path> made = Files.list(temporary)) {
      Path data =
          made.filter(path -> path.getFileName().toString().startsWith("acequia-demo-"))
              .findFirst()
              .orElseThrow()
              .resolve(village);
      String address = Files.readString(data.resolve("address")).strip();
      return Api.of(java.net.URI.create(address).getPort(), data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns every process that the demonstration has started, and theirs.
  public List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  /// Returns what the demonstration has left in the folder for temporary files.
  public List<Path> left() {
    try (Stream<Path> made = Files.list(temporary)) {
      return made.filter(path -> path.getFileName().toString().startsWith("acequia")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Stops it as Ctrl-C does, and waits until it has ended.
  public void stop() {
    process.destroy();
    awaitEnd();
  }

  /// Waits until it has ended by itself, and returns its exit code.
  public int awaitEnd() {
    try {
      if (!process.waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("The demonstration does not end:\n" + output());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      stop();
    }
  }
}
