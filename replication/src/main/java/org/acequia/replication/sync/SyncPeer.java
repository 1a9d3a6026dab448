package org.acequia.replication.sync;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.record.Record;
import org.acequia.core.store.Intake;
import org.acequia.replication.wire.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs one [SyncSession] on one stream: one thread reads and offers, one writes.
///
/// The reader never waits for the writer, so two peers cannot wait for each other; what may wait to
/// be written is bounded by what the session makes of one message, and by [#OUTBOX_MAX].
final class SyncPeer {

  /// How many messages wait to be written, before a peer that asks and does not read is left.
  static final int OUTBOX_MAX = 64;

  private static final Logger LOG = LoggerFactory.getLogger(SyncPeer.class);

  private final SyncSession session;
  private final boolean opener;
  private final Stream stream;
  private final MessageStream messages;
  private final Intake intake;
  private final Consumer<List<Cid>> mayHold;
  private final InstantSource clock;

  /// Guards the session and the outbox. Never held while reading, writing or offering.
  private final Lock lock = new ReentrantLock();

  private final Deque<Message> outbox = new ArrayDeque<>();
  private final Mailbox mailbox = new Mailbox();
  private final Semaphore wakeups = new Semaphore(0);
  private volatile boolean ended;

  SyncPeer(
      SyncSession session,
      boolean opener,
      Stream stream,
      Intake intake,
      Consumer<List<Cid>> mayHold,
      InstantSource clock) {
    this.session = session;
    this.opener = opener;
    this.stream = stream;
    this.messages = new MessageStream(stream);
    this.intake = intake;
    this.mayHold = mayHold;
    this.clock = clock;
  }

  boolean isOpener() {
    return opener;
  }

  boolean isEnded() {
    return ended;
  }

  long bytesIn() {
    return messages.bytesIn();
  }

  long bytesOut() {
    return messages.bytesOut();
  }

  List<SetProgress> progress() {
    lock.lock();
    try {
      return session.progress();
    } finally {
      lock.unlock();
    }
  }

  /// Keeps changes for the writer; returns at once.
  void changed(List<Record> records) {
    mailbox.add(records);
    wakeups.release();
  }

  /// Keeps for the writer that bodies arrived; returns at once.
  void completed(List<Record> records) {
    mailbox.addCompleted(records);
    wakeups.release();
  }

  void followsMore() {
    mailbox.noteFollowsMore();
    wakeups.release();
  }

  void released() {
    mailbox.noteReleased();
    wakeups.release();
  }

  void blobsChanged(List<Cid> promised) {
    mailbox.noteBlobs(promised);
    wakeups.release();
  }

  /// Runs until the stream ends.
  ///
  /// @throws IOException if the stream fails, or the peer breaks the protocol
  void run() throws IOException {
    Thread writer = Thread.ofVirtual().name("sync-writer").unstarted(this::writeUntilEnded);
    try {
      // What we follow must be known before the peer's first word is read.
      step(new Input.Opened());
      writer.start();
      Optional<Message> message = messages.read();
      while (message.isPresent()) {
        step(new Input.Received(message.get()));
        message = messages.read();
      }
    } catch (HostileMessageException e) {
      throw new IOException("The neighbour broke the sync protocol: " + e.getMessage(), e);
    } finally {
      end();
      writer.interrupt();
    }
  }

  /// Ends the stream. Idempotent.
  void end() {
    ended = true;
    stream.reset();
    session.end();
    wakeups.release();
  }

  private void writeUntilEnded() {
    try {
      while (!ended) {
        Optional<Message> next = next();
        if (next.isPresent()) {
          messages.write(next.get());
        } else {
          messages.flush();
          await();
        }
      }
    } catch (IOException | HostileMessageException e) {
      LOG.debug("Stopped writing to a neighbour: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("Synchronising with a neighbour failed; it is tried again later", e);
    } finally {
      end();
    }
  }

  private void await() throws InterruptedException, HostileMessageException {
    long patience = SyncSession.STATUS_INTERVAL.toMillis();
    if (wakeups.tryAcquire(patience, TimeUnit.MILLISECONDS)) {
      wakeups.drainPermits();
    } else {
      step(new Input.Tick());
    }
  }

  private Optional<Message> next() throws HostileMessageException {
    for (Input input : mailbox.take()) {
      step(input);
    }
    lock.lock();
    try {
      if (outbox.isEmpty() && session.hasMoreToWrite(clock.instant())) {
        perform(session.on(new Input.Writable(), clock.instant()));
      }
      return Optional.ofNullable(outbox.poll());
    } finally {
      lock.unlock();
    }
  }

  /// Feeds the session one input, and what comes of it.
  private void step(Input first) throws HostileMessageException {
    Deque<Input> inputs = new ArrayDeque<>(List.of(first));
    while (!inputs.isEmpty()) {
      List<Output.Offer> offers;
      lock.lock();
      try {
        offers = perform(session.on(inputs.removeFirst(), clock.instant()));
      } finally {
        lock.unlock();
      }
      wakeups.release();
      for (Output.Offer offer : offers) {
        inputs.add(new Input.Offered(offer.set(), offer(offer)));
      }
    }
  }

  /// Queues what is to be sent, and returns what is to be offered.
  private List<Output.Offer> perform(List<Output> outputs) throws HostileMessageException {
    List<Output.Offer> offers = new ArrayList<>();
    for (Output output : outputs) {
      switch (output) {
        case Output.Send(var message) when outbox.size() < OUTBOX_MAX -> outbox.add(message);
        case Output.Send _ -> throw new HostileMessageException("Asks and does not read");
        case Output.Offer offer -> offers.add(offer);
        case Output.MayHold(var blobs) -> mayHold.accept(blobs);
        case Output.Disconnect(var reason) -> throw new HostileMessageException(reason);
      }
    }
    return offers;
  }

  private List<Intake.Verdict> offer(Output.Offer offer) {
    if (offer.records().isEmpty() && offer.bodies().isEmpty()) {
      return List.of();
    }
    Map<Cid, Bytes> bodies = new LinkedHashMap<>();
    for (Bytes body : offer.bodies()) {
      bodies.put(Cid.of(Codec.DAG_CBOR, body.toArray()), body);
    }
    return intake.offer(offer.records(), bodies);
  }

  /// What changed while the writer was busy.
  private static final class Mailbox {

    private final List<Record> records = new ArrayList<>();
    private final List<Record> completed = new ArrayList<>();
    private boolean overflowed;
    private boolean released;
    private boolean followsMore;
    private final List<Cid> blobs = new ArrayList<>();
    private boolean blobsChanged;

    synchronized void add(List<Record> changed) {
      if (records.size() + changed.size() > SyncSession.LIVE_MAX) {
        records.clear();
        overflowed = true;
      } else {
        records.addAll(changed);
      }
    }

    /// What is too much is forgotten: the neighbour asks again when it hears of our status.
    synchronized void addCompleted(List<Record> records) {
      if (completed.size() + records.size() <= SyncSession.LIVE_MAX) {
        completed.addAll(records);
      }
    }

    synchronized void noteFollowsMore() {
      followsMore = true;
    }

    synchronized void noteReleased() {
      released = true;
    }

    synchronized void noteBlobs(List<Cid> promised) {
      blobsChanged = true;
      if (blobs.size() + promised.size() <= SyncSession.LIVE_MAX) {
        blobs.addAll(promised);
      }
    }

    synchronized List<Input> take() {
      List<Input> inputs = new ArrayList<>();
      if (followsMore) {
        inputs.add(new Input.FollowsMore());
      }
      if (!records.isEmpty()) {
        inputs.add(new Input.Changed(records));
      }
      if (!completed.isEmpty()) {
        inputs.add(new Input.Completed(completed));
      }
      if (overflowed) {
        inputs.add(new Input.Overflowed());
      }
      if (released) {
        inputs.add(new Input.Released());
      }
      if (blobsChanged) {
        inputs.add(new Input.BlobsChanged(blobs));
      }
      records.clear();
      completed.clear();
      overflowed = false;
      blobs.clear();
      released = false;
      followsMore = false;
      blobsChanged = false;
      return inputs;
    }
  }
}
