package org.acequia.replication.wire;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Closes something that took too long, whatever it was doing: a peer that sends a byte now and
/// then does not stretch it. Closed in time, it does nothing.
final class Deadline implements AutoCloseable {

  private final CountDownLatch done = new CountDownLatch(1);

  private Deadline() {}

  static Deadline start(Duration limit, Closeable late) {
    Deadline deadline = new Deadline();
    Thread.ofVirtual().name("deadline").start(() -> deadline.watch(limit, late));
    return deadline;
  }

  private void watch(Duration limit, Closeable late) {
    try {
      if (!done.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        late.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException("Closing what took too long failed", e);
    }
  }

  @Override
  public void close() {
    done.countDown();
  }
}
