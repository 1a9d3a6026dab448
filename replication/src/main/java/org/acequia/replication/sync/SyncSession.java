package org.acequia.replication.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.record.Record;
import org.acequia.core.record.SetId;
import org.acequia.core.record.SetRef;
import org.acequia.core.store.Intake;

/// One conversation with one neighbour, until both hold the same records, and from then on.
///
/// - The side that opened the stream compares sets ([Comparing]), asks for what it lacks ([Asking])
///   and sends what the peer lacks ([Telling]).
/// - Each side asks for bodies by itself, once it has the headers.
/// - What changes here is sent at once, except to where it came from.
/// - All that is large is made only when there is room to write ([Input.Writable]), so that a slow
///   peer costs no memory; what it may ask for at one time is bounded.
/// - Nothing is sent when nothing has changed ([Statuses]).
///
/// Not safe for use by several threads.
public final class SyncSession {

  /// The version of the protocol, and of the rules for records.
  public static final int VERSION = 1;

  /// How many changes wait to be sent; when there are more, the sets are compared again instead.
  public static final int LIVE_MAX = 16_384;

  /// Bodies up to this size travel with the header of a live change.
  public static final int INLINE_BODY_BYTES_MAX = 4 << 10;

  /// How much one message of records or bodies carries, before the one that goes beyond.
  public static final int BATCH_BYTES = 256 << 10;

  /// How often at most a status is sent.
  public static final Duration STATUS_INTERVAL = Duration.ofSeconds(30);

  private final Bytes salt;
  private final Holdings holdings;
  private final SharedSets sets;
  private final Comparing comparing;
  private final Asking asking;
  private final Telling telling;
  private final Statuses statuses;
  private boolean greeted;

  /// @param opener whether our side opened the stream
  /// @param salt 16 random bytes
  /// @param claims what all sessions of this node are fetching
  public SyncSession(boolean opener, Bytes salt, Holdings holdings, Claims claims) {
    this.salt = salt;
    this.holdings = holdings;
    this.sets = new SharedSets(holdings, salt);
    this.comparing = new Comparing(opener, holdings, sets);
    this.asking = new Asking(holdings, claims, sets);
    this.telling = new Telling(holdings, sets);
    this.statuses = new Statuses(holdings, sets);
  }

  /// Takes one step. The outputs are to be carried out in order.
  public List<Output> on(Input input, Instant now) {
    List<Output> out = new ArrayList<>();
    try {
      switch (input) {
        case Input.Opened() -> send(out, new Message.Hello(VERSION, salt, sets.announceNew()));
        case Input.Received(var message) -> receive(message, out);
        case Input.Offered(var set, var verdicts) -> noteVerdicts(set, verdicts, out);
        case Input.Changed(var records) -> noteChanges(records, out);
        case Input.Completed(var records) -> telling.completed(records);
        case Input.FollowsMore() -> follow(out);
        case Input.Overflowed() -> suspectAll();
        case Input.Writable() -> write(now, out);
        case Input.BlobsChanged(var promised) -> tellBlobs(promised, out);
        case Input.Released _, Input.Tick _ -> sets.all().forEach(SharedSet::retryBodies);
      }
      if (greeted) {
        comparing.begin().forEach(message -> send(out, message));
        asking.wantBodies().forEach(message -> send(out, message));
      }
    } catch (HostileMessageException e) {
      out.add(new Output.Disconnect(e.reason()));
    }
    return List.copyOf(out);
  }

  /// Tells whether there is something to write as soon as there is room.
  public boolean hasMoreToWrite(Instant now) {
    return telling.hasMore() || (greeted && statuses.isDue(now));
  }

  /// Returns how far each shared set has come.
  public List<SetProgress> progress() {
    return sets.all().stream().map(set -> set.progress(holdings.snapshot(set.ref))).toList();
  }

  /// Gives up: what this session was fetching, others may fetch.
  public void end() {
    asking.end();
  }

  private void receive(Message message, List<Output> out) throws HostileMessageException {
    switch (message) {
      case Message.Hello hello -> greet(hello, out);
      case Message.Follow(var announced) -> {
        sets.announcedByPeer(announced);
        match();
      }
      case Message.Reconcile(var number, var frame) ->
          comparing.answer(sets.theirs(number), frame).ifPresent(answer -> send(out, answer));
      case Message.Reconciled(var number, var frame) -> {
        SharedSet set = required(number);
        send(out, comparing.learn(set, frame));
        asking.wantRecords(set).ifPresent(want -> send(out, want));
      }
      case Message.Plan plan -> sets.theirs(plan.set()).ifPresent(set -> Comparing.plan(set, plan));
      case Message.Want want -> telling.owe(required(want.set()), want);
      case Message.WantBodies want -> telling.owe(required(want.set()), want);
      case Message.Records records -> {
        Optional<SharedSet> set = sets.theirs(records.set());
        if (set.isPresent()) {
          telling.heard(records.records());
          out.add(asking.take(set.get(), records));
        }
      }
      case Message.Bodies bodies ->
          sets.theirs(bodies.set()).ifPresent(set -> out.add(asking.take(set, bodies)));
      case Message.Have(var blobs) -> out.add(new Output.MayHold(blobs));
      case Message.Status(var all) -> note(all, out);
    }
  }

  /// Returns the shared set that the peer calls `number`. It is hostile to want something of
  /// another.
  private SharedSet required(int number) throws HostileMessageException {
    return sets.theirs(number)
        .orElseThrow(() -> new HostileMessageException("Speaks of a set that is not shared"));
  }

  private void greet(Message.Hello hello, List<Output> out) throws HostileMessageException {
    if (hello.version() != VERSION) {
      out.add(
          new Output.Disconnect(
              "The neighbour speaks version %d of the protocol and we speak %d: update the older one"
                  .formatted(hello.version(), VERSION)));
      return;
    }
    sets.greet(hello.salt());
    sets.announcedByPeer(hello.sets());
    greeted = true;
    match();
  }

  private void match() {
    for (SharedSet set : sets.matchNew()) {
      comparing.suspect(set);
      statuses.beDue();
      if (!Fingerprint.of(holdings.snapshot(set.ref)).equals(sets.announcedOf(set.ref))) {
        // What came between our announcement and the peer's was told to nobody.
        statuses.beDueAtOnce();
      }
    }
  }

  /// Announces sets that this node has come to follow.
  private void follow(List<Output> out) {
    List<Message.Announced> fresh = sets.announceNew();
    if (!fresh.isEmpty()) {
      send(out, new Message.Follow(fresh));
      match();
    }
  }

  private void note(List<Message.SetStatus> all, List<Output> out) throws HostileMessageException {
    boolean moreBlobs = false;
    for (Message.SetStatus status : all) {
      Optional<SharedSet> set = sets.theirs(status.set());
      if (set.isPresent()) {
        moreBlobs |= Statuses.note(set.get(), status);
        comparing.suspect(set.get());
      }
    }
    if (moreBlobs) {
      out.add(new Output.MayHold(List.of()));
    }
  }

  private void noteVerdicts(SetRef ref, List<Intake.Verdict> verdicts, List<Output> out) {
    boolean accepted = verdicts.stream().anyMatch(Intake.Verdict.Accepted.class::isInstance);
    if (accepted && ref.set().equals(SetId.GOVERNANCE)) {
      follow(out);
    }
    sets.of(ref).flatMap(asking::offered).ifPresent(want -> send(out, want));
  }

  private void noteChanges(List<Record> records, List<Output> out) {
    if (records.stream()
        .map(Record::setRef)
        .anyMatch(set -> set.set().equals(SetId.GOVERNANCE) || !sets.isAnnounced(set))) {
      follow(out);
    }
    if (!telling.changed(records)) {
      suspectAll();
    }
  }

  private void tellBlobs(List<Cid> promised, List<Output> out) {
    sets.all().forEach(set -> set.changed = true);
    for (int at = 0; at < promised.size(); at += MessageCodec.RECORDS_MAX) {
      int end = Math.min(promised.size(), at + MessageCodec.RECORDS_MAX);
      send(out, new Message.Have(promised.subList(at, end)));
    }
  }

  /// Makes both sides compare again: the opener by itself, the other by a status.
  private void suspectAll() {
    sets.all().forEach(set -> set.changed = true);
    comparing.suspectAll();
    statuses.beDueAtOnce();
  }

  /// Sends the one thing that matters most.
  private void write(Instant now, List<Output> out) {
    telling
        .next()
        .or(() -> greeted && statuses.isDue(now) ? statuses.next(now) : Optional.empty())
        .ifPresent(message -> send(out, message));
  }

  private static void send(List<Output> out, Message message) {
    out.add(new Output.Send(message));
  }
}
