package org.acequia.replication.wire.yamux;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One stream of a session: two directions, each closed by itself, or both reset. One thread may
/// read while another writes.
public final class YamuxStream {

  /// A reader that empties half its window within this time gets a larger one. No round trip on
  /// earth is longer, so a window is never what limits a reader that keeps up.
  private static final long GROWTH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final YamuxSession session;
  private final int id;
  private final boolean ours;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition readable = lock.newCondition();
  private final Condition writable = lock.newCondition();
  private final ReceivedBytes received = new ReceivedBytes();
  private final InputStream input = new Input();
  private final OutputStream output = new Output();

  /// SYN or ACK, until the first frame has carried it.
  private int firstFlags;

  private long sendWindow = YamuxLimits.INITIAL_WINDOW_BYTES;
  private int receiveWindow = YamuxLimits.INITIAL_WINDOW_BYTES;
  private int windowSize = YamuxLimits.INITIAL_WINDOW_BYTES;
  private int readSinceGrant;
  private int droppedAfterClose;
  private long grantedAt = System.nanoTime();
  private long idleNanos;
  private boolean outputClosed;
  private boolean inputClosed;
  private boolean peerClosed;
  private boolean lingering;

  /// Whether what is received still counts in the session's memory; once it has failed, no more.
  private boolean counted = true;

  private @Nullable IOException failure;

  YamuxStream(YamuxSession session, int id, boolean ours) {
    this.session = session;
    this.id = id;
    this.ours = ours;
    this.firstFlags = ours ? Frame.SYN : Frame.ACK;
  }

  int id() {
    return id;
  }

  boolean ours() {
    return ours;
  }

  /// Returns what the peer writes. `read` with a length of 0 returns 0.
  public InputStream input() {
    return input;
  }

  /// Returns where to write: each call is at least one frame, queued at once, so callers gather.
  /// Closing it closes our side.
  public OutputStream output() {
    return output;
  }

  /// Sets how long one wait may last; zero is for ever.
  public void idleLimit(Duration limit) {
    lock.lock();
    try {
      idleNanos = limit.toNanos();
    } finally {
      lock.unlock();
    }
  }

  /// Ends both directions at once.
  public void reset() {
    reset("The stream was reset here");
  }

  /// Closes our side, and drops what else the peer sends; if that is much, resets.
  public void close() {
    lock.lock();
    try {
      inputClosed = true;
      dropReceived();
      readable.signalAll();
    } finally {
      lock.unlock();
    }
    closeOutput();
  }

  void reset(String why) {
    lock.lock();
    try {
      if (failure != null || (outputClosed && peerClosed)) {
        dropReceived();
        return;
      }
      session.makeRoomOf(this);
      if (firstFlags != Frame.SYN) {
        session.send(new Frame(Frame.WINDOW_UPDATE, Frame.RST, id, 0));
      }
      end(new StreamResetException(why));
    } finally {
      lock.unlock();
    }
  }

  private void closeOutput() {
    lock.lock();
    try {
      if (outputClosed || failure != null) {
        return;
      }
      outputClosed = true;
      if (peerClosed) {
        session.makeRoomOf(this);
      }
      session.send(new Frame(Frame.WINDOW_UPDATE, Frame.FIN | takeFirstFlags(), id, 0));
      writable.signalAll();
      forgetIfDone();
    } finally {
      lock.unlock();
    }
  }

  private void dropReceived() {
    uncount(received.clear());
  }

  private void uncount(int bytes) {
    if (counted) {
      session.buffered().give(bytes);
    }
  }

  private int takeFirstFlags() {
    int flags = firstFlags;
    firstFlags = 0;
    return flags;
  }

  private void forgetIfDone() {
    if (outputClosed && peerClosed) {
      giveWindowBack();
      session.forget(this);
    }
  }

  private void giveWindowBack() {
    session.windowGrowth().give(windowSize - YamuxLimits.INITIAL_WINDOW_BYTES);
    windowSize = YamuxLimits.INITIAL_WINDOW_BYTES;
  }

  // What the session's reader tells.

  /// Counts a data frame against the window.
  ///
  /// @throws ProtocolViolationException if the window is smaller, or the peer had closed its side
  void expect(int length) throws ProtocolViolationException {
    lock.lock();
    try {
      if (length > receiveWindow || (peerClosed && length > 0)) {
        throw new ProtocolViolationException("The peer sends more than the window of its stream");
      }
      receiveWindow -= length;
    } finally {
      lock.unlock();
    }
  }

  /// Takes `length` bytes of `piece`, and the array itself where `given`.
  void receive(byte[] piece, int length, boolean given) {
    lock.lock();
    try {
      if (failure != null) {
        return;
      }
      if (inputClosed) {
        drop(length);
      } else if (!session.buffered().take(length)) {
        reset("Too much is received and not read");
      } else {
        if (given) {
          received.adopt(piece);
        } else {
          received.copy(piece, length);
        }
        readable.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void drop(int length) {
    droppedAfterClose += length;
    if (droppedAfterClose > YamuxLimits.INITIAL_WINDOW_BYTES / 2) {
      reset("Nobody reads what the peer sends");
    }
  }

  /// Lets us send `delta` more.
  void granted(int delta) throws ProtocolViolationException {
    lock.lock();
    try {
      sendWindow += Integer.toUnsignedLong(delta);
      if (sendWindow > 0xffff_ffffL) {
        throw new ProtocolViolationException("The peer's window overflows");
      }
      writable.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void peerClosed() {
    lock.lock();
    try {
      peerClosed = true;
      readable.signalAll();
      if (failure == null) {
        forgetIfDone();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Ends both directions because of `cause`, without a word to the peer.
  void end(IOException cause) {
    lock.lock();
    try {
      if (failure == null) {
        uncount(received.size());
        counted = false;
        // What was received before a clean end of the peer's side stays readable.
        if (!peerClosed) {
          received.clear();
        }
        failure = cause;
        giveWindowBack();
        session.forget(this);
      }
      readable.signalAll();
      writable.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Resets the stream if we have closed it since before the last call and the peer still has not.
  void sweep() {
    lock.lock();
    try {
      if (!outputClosed || !inputClosed || failure != null) {
        return;
      }
      if (lingering) {
        reset("The peer does not close its side");
      }
      lingering = true;
    } finally {
      lock.unlock();
    }
  }

  // What readers and writers do.

  @SuppressWarnings("WaitNotInLoop") // every caller loops
  private void await(Condition condition) throws IOException {
    try {
      if (idleNanos == 0) {
        condition.await();
      } else if (condition.awaitNanos(idleNanos) <= 0) {
        String why = "The peer did nothing for %d s".formatted(idleNanos / 1_000_000_000L);
        reset(why);
        throw new SocketTimeoutException(why);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while waiting for the peer", e);
    }
  }

  /// Throws a new exception of the same kind, so that it shows where the reader or writer stood.
  private void throwIfFailed() throws IOException {
    if (failure instanceof StreamResetException reset) {
      throw new StreamResetException(String.valueOf(reset.getMessage()));
    }
    if (failure != null) {
      throw new IOException(failure.getMessage(), failure);
    }
  }

  private int read(byte[] bytes, int offset, int length) throws IOException {
    lock.lock();
    try {
      while (received.size() == 0) {
        if (inputClosed) {
          throw new IOException("The stream is closed");
        }
        if (peerClosed) {
          return -1;
        }
        throwIfFailed();
        await(readable);
      }
      int count = received.read(bytes, offset, length);
      uncount(count);
      readSinceGrant += count;
      grant();
      return count;
    } finally {
      lock.unlock();
    }
  }

  private void grant() {
    if (peerClosed || failure != null || readSinceGrant < windowSize / 2) {
      return;
    }
    long now = System.nanoTime();
    int delta = readSinceGrant;
    int larger = Math.min(windowSize, session.limits().maxWindowBytes() - windowSize);
    if (larger > 0 && now - grantedAt < GROWTH_NANOS && session.windowGrowth().take(larger)) {
      windowSize += larger;
      delta += larger;
    }
    grantedAt = now;
    readSinceGrant = 0;
    receiveWindow += delta;
    session.send(new Frame(Frame.WINDOW_UPDATE, takeFirstFlags(), id, delta));
  }

  private void write(byte[] bytes, int offset, int length) throws IOException {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      int count;
      int flags;
      long patience;
      lock.lock();
      try {
        while (sendWindow == 0 && failure == null && !outputClosed) {
          await(writable);
        }
        throwIfFailed();
        if (outputClosed) {
          throw new IOException("The stream is closed");
        }
        count = (int) Math.min(Math.min(end - at, sendWindow), Frame.MAX_DATA_BYTES);
        sendWindow -= count;
        flags = takeFirstFlags();
        patience = idleNanos;
      } finally {
        lock.unlock();
      }
      send(new Frame(Frame.DATA, flags, id, count), bytes, at, patience);
      at += count;
    }
  }

  private void send(Frame frame, byte[] bytes, int at, long patience) throws IOException {
    try {
      session.sendData(frame, bytes, at, patience);
    } catch (SocketTimeoutException e) {
      lock.lock();
      try {
        firstFlags |= frame.flags();
        reset("The peer did not read for too long");
      } finally {
        lock.unlock();
      }
      throw e;
    }
  }

  private final class Input extends InputStream {

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, bytes.length);
      return length == 0 ? 0 : YamuxStream.this.read(bytes, offset, length);
    }

    @Override
    public int available() {
      lock.lock();
      try {
        return received.size();
      } finally {
        lock.unlock();
      }
    }
  }

  private final class Output extends OutputStream {

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, bytes.length);
      YamuxStream.this.write(bytes, offset, length);
    }

    @Override
    public void close() {
      closeOutput();
    }
  }
}
