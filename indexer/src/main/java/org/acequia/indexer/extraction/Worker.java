package org.acequia.indexer.extraction;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.acequia.core.dagcbor.DagCborException;
import org.acequia.core.dagcbor.Node;
import org.acequia.core.media.Fault;

/// The Java process that reads files, as the node sees it. It is started when it is needed, killed
/// when it takes too long, and replaced after [#FILES_MAX] files. For one thread.
final class Worker implements AutoCloseable {

  /// How many files one process reads: what a library leaks does not grow for ever.
  static final int FILES_MAX = 300;

  /// The largest heap of the process.
  static final int HEAP_MB = 320;

  /// Heap, code, classes, stacks and what libraries map.
  private static final long ADDRESS_BYTES_MAX = 2_560L << 20;

  /// What it unpacks on the way, and no more than that.
  private static final long FILE_BYTES_MAX = Unpacking.BYTES_MAX + (64L << 20);

  /// Twice what [#FILES_MAX] ordinary files take.
  private static final long CPU_SECONDS_MAX = 3_600;

  private static final long END_SECONDS = 10;

  private final Sandbox sandbox;
  private final Path scratch;
  private final Duration patience;
  private volatile Optional<Process> running = Optional.empty();
  private volatile boolean stopped;
  private int files;

  /// @param scratch where it may write
  /// @param patience how long one file may take
  Worker(Sandbox sandbox, Path scratch, Duration patience) {
    this.sandbox = sandbox;
    this.scratch = scratch;
    this.patience = patience;
  }

  /// What came of asking.
  sealed interface Answer {
    /// It answered.
    record Replied(Reply reply) implements Answer {}

    /// It did not, and is gone.
    record Lost(Fault fault) implements Answer {}
  }

  /// Asks for one file. A process that had read others before is given up for a new one, once: what
  /// they left behind may be to blame.
  ///
  /// @throws IOException if no process can be started
  Answer ask(Job job) throws IOException {
    return ask(job, patience);
  }

  /// Asks for a file that may take no longer than `limit`, if that is shorter than files may take.
  ///
  /// @throws IOException if no process can be started
  Answer ask(Job job, Duration limit) throws IOException {
    Duration time = limit.compareTo(patience) < 0 ? limit : patience;
    boolean fresh = files == 0;
    Answer answer = askOnce(job, time);
    return answer instanceof Answer.Lost(Fault fault) && fault == Fault.TOO_MUCH && !fresh
        ? askOnce(job, time)
        : answer;
  }

  private Answer askOnce(Job job, Duration time) throws IOException {
    Process process = process();
    AtomicBoolean late = new AtomicBoolean();
    Thread watch =
        Thread.ofVirtual().name("extraction-watch").start(() -> watch(process, time, late));
    try {
      Frames.write(process.getOutputStream(), job.toNode());
      Optional<Node> answer = Frames.read(process.getInputStream());
      if (answer.isPresent()) {
        files++;
        return new Answer.Replied(Reply.of(answer.get()));
      }
    } catch (IOException | DagCborException | IllegalArgumentException _) {
      // It died, or speaks in tongues: either way it is not asked again.
      files = 0;
    } finally {
      watch.interrupt();
    }
    end();
    return new Answer.Lost(late.get() ? Fault.TOO_LONG : Fault.TOO_MUCH);
  }

  /// Kills the process when its time is up: the thread that asks then reads the end of its output.
  private static void watch(Process process, Duration time, AtomicBoolean late) {
    try {
      if (!process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
        late.set(true);
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      return; // it has answered
    }
  }

  private Process process() throws IOException {
    if (stopped) {
      throw new IOException("It is over");
    }
    if (running.isPresent() && running.get().isAlive() && files < FILES_MAX) {
      return running.get();
    }
    end();
    files = 0;
    Process started =
        sandbox
            .prepare(
                command(),
                new Sandbox.Limits(ADDRESS_BYTES_MAX, FILE_BYTES_MAX, CPU_SECONDS_MAX),
                scratch)
            .redirectError(Redirect.DISCARD)
            .start();
    running = Optional.of(started);
    return started;
  }

  private List<String> command() {
    String home = System.getProperty("java.home", "");
    return List.of(
        Path.of(home, "bin", "java").toString(),
        "-Xmx" + HEAP_MB + "m",
        "-Xss1m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:+UseCompactObjectHeaders",
        "-XX:ReservedCodeCacheSize=64m",
        "-XX:CompressedClassSpaceSize=96m",
        "-XX:MaxMetaspaceSize=192m",
        "-XX:MaxDirectMemorySize=32m",
        "-XX:-UsePerfData",
        "-XX:+DisableAttachMechanism",
        "-Xshare:auto",
        "-Dfile.encoding=UTF-8",
        "-Djava.awt.headless=true",
        "-Djava.io.tmpdir=" + scratch,
        "-Duser.home=" + scratch.resolveSibling("fonts"),
        "-Dpdfbox.fontcache=" + scratch.resolveSibling("fonts"),
        "-Dlogback.configurationFile=org/acequia/indexer/extraction/silent.xml",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path", ""),
        WorkerMain.class.getName());
  }

  /// Lets the process go, if there is one. The next file starts another.
  void end() {
    running.ifPresent(process -> {
      process.destroyForcibly();
      try {
        process.waitFor(END_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    });
    running = Optional.empty();
  }

  /// Ends the process, and lets none begin any more. For any thread.
  @Override
  public void close() {
    stopped = true;
    end();
  }
}
