package org.acequia.indexer.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxTests {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir private Path folder;

  /// A film that takes a minute to read knows nothing of the node that asked for it.
  @Test
  void aProgramEndsWithTheNodeThatIsKilled() throws Exception {
    Process node =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Abandoning.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said = node.inputReader()) {
      long program = Long.parseLong(said.readLine());
      await(() -> command(program).startsWith("sleep"));
      node.destroyForcibly();
      await(() -> command(program).isEmpty());
    } finally {
      node.destroyForcibly();
    }
  }

  @Test
  void aFullDiskIsNotTheFilesFault() {
    assertThat(
            FileWork.isForWantOfRoom(
                new IllegalStateException(
                    new FileSystemException("page", null, "No space left on device")),
                folder))
        .isTrue();
    assertThat(FileWork.isForWantOfRoom(new IOException("no end of central directory"), folder))
        .isFalse();
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(condition);
  }

  /// One that has ended, though nobody has heard of it yet, has no command any more.
  private static String command(long process) throws IOException {
    Path command = Path.of("/proc/%d/cmdline".formatted(process));
    return Files.exists(command) ? Files.readString(command) : "";
  }
}
