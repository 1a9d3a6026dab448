package org.acequia.node.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Runs small programs to their end.
final class Commands {

  private static final int OUTPUT_BYTES_MAX = 64 * 1024;

  private Commands() {}

  /// @throws IOException if the program is not there or fails; the message holds its output
  static void run(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(new ArrayList<>(command)).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readNBytes(OUTPUT_BYTES_MAX), UTF_8);
    process.getInputStream().close();
    int status = waitFor(process);
    if (status != 0) {
      throw new IOException(
          "%s failed with status %d: %s".formatted(command.getFirst(), status, output.strip()));
    }
  }

  static boolean succeeds(String... command) {
    try {
      run(List.of(command));
      return true;
    } catch (IOException _) {
      return false; // not there, or not allowed
    }
  }

  static int waitFor(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while waiting for a program", e);
    }
  }
}
