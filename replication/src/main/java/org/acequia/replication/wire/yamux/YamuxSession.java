package org.acequia.replication.wire.yamux;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// Many streams over one channel. For many threads.
public final class YamuxSession implements AutoCloseable {

  /// What multistream-select calls this protocol.
  public static final String PROTOCOL = "/yamux/1.0.0";

  /// How many streams in a row may be refused before a peer that keeps opening them is cut off.
  static final int MAX_REFUSALS = 1024;

  /// How long what is queued may take to leave when the session ends.
  private static final long CLOSING_MS = 1000;

  private static final int SCRATCH_BYTES = ReceivedBytes.ADOPTED_BYTES;
  private static final int PIECE_BYTES = 64 * 1024;
  private static final long LAST_STREAM = 0xffff_fffeL;

  private final DataInputStream input;
  private final Closeable channel;
  private final boolean client;
  private final YamuxLimits limits;
  private final Consumer<YamuxStream> onStream;
  private final OutgoingFrames outgoing;
  private final MemoryBudget buffered;
  private final MemoryBudget windowGrowth;
  private final Semaphore oursLeft;
  private final Semaphore theirsLeft;
  private final ConcurrentHashMap<Integer, YamuxStream> streams = new ConcurrentHashMap<>();
  private final AtomicLong nextId;
  private final AtomicReference<Optional<IOException>> ended =
      new AtomicReference<>(Optional.empty());
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch written = new CountDownLatch(1);
  private final byte[] scratch = new byte[SCRATCH_BYTES];
  private long highestTheirs;
  private int refusals;
  private volatile boolean heard;
  private volatile boolean peerGoesAway;

  private YamuxSession(
      InputStream input,
      OutputStream output,
      Closeable channel,
      boolean client,
      YamuxLimits limits,
      MemoryBudget nodeMemory,
      Consumer<YamuxStream> onStream) {
    this.input = new DataInputStream(input);
    this.channel = channel;
    this.client = client;
    this.limits = limits;
    this.onStream = onStream;
    this.outgoing = new OutgoingFrames(output);
    this.buffered = nodeMemory.part(limits.maxBufferedBytes());
    this.windowGrowth = MemoryBudget.of(limits.windowGrowthBytes());
    this.oursLeft = new Semaphore(limits.maxStreams());
    this.theirsLeft = new Semaphore(limits.maxStreams());
    this.nextId = new AtomicLong(client ? 1 : 2);
  }

  /// Starts a session and its threads.
  ///
  /// @param output writes at once what it is given; `flush` is called after each gathering
  /// @param channel what to close when the session ends, so that reads and writes fail
  /// @param client true for the side that dialed
  /// @param nodeMemory where what is received and not read counts, beside the session's own limit
  /// @param onStream serves a stream that the peer opened, on a virtual thread of its own
  public static YamuxSession start(
      InputStream input,
      OutputStream output,
      Closeable channel,
      boolean client,
      YamuxLimits limits,
      MemoryBudget nodeMemory,
      Consumer<YamuxStream> onStream) {
    YamuxSession session =
        new YamuxSession(input, output, channel, client, limits, nodeMemory, onStream);
    Thread.ofVirtual().name("yamux-write").start(session::write);
    Thread.ofVirtual().name("yamux-read").start(session::read);
    Thread.ofVirtual().name("yamux-watch").start(session::watch);
    return session;
  }

  /// Opens a stream. The peer hears of it with the first bytes that are written.
  ///
  /// @throws IOException if the session is over, or too many streams are open for too long
  public YamuxStream open() throws IOException {
    try {
      if (!oursLeft.tryAcquire(limits.openWait().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("%d streams are open already".formatted(limits.maxStreams()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while opening a stream", e);
    }
    long id = nextId.getAndAdd(2);
    if (!isOpen() || id > LAST_STREAM) {
      oursLeft.release();
      throw new IOException("The connection takes no more streams");
    }
    YamuxStream stream = new YamuxStream(this, (int) id, true);
    streams.put(stream.id(), stream);
    ended.get().ifPresent(stream::end);
    return stream;
  }

  /// Tells whether streams can be opened.
  public boolean isOpen() {
    return ended.get().isEmpty() && !peerGoesAway;
  }

  /// Returns how many streams are open, whoever opened them.
  public int streams() {
    return streams.size();
  }

  /// Waits until the session has ended, and returns why.
  public IOException awaitEnd() throws InterruptedException {
    closed.await();
    return ended.get().orElseThrow();
  }

  /// Says goodbye, resets every stream and closes the channel. What was queued is sent first, if
  /// the peer takes it within a second.
  @Override
  public void close() {
    end(new EOFException("The connection was closed here"), Frame.NORMAL);
  }

  // For its streams.

  YamuxLimits limits() {
    return limits;
  }

  MemoryBudget buffered() {
    return buffered;
  }

  MemoryBudget windowGrowth() {
    return windowGrowth;
  }

  void send(Frame frame) {
    try {
      outgoing.control(frame);
    } catch (ProtocolViolationException e) {
      Thread.ofVirtual().start(() -> cut(e));
    }
  }

  void sendData(Frame frame, byte[] bytes, int offset, long waitNanos) throws IOException {
    outgoing.data(frame, bytes, offset, waitNanos);
  }

  /// Makes room for another stream. To be called before the frame is queued by which the peer
  /// learns that this one is over: it may open the next one at once, and would be refused it.
  void makeRoomOf(YamuxStream stream) {
    if (streams.remove(stream.id(), stream)) {
      (stream.ours() ? oursLeft : theirsLeft).release();
    }
  }

  void forget(YamuxStream stream) {
    makeRoomOf(stream);
    if (peerGoesAway && streams.isEmpty()) {
      Thread.ofVirtual().start(this::close);
    }
  }

  // The end.

  private void end(IOException why, int reason) {
    if (!ended.compareAndSet(Optional.empty(), Optional.of(why))) {
      return;
    }
    try {
      outgoing.control(new Frame(Frame.GO_AWAY, 0, 0, reason));
    } catch (ProtocolViolationException e) {
      // The queue is full: the peer does not read, and will not read this either.
      written.countDown();
    }
    outgoing.finish();
    streams.values().forEach(stream -> stream.end(why));
    try {
      written.await(CLOSING_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closeChannel();
    closed.countDown();
  }

  /// Ends the session without a word, because the channel is gone or the peer does not listen.
  private void cut(IOException why) {
    if (!ended.compareAndSet(Optional.empty(), Optional.of(why))) {
      return;
    }
    outgoing.finish();
    closeChannel();
    streams.values().forEach(stream -> stream.end(why));
    closed.countDown();
  }

  private void closeChannel() {
    try {
      channel.close();
    } catch (IOException e) {
      // It is of no use any more either way.
    }
  }

  // The three threads.

  private void write() {
    try {
      outgoing.run();
    } catch (IOException e) {
      cut(e);
    } finally {
      written.countDown();
    }
  }

  private void watch() {
    try {
      while (!closed.await(limits.keepAlive().toMillis(), TimeUnit.MILLISECONDS)) {
        streams.values().forEach(YamuxStream::sweep);
        if (!heard && !answers()) {
          cut(new IOException("The peer has gone silent"));
        }
        heard = false;
      }
    } catch (InterruptedException e) {
      cut(new IOException("Interrupted", e));
    }
  }

  private boolean answers() throws InterruptedException {
    send(new Frame(Frame.PING, Frame.SYN, 0, 1));
    return closed.await(limits.keepAliveWait().toMillis(), TimeUnit.MILLISECONDS) || heard;
  }

  private void read() {
    byte[] header = new byte[Frame.HEADER_BYTES];
    try {
      while (true) {
        input.readFully(header);
        heard = true;
        handle(Frame.read(header));
      }
    } catch (ProtocolViolationException e) {
      end(e, Frame.PROTOCOL_ERROR);
    } catch (EOFException e) {
      cut(new EOFException("The peer has closed the connection"));
    } catch (IOException e) {
      cut(e);
    }
  }

  private void handle(Frame frame) throws IOException {
    switch (frame.type()) {
      case Frame.PING -> {
        if (frame.has(Frame.SYN)) {
          outgoing.control(new Frame(Frame.PING, Frame.ACK, 0, frame.length()));
        }
      }
      case Frame.GO_AWAY -> goAway(frame.length());
      default -> handleStream(frame);
    }
  }

  private void goAway(int reason) {
    peerGoesAway = true;
    if (reason != Frame.NORMAL) {
      cut(new IOException("The peer ended the connection, reason " + reason));
    } else if (streams.isEmpty()) {
      cut(new EOFException("The peer has closed the connection"));
    }
  }

  private void handleStream(Frame frame) throws IOException {
    Optional<YamuxStream> known =
        frame.has(Frame.SYN)
            ? accept(frame.stream())
            : Optional.ofNullable(streams.get(frame.stream()));
    if (known.isEmpty()) {
      expectForgotten(frame);
    }
    if (frame.type() == Frame.DATA) {
      receive(frame.length(), known);
    } else if (known.isPresent()) {
      known.get().granted(frame.length());
    }
    if (known.isPresent() && frame.has(Frame.RST)) {
      known.get().end(new StreamResetException("The peer reset the stream"));
    } else if (known.isPresent() && frame.has(Frame.FIN)) {
      known.get().peerClosed();
    }
    if (frame.has(Frame.SYN) && known.isPresent() && !frame.has(Frame.RST)) {
      Thread.ofVirtual().name("yamux-stream").start(() -> onStream.accept(known.get()));
    }
  }

  /// Frames may be under way to a stream that we have just ended; never to one that was not opened.
  private void expectForgotten(Frame frame) throws ProtocolViolationException {
    long id = Integer.toUnsignedLong(frame.stream());
    boolean opened = theirs(id) ? id <= highestTheirs : id < nextId.get();
    if (id == 0 || !opened) {
      throw new ProtocolViolationException("A frame for stream %d, never opened".formatted(id));
    }
    if (frame.type() == Frame.DATA
        && Integer.compareUnsigned(frame.length(), limits.maxWindowBytes()) > 0) {
      throw new ProtocolViolationException("A frame larger than any window");
    }
  }

  private boolean theirs(long id) {
    return (id & 1) == (client ? 0 : 1);
  }

  /// Makes a stream that the peer opens; empty if it has too many.
  private Optional<YamuxStream> accept(int number) throws ProtocolViolationException {
    long id = Integer.toUnsignedLong(number);
    if (id == 0 || !theirs(id) || streams.containsKey(number)) {
      throw new ProtocolViolationException("The peer may not open stream " + id);
    }
    highestTheirs = Math.max(highestTheirs, id);
    if (!theirsLeft.tryAcquire()) {
      if (++refusals > MAX_REFUSALS) {
        throw new ProtocolViolationException("The peer keeps opening streams beyond the limit");
      }
      outgoing.control(new Frame(Frame.WINDOW_UPDATE, Frame.RST, number, 0));
      return Optional.empty();
    }
    refusals = 0;
    YamuxStream stream = new YamuxStream(this, number, false);
    streams.put(number, stream);
    ended.get().ifPresent(stream::end);
    return Optional.of(stream);
  }

  private void receive(int length, Optional<YamuxStream> stream) throws IOException {
    if (stream.isPresent()) {
      if (length < 0) {
        throw new ProtocolViolationException("A frame larger than any window");
      }
      stream.get().expect(length);
    }
    int left = length;
    while (left > 0) {
      int piece = Math.min(left, PIECE_BYTES);
      boolean given = stream.isPresent() && piece >= ReceivedBytes.ADOPTED_BYTES;
      byte[] target = given ? new byte[piece] : scratch;
      int count = Math.min(piece, target.length);
      input.readFully(target, 0, count);
      if (stream.isPresent()) {
        stream.get().receive(target, count, given);
      }
      left -= count;
    }
  }
}
