package org.acequia.replication.wire.yamux;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Frames on their way out: streams append to one buffer while the writer empties the other.
///
/// Data waits for room. Control frames never wait, because the reader sends them; a peer that makes
/// us answer and does not read the answers runs into a limit of its own.
final class OutgoingFrames {

  /// How much may be waiting before data has to.
  static final int MAX_WAITING_BYTES = 256 * 1024;

  /// How much more may be waiting in control frames: some 40,000 of them.
  static final int MAX_CONTROL_BYTES = 512 * 1024;

  private static final int FIRST_BUFFER_BYTES = 4 * 1024;

  private final OutputStream output;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition work = lock.newCondition();
  private byte[] waiting = new byte[FIRST_BUFFER_BYTES];
  private byte[] leaving = new byte[FIRST_BUFFER_BYTES];
  private int filled;
  private boolean finished;

  OutgoingFrames(OutputStream output) {
    this.output = output;
  }

  /// Queues a frame without data. After the end it is dropped.
  ///
  /// @throws ProtocolViolationException if too many are queued
  void control(Frame frame) throws ProtocolViolationException {
    lock.lock();
    try {
      if (finished) {
        return;
      }
      if (filled + Frame.HEADER_BYTES > MAX_WAITING_BYTES + MAX_CONTROL_BYTES) {
        throw new ProtocolViolationException("The peer asks, and does not read our answers");
      }
      append(frame, new byte[0], 0);
    } finally {
      lock.unlock();
    }
  }

  /// Queues a data frame, when there is room.
  ///
  /// @param waitNanos how long to wait for room at most; 0 for as long as the session lives
  void data(Frame frame, byte[] bytes, int offset, long waitNanos) throws IOException {
    lock.lock();
    try {
      long left = waitNanos;
      while (!finished && filled + Frame.HEADER_BYTES + frame.length() > MAX_WAITING_BYTES) {
        if (waitNanos == 0) {
          room.awaitUninterruptibly();
        } else if (left <= 0) {
          throw new SocketTimeoutException("The peer does not read");
        } else {
          left = room.awaitNanos(left);
        }
      }
      if (finished) {
        throw new IOException("The connection is closed");
      }
      append(frame, bytes, offset);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while writing", e);
    } finally {
      lock.unlock();
    }
  }

  private void append(Frame frame, byte[] bytes, int offset) {
    int data = frame.type() == Frame.DATA ? frame.length() : 0;
    int end = filled + Frame.HEADER_BYTES + data;
    if (end > waiting.length) {
      waiting = Arrays.copyOf(waiting, Math.max(end, 2 * waiting.length));
    }
    frame.write(waiting, filled);
    System.arraycopy(bytes, offset, waiting, filled + Frame.HEADER_BYTES, data);
    if (filled == 0) {
      work.signal();
    }
    filled = end;
  }

  /// Refuses further frames; the writer sends what is queued and returns.
  void finish() {
    lock.lock();
    try {
      finished = true;
      work.signalAll();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Writes what is queued until [#finish()], on the caller's thread.
  void run() throws IOException {
    for (int count = take(); count > 0; count = take()) {
      output.write(leaving, 0, count);
      output.flush();
    }
  }

  /// Takes everything that is queued; 0 once finished.
  private int take() {
    lock.lock();
    try {
      while (filled == 0 && !finished) {
        work.awaitUninterruptibly();
      }
      byte[] swap = leaving;
      leaving = waiting;
      waiting = swap;
      int count = filled;
      filled = 0;
      room.signalAll();
      return count;
    } finally {
      lock.unlock();
    }
  }
}
