package org.acequia.node.neighbours;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the connection with one neighbour: a virtual thread that sleeps while it stands and
/// redials, with a growing wait, while it does not.
final class Line implements AutoCloseable {

  /// A connection that stood for as long has succeeded; one that ends before counts as a failure,
  /// or a neighbour that hangs up at once would be dialled every second for ever.
  private static final Duration STEADY = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(Line.class);

  private final BooleanSupplier connected;
  private final Runnable dial;
  private final Backoff backoff = new Backoff(new SecureRandom());
  private final Semaphore wakeups = new Semaphore(0);
  private final Thread thread = Thread.ofVirtual().name("line").unstarted(this::run);
  private volatile boolean forced = true;
  private volatile boolean closed;

  /// @param connected whether a connection stands
  /// @param dial tries to make one
  Line(BooleanSupplier connected, Runnable dial) {
    this.connected = connected;
    this.dial = dial;
  }

  /// Begins with an attempt at once. Idempotent.
  synchronized void start() {
    if (thread.getState() == Thread.State.NEW && !closed) {
      thread.start();
    }
  }

  /// Tells that a connection came or went.
  void wake() {
    wakeups.release();
  }

  /// Asks for an attempt at once.
  void now() {
    forced = true;
    wakeups.release();
  }

  private void run() {
    try {
      while (!closed) {
        if (connected.getAsBoolean()) {
          stay();
        } else if (forced) {
          forced = false;
          backoff.reset();
          attempt();
        } else {
          waitAndAttempt();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void stay() throws InterruptedException {
    long since = System.nanoTime();
    while (!closed && connected.getAsBoolean()) {
      wakeups.acquire();
      wakeups.drainPermits();
    }
    forced = false;
    if (System.nanoTime() - since >= STEADY.toNanos()) {
      backoff.reset();
    }
  }

  private void waitAndAttempt() throws InterruptedException {
    long until = System.nanoTime() + backoff.next().toNanos();
    long left = until - System.nanoTime();
    while (left > 0 && !closed && !forced && !connected.getAsBoolean()) {
      if (wakeups.tryAcquire(left, TimeUnit.NANOSECONDS)) {
        wakeups.drainPermits();
      }
      left = until - System.nanoTime();
    }
    if (left <= 0) {
      attempt();
    }
  }

  private void attempt() {
    try {
      if (!connected.getAsBoolean()) {
        dial.run();
      }
    } catch (RuntimeException e) {
      LOG.warn("Dialling a neighbour failed; it is tried again", e);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    thread.interrupt();
  }
}
