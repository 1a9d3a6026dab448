package org.acequia.replication.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.cid.Sha256;
import org.acequia.core.record.Record;
import org.acequia.core.record.RecordId;
import org.acequia.core.record.SetId;
import org.acequia.core.record.SetRef;
import org.acequia.core.store.Intake;
import org.acequia.core.store.MemorySetIndex;
import org.acequia.core.store.SetIndex;

/// One conversation with one neighbour, until both hold the same records, and from then on.
///
/// - The side that opened the stream compares sets: governance first, and to equality; then the
///   others, a few at a time. It asks for what it lacks and sends what the peer lacks.
/// - Each side asks for bodies by itself, once it has the headers.
/// - What changes here is sent at once, except to where it came from.
/// - All that is large is made only when there is room to write ([Input.Writable]), so that a slow
///   peer costs no memory; what it may ask for at one time is bounded.
/// - Nothing is sent when nothing has changed.
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

  /// How many records or bodies are asked for at once.
  static final int WANT_MAX = 1_024;

  static final int WANT_BODIES_MAX = 256;

  /// How many bodies are read at once: with a batch, they still fit one message.
  private static final int BODIES_AT_ONCE = 8;

  /// How many records of one set are noted as needed at once (32 bytes of digest each); a peer can
  /// name as many as it likes.
  static final int NEEDED_MAX = 1 << 18;

  /// How many sets are compared at once.
  static final int SETS_AT_ONCE = 4;

  /// Of how many sets bodies are asked for at once: well below what may wait to be written.
  static final int BODY_SETS_AT_ONCE = 16;

  private final boolean opener;
  private final Bytes salt;
  private final Holdings holdings;
  private final Claims claims;
  private final SharedSets sets;

  /// Sets that may be worth comparing.
  private final SequencedSet<SetRef> suspects = new LinkedHashSet<>();

  /// Changes that wait to be sent.
  private final SequencedMap<RecordId, SetRef> live = new LinkedHashMap<>();

  /// What the peer sent lately, and need not be sent back.
  private final SequencedSet<Sha256> fromPeer = new LinkedHashSet<>();

  private Optional<Instant> statusSent = Optional.empty();
  private boolean statusDue;
  private boolean greeted;

  /// @param opener whether our side opened the stream
  /// @param salt 16 random bytes
  /// @param claims what all sessions of this node are fetching
  public SyncSession(boolean opener, Bytes salt, Holdings holdings, Claims claims) {
    this.opener = opener;
    this.salt = salt;
    this.holdings = holdings;
    this.claims = claims;
    this.sets = new SharedSets(holdings, salt);
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
        case Input.Completed(var records) -> keepPromises(records);
        case Input.FollowsMore() -> follow(out);
        case Input.Overflowed() -> suspectAll();
        case Input.Writable() -> write(now, out);
        case Input.BlobsChanged(var promised) -> tellBlobs(promised, out);
        case Input.Released _, Input.Tick _ -> sets.all().forEach(SharedSet::retryBodies);
      }
      if (greeted) {
        compareSuspects(out);
        wantBodies(out);
      }
    } catch (HostileMessageException e) {
      out.add(new Output.Disconnect(e.reason()));
    }
    return List.copyOf(out);
  }

  /// Tells whether there is something to write as soon as there is room.
  public boolean hasMoreToWrite(Instant now) {
    return !live.isEmpty()
        || isStatusDue(now)
        || sets.all().stream()
            .anyMatch(set -> set.owes || set.hasBodiesToSend() || hasSurplus(set));
  }

  /// Returns how far each shared set has come.
  public List<SetProgress> progress() {
    return sets.all().stream().map(set -> set.progress(holdings.snapshot(set.ref))).toList();
  }

  /// Gives up: what this session was fetching, others may fetch.
  public void end() {
    claims.release(this);
  }

  private void receive(Message message, List<Output> out) throws HostileMessageException {
    switch (message) {
      case Message.Hello hello -> greet(hello, out);
      case Message.Follow(var announced) -> {
        sets.announcedByPeer(announced);
        match();
      }
      case Message.Reconcile(var number, var frame) -> answer(shared(number), frame, out);
      case Message.Reconciled(var number, var frame) -> learn(shared(number), frame, out);
      case Message.Plan(var number, var toUs, var fromUs) ->
          shared(number)
              .ifPresent(set -> {
                set.planIn = toUs;
                set.planOut = fromUs;
                set.comparison = Optional.empty();
              });
      case Message.Want(var number, var digests) -> owe(shared(number), digests);
      case Message.WantBodies(var number, var digests) -> oweBodies(shared(number), digests);
      case Message.Records records -> take(shared(records.set()), records, out);
      case Message.Bodies bodies -> take(shared(bodies.set()), bodies, out);
      case Message.Have(var blobs) -> out.add(new Output.MayHold(blobs));
      case Message.Status(var all) -> {
        boolean moreBlobs = false;
        for (Message.SetStatus status : all) {
          Optional<SharedSet> set = shared(status.set());
          moreBlobs |= set.isPresent() && holdsMoreBlobs(set.get(), status);
          set.ifPresent(known -> note(known, status));
        }
        if (moreBlobs) {
          out.add(new Output.MayHold(List.of()));
        }
      }
    }
  }

  private Optional<SharedSet> shared(int number) throws HostileMessageException {
    return sets.theirs(number);
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
      suspects.add(set.ref);
      statusDue = true;
      if (!Fingerprint.of(holdings.snapshot(set.ref)).equals(sets.announcedOf(set.ref))) {
        // What came between our announcement and the peer's was told to nobody.
        statusSent = Optional.empty();
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

  /// The first word of a session counts as more: what the last one promised may have been lost.
  private static boolean holdsMoreBlobs(SharedSet set, Message.SetStatus status) {
    return set.theirs.isEmpty() || status.holding().blobs() > set.theirs.get().blobs();
  }

  private void note(SharedSet set, Message.SetStatus status) {
    set.theirCount = status.count();
    set.theirFingerprint = status.fingerprint();
    set.theirs = Optional.of(status.holding());
    set.lacked.clear();
    set.bodiesMaybeMissing = true;
    if (!set.isBusy() && !set.owes) {
      set.planIn = 0;
      set.planOut = 0;
    }
    suspects.add(set.ref);
  }

  // Comparing

  private void compareSuspects(List<Output> out) {
    if (!opener || suspects.isEmpty()) {
      return;
    }
    long busy = sets.all().stream().filter(SharedSet::isBusy).count();
    boolean governanceBusy =
        sets.all().stream().anyMatch(set -> isGovernance(set.ref) && set.isBusy());
    for (SetRef ref : orderOfSuspects()) {
      if (busy >= SETS_AT_ONCE || (governanceBusy && !isGovernance(ref))) {
        return;
      }
      SharedSet set = sets.of(ref).orElseThrow();
      if (set.isBusy()) {
        continue;
      }
      suspects.remove(ref);
      SetIndex ours = holdings.snapshot(ref);
      if (set.isWorthComparing(ours)) {
        open(set, ours, out);
        busy++;
        governanceBusy |= isGovernance(ref);
      }
    }
  }

  private List<SetRef> orderOfSuspects() {
    return suspects.stream()
        .filter(ref -> sets.of(ref).isPresent())
        .sorted((a, b) -> Boolean.compare(isGovernance(b), isGovernance(a)))
        .toList();
  }

  private void open(SharedSet set, SetIndex ours, List<Output> out) {
    Negentropy comparison = Negentropy.opener(ours);
    set.comparison = Optional.of(comparison);
    set.comparedOurs = Optional.of(Fingerprint.of(ours));
    set.comparedTheirs = Optional.of(set.theirFingerprint);
    set.foundIn = 0;
    set.foundOut = 0;
    set.planIn = 0;
    set.planOut = 0;
    send(out, new Message.Reconcile(set.ourNumber, Bytes.of(comparison.open())));
  }

  private void answer(Optional<SharedSet> shared, Bytes frame, List<Output> out)
      throws HostileMessageException {
    if (opener) {
      throw new HostileMessageException("Compares, though we opened the stream");
    }
    if (shared.isPresent()) {
      SharedSet set = shared.get();
      Negentropy comparison =
          set.comparison.orElseGet(() -> Negentropy.answerer(holdings.snapshot(set.ref)));
      set.comparison = Optional.of(comparison);
      byte[] reply = comparison.receive(frame.toArray()).reply().orElseThrow();
      send(out, new Message.Reconciled(set.ourNumber, Bytes.of(reply)));
    }
  }

  private void learn(Optional<SharedSet> shared, Bytes frame, List<Output> out)
      throws HostileMessageException {
    SharedSet set = shared.orElseThrow(() -> new HostileMessageException("An unasked answer"));
    Negentropy comparison =
        set.comparison.orElseThrow(() -> new HostileMessageException("An unasked answer"));
    Negentropy.Step step = comparison.receive(frame.toArray());
    for (Negentropy.Span span : step.have()) {
      set.surplus.add(new SharedSet.Surplus(comparison.set(), span.from(), span.to()));
      set.foundOut += span.to() - span.from();
      set.planOut += span.to() - span.from();
    }
    need(set, step.need());
    if (step.reply().isPresent()) {
      send(out, new Message.Reconcile(set.ourNumber, Bytes.of(step.reply().get())));
    } else {
      set.comparison = Optional.empty();
      if (set.foundOut == 0 && set.foundIn == 0) {
        set.theirFingerprint = Fingerprint.of(comparison.set());
      }
      send(out, new Message.Plan(set.ourNumber, set.foundOut, set.foundIn));
    }
    want(set, out);
  }

  /// What goes beyond the bound is found again by the next comparison.
  private void need(SharedSet set, List<Sha256> found) {
    int room = Math.max(0, NEEDED_MAX - set.needed.size());
    List<Sha256> noted = found.subList(0, Math.min(room, found.size()));
    set.needed.addAll(noted);
    set.foundIn += noted.size();
    set.planIn += noted.size();
    if (noted.size() < found.size()) {
      suspects.add(set.ref);
    }
  }

  // Asking

  private void want(SharedSet set, List<Output> out) {
    if (set.wanting) {
      return;
    }
    while (!set.needed.isEmpty()) {
      List<Sha256> next = new ArrayList<>();
      while (next.size() < WANT_MAX && !set.needed.isEmpty()) {
        next.add(set.needed.removeFirst());
      }
      Set<Sha256> settled = holdings.settled(next);
      next.removeIf(settled::contains);
      set.planIn -= settled.size();
      if (!next.isEmpty()) {
        set.wanting = true;
        send(out, new Message.Want(set.ourNumber, next));
        return;
      }
    }
  }

  private void wantBodies(List<Output> out) {
    long asked = sets.all().stream().filter(set -> set.wantingBodies).count();
    for (SharedSet set : sets.all()) {
      if (asked < BODY_SETS_AT_ONCE
          && set.bodiesMaybeMissing
          && !set.wantingBodies
          && !set.isBusy()) {
        wantBodies(set, out);
        asked += set.wantingBodies ? 1 : 0;
      }
    }
  }

  private void wantBodies(SharedSet set, List<Output> out) {
    List<Cid> missing = new ArrayList<>();
    boolean claimedByOthers = false;
    for (Cid cid : holdings.missingBodies(set.ref, set.lacked.size() + 2 * WANT_BODIES_MAX)) {
      if (set.lacked.contains(cid) || missing.size() == WANT_BODIES_MAX) {
        continue;
      }
      if (claims.claim(cid.digest(), this)) {
        missing.add(cid);
      } else {
        claimedByOthers = true;
      }
    }
    set.bodiesMaybeMissing = !missing.isEmpty();
    set.bodiesClaimed = claimedByOthers;
    if (!missing.isEmpty()) {
      set.wantingBodies = true;
      set.askedBodies.addAll(missing);
      send(out, new Message.WantBodies(set.ourNumber, missing.stream().map(Cid::digest).toList()));
    }
  }

  // Taking

  private void take(Optional<SharedSet> shared, Message.Records records, List<Output> out) {
    if (shared.isEmpty()) {
      return;
    }
    SharedSet set = shared.get();
    for (Bytes record : records.records()) {
      remember(Sha256.of(record.toArray()));
    }
    set.planIn -= records.records().size();
    set.bodiesLeft |= records.bodiesLeft();
    set.answered |= records.last();
    out.add(new Output.Offer(set.ref, records.records(), records.bodies()));
  }

  private void take(Optional<SharedSet> shared, Message.Bodies bodies, List<Output> out) {
    if (shared.isEmpty()) {
      return;
    }
    SharedSet set = shared.get();
    for (Bytes body : bodies.bodies()) {
      set.askedBodies.remove(Cid.of(Codec.DAG_CBOR, body.toArray()));
    }
    set.answeredBodies |= bodies.last();
    out.add(new Output.Offer(set.ref, List.of(), bodies.bodies()));
  }

  private void noteVerdicts(SetRef ref, List<Intake.Verdict> verdicts, List<Output> out) {
    Optional<SharedSet> set = sets.of(ref);
    boolean accepted = verdicts.stream().anyMatch(Intake.Verdict.Accepted.class::isInstance);
    if (accepted && isGovernance(ref)) {
      follow(out);
    }
    if (set.isPresent()) {
      set.get().changed = true;
      if (set.get().answeredBodies) {
        claims.release(this);
      }
      set.get().endAnswers();
      want(set.get(), out);
    }
  }

  private void remember(Sha256 digest) {
    fromPeer.add(digest);
    if (fromPeer.size() > LIVE_MAX) {
      fromPeer.removeFirst();
    }
  }

  // Telling

  private void noteChanges(List<Record> records, List<Output> out) {
    boolean follow = false;
    for (Record record : records) {
      SetRef set = record.setRef();
      follow |= isGovernance(set) || !sets.isAnnounced(set);
    }
    if (follow) {
      follow(out);
    }
    for (Record record : records) {
      Optional<SharedSet> set = sets.of(record.setRef());
      set.ifPresent(present -> present.changed = true);
      if (set.isPresent() && !fromPeer.remove(record.id().value().digest())) {
        tell(record.id(), set.get().ref);
      }
    }
  }

  private void tellBlobs(List<Cid> promised, List<Output> out) {
    sets.all().forEach(set -> set.changed = true);
    for (int at = 0; at < promised.size(); at += MessageCodec.RECORDS_MAX) {
      int end = Math.min(promised.size(), at + MessageCodec.RECORDS_MAX);
      send(out, new Message.Have(promised.subList(at, end)));
    }
  }

  private void keepPromises(List<Record> records) {
    for (Record record : records) {
      Optional<SharedSet> set = sets.of(record.setRef());
      Optional<Sha256> body = record.payload().body().map(ref -> ref.cid().digest());
      if (set.isPresent() && body.isPresent()) {
        set.get().changed = true;
        if (set.get().promised.remove(body.get())) {
          set.get().unaskedBodies.add(body.get());
        }
      }
    }
  }

  private void tell(RecordId id, SetRef set) {
    if (live.size() < LIVE_MAX) {
      live.put(id, set);
    } else {
      live.clear();
      suspectAll();
    }
  }

  /// Makes both sides compare again: the opener by itself, the other by a status.
  private void suspectAll() {
    sets.all().forEach(set -> set.changed = true);
    suspects.addAll(sets.all().stream().map(set -> set.ref).toList());
    statusDue = true;
    statusSent = Optional.empty();
  }

  private void owe(Optional<SharedSet> shared, List<Sha256> digests)
      throws HostileMessageException {
    SharedSet set = shared.orElseThrow(() -> new HostileMessageException("Wants of another set"));
    if (set.owes) {
      throw new HostileMessageException("Wants more before it was served");
    }
    set.owes = true;
    set.owed.addAll(digests);
  }

  private void oweBodies(Optional<SharedSet> shared, List<Sha256> digests)
      throws HostileMessageException {
    SharedSet set = shared.orElseThrow(() -> new HostileMessageException("Wants of another set"));
    if (set.owesBodies) {
      throw new HostileMessageException("Wants more before it was served");
    }
    set.owesBodies = true;
    set.owedBodies.addAll(digests);
  }

  /// Sends the one thing that matters most.
  private void write(Instant now, List<Output> out) {
    if (!live.isEmpty()) {
      writeLive(out);
      return;
    }
    for (boolean governance : new boolean[] {true, false}) {
      for (SharedSet set : sets.all()) {
        if (isGovernance(set.ref) == governance && (set.owes || hasSurplus(set))) {
          writeRecords(set, out);
          return;
        }
      }
    }
    Optional<SharedSet> bodies = sets.all().stream().filter(SharedSet::hasBodiesToSend).findFirst();
    if (bodies.isPresent()) {
      writeBodies(bodies.get(), out);
    } else if (isStatusDue(now)) {
      writeStatus(now, out);
    }
  }

  private void writeLive(List<Output> out) {
    SetRef first = live.firstEntry().getValue();
    List<RecordId> ids = new ArrayList<>();
    for (var entry = live.firstEntry();
        entry != null && entry.getValue().equals(first) && ids.size() < WANT_BODIES_MAX;
        entry = live.firstEntry()) {
      ids.add(entry.getKey());
      live.pollFirstEntry();
    }
    SharedSet set = sets.of(first).orElseThrow();
    var batch = new RecordBatch(holdings.records(ids), holdings, INLINE_BODY_BYTES_MAX);
    batch.leftOver().forEach(record -> live.putFirst(record.id(), first));
    // Another neighbour brought the header without the body, which this one may hold.
    set.bodiesMaybeMissing |= batch.bodiesLeft();
    send(out, batch.message(set.ourNumber, false));
  }

  /// Sends records that the peer wants, or lacks. Governance records bring their bodies along, for
  /// others hang on them.
  private void writeRecords(SharedSet set, List<Output> out) {
    boolean answering = set.owes;
    List<Sha256> digests = answering ? poll(set.owed) : set.takeSurplus(WANT_BODIES_MAX);
    List<RecordId> ids =
        digests.stream().map(digest -> new RecordId(new Cid(Codec.DAG_CBOR, digest))).toList();
    List<Record> records =
        holdings.records(ids).stream().filter(record -> record.setRef().equals(set.ref)).toList();
    int inline = isGovernance(set.ref) ? INLINE_BODY_BYTES_MAX : 0;
    var batch = new RecordBatch(records, holdings, inline);
    set.planOut -= digests.size() - batch.leftOver().size();
    batch.leftOver().forEach(record -> returnToQueue(set, record, answering));
    boolean last = answering && set.owed.isEmpty();
    if (last) {
      set.owes = false;
    }
    send(out, batch.message(set.ourNumber, last));
  }

  private static void returnToQueue(SharedSet set, Record record, boolean answering) {
    Sha256 digest = record.id().value().digest();
    if (answering) {
      set.owed.addFirst(digest);
    } else {
      var single = new MemorySetIndex();
      single.add(record.payload().time().value(), digest);
      set.surplus.addFirst(new SharedSet.Surplus(single, 0, 1));
    }
  }

  private static List<Sha256> poll(Deque<Sha256> queue) {
    List<Sha256> taken = new ArrayList<>();
    while (taken.size() < WANT_BODIES_MAX && !queue.isEmpty()) {
      taken.add(queue.removeFirst());
    }
    return taken;
  }

  private void writeBodies(SharedSet set, List<Output> out) {
    List<Bytes> bodies = new ArrayList<>();
    int size = 0;
    Deque<Sha256> queue = set.owesBodies ? set.owedBodies : set.unaskedBodies;
    while (size < BATCH_BYTES && !queue.isEmpty()) {
      List<Cid> next = new ArrayList<>();
      while (next.size() < BODIES_AT_ONCE && !queue.isEmpty()) {
        next.add(new Cid(Codec.DAG_CBOR, queue.removeFirst()));
      }
      Map<Cid, Bytes> held = holdings.bodies(next);
      next.stream().filter(cid -> !held.containsKey(cid)).forEach(cid -> set.promise(cid.digest()));
      for (Bytes body : held.values()) {
        bodies.add(body);
        size += body.size();
      }
    }
    boolean last = set.owesBodies && set.owedBodies.isEmpty();
    if (last) {
      set.owesBodies = false;
    }
    send(out, new Message.Bodies(set.ourNumber, last, bodies));
  }

  private boolean hasSurplus(SharedSet set) {
    return !set.surplus.isEmpty();
  }

  private boolean isStatusDue(Instant now) {
    if (!greeted
        || statusSent.map(sent -> now.isBefore(sent.plus(STATUS_INTERVAL))).orElse(false)) {
      return false;
    }
    return (statusDue || sets.all().stream().anyMatch(set -> set.changed))
        && sets.all().stream().noneMatch(SharedSet::isBusy);
  }

  private void writeStatus(Instant now, List<Output> out) {
    List<Message.SetStatus> news = new ArrayList<>();
    for (SharedSet set : sets.all()) {
      if (set.changed) {
        set.changed = false;
        SetIndex ours = holdings.snapshot(set.ref);
        var status =
            new Message.SetStatus(
                set.ourNumber, ours.size(), Fingerprint.of(ours), holdings.holdingOf(set.ref));
        if (!set.statusSent.equals(Optional.of(status))) {
          set.statusSent = Optional.of(status);
          news.add(status);
        }
      }
    }
    statusDue = false;
    if (!news.isEmpty()) {
      statusSent = Optional.of(now);
      send(out, new Message.Status(news));
    }
  }

  private static boolean isGovernance(SetRef set) {
    return set.set().equals(SetId.GOVERNANCE);
  }

  private static void send(List<Output> out, Message message) {
    out.add(new Output.Send(message));
  }
}
