package org.acequia.node.jobs;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A thread of its own that does what is to be done, and rests until it is woken or has rested long
/// enough. What is to be done stands elsewhere: a wake that comes while it works is not lost, and
/// several count as one.
public final class Attendant {

  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition woken = lock.newCondition();
  private boolean signalled;
  private boolean stopping;

  /// @param work goes on until [#isStopping()]
  public Attendant(Thread.Builder thread, Runnable work) {
    this.thread = thread.unstarted(work);
  }

  /// Begins.
  public void start() {
    thread.start();
  }

  /// Says that there may be something to do.
  public void wake() {
    lock.lock();
    try {
      signalled = true;
      woken.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Tells the work to end. Returns at once.
  public void stop() {
    lock.lock();
    try {
      stopping = true;
      woken.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Tells whether the work is to end.
  public boolean isStopping() {
    lock.lock();
    try {
      return stopping;
    } finally {
      lock.unlock();
    }
  }

  /// Rests. For the work alone; an interrupt ends it.
  public void rest(long atMostMs) {
    rest(atMostMs, true);
  }

  /// Rests until the time is over, however often it is woken; a wake in the meantime is not lost.
  /// For the work alone; an interrupt ends it.
  public void pause(long ms) {
    rest(ms, false);
  }

  /// @param light whether a wake ends it, and is used up by it
  private void rest(long ms, boolean light) {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(ms);
      while (!stopping && left > 0 && !(light && signalled)) {
        left = woken.awaitNanos(left);
      }
      signalled &= !light;
    } catch (InterruptedException _) {
      stopping = true;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until the work has ended, however often this thread is interrupted: what the work uses
  /// must not be closed under it.
  public void awaitEnd() {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
