package org.acequia.indexer.extraction;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.acequia.core.bytes.Bytes;

/// Runs programs on files, each to its end or to its limit, one at a time.
final class Program {

  /// How a program ends that a limit or a crash brought down: 128 and the signal (ILL, ABRT, BUS,
  /// FPE, KILL, SEGV, XCPU, XFSZ), and FFmpeg's own word for want of memory (-12, in one byte).
  private static final Set<Integer> BROUGHT_DOWN =
      Set.of(132, 134, 135, 136, 137, 139, 152, 153, 244);

  private volatile Optional<Process> running = Optional.empty();
  private volatile boolean stopped;

  /// Ends what runs, and lets nothing begin any more. For any thread.
  void stop() {
    stopped = true;
    running.ifPresent(Process::destroyForcibly);
  }

  /// What came of it.
  sealed interface Ending {
    /// It ended well and printed this.
    record Printed(Bytes output) implements Ending {}

    /// It said no.
    record Refused() implements Ending {}

    /// It took too long.
    record TooLong() implements Ending {}

    /// It was ended by a limit on its memory, or printed more than it may.
    record TooMuch() implements Ending {}
  }

  /// Runs it with `file` as its standard input.
  ///
  /// @param outputBytesMax how much it may print
  /// @throws IOException if it cannot be started
  Ending run(ProcessBuilder program, Path file, Duration patience, int outputBytesMax)
      throws IOException, InterruptedException {
    if (stopped) {
      throw new IOException("It is over");
    }
    Process process = program.redirectInput(file.toFile()).redirectError(Redirect.DISCARD).start();
    running = Optional.of(process);
    AtomicBoolean late = new AtomicBoolean();
    Thread watch =
        Thread.ofVirtual().name("extraction-watch").start(() -> watch(process, patience, late));
    try (InputStream output = process.getInputStream()) {
      byte[] printed = output.readNBytes(outputBytesMax + 1);
      if (printed.length > outputBytesMax) {
        return new Ending.TooMuch();
      }
      int status = process.waitFor();
      if (late.get()) {
        return new Ending.TooLong();
      }
      return ending(status, printed);
    } finally {
      process.destroyForcibly();
      watch.interrupt();
      running = Optional.empty();
    }
  }

  private static void watch(Process process, Duration patience, AtomicBoolean late) {
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        late.set(true);
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      return; // it has ended
    }
  }

  private static Ending ending(int status, byte[] printed) {
    if (status == 0) {
      return new Ending.Printed(Bytes.of(printed));
    }
    return BROUGHT_DOWN.contains(status) ? new Ending.TooMuch() : new Ending.Refused();
  }
}
