package org.acequia.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Somebody who reads a node's pages all the time, and looks at how much memory it takes.
public final class NodeWatch implements AutoCloseable {

  private static final long PAUSE_MS = 250;
  private static final List<String> PAGES = List.of("/", "/search?q=a", "/api/v1/status");

  private final NodeProcess node;
  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicLong answers = new AtomicLong();
  private final AtomicLong memoryBytesMax = new AtomicLong();
  private final List<String> unanswered = new CopyOnWriteArrayList<>();
  private final Thread thread;

  private NodeWatch(NodeProcess node) {
    this.node = node;
    this.thread = Thread.ofVirtual().name("reader").unstarted(this::read);
  }

  /// Begins to watch a running node.
  public static NodeWatch of(NodeProcess node) {
    NodeWatch watch = new NodeWatch(node);
    watch.thread.start();
    return watch;
  }

  /// Returns how many pages were answered.
  public long answers() {
    return answers.get();
  }

  /// Returns which pages were not, and why.
  public List<String> unanswered() {
    return List.copyOf(unanswered);
  }

  /// Returns the most memory that was resident.
  public long memoryBytesMax() {
    return memoryBytesMax.get();
  }

  @Override
  public void close() {
    over.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    try {
      for (int i = 0; !over.await(PAUSE_MS, TimeUnit.MILLISECONDS); i++) {
        ask(PAGES.get(i % PAGES.size()));
        memoryBytesMax.accumulateAndGet(memoryBytes(), Math::max);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask(String page) {
    try {
      int status = node.api().getRaw(page).statusCode();
      if (status == 200) {
        answers.incrementAndGet();
      } else {
        unanswered.add(page + ": " + status);
      }
    } catch (UncheckedIOException e) {
      unanswered.add(page + ": " + e);
    }
  }

  private long memoryBytes() {
    try {
      return Files.readAllLines(Path.of("/proc/%d/status".formatted(node.pid()))).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1_024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
