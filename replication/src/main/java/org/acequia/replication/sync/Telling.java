package org.acequia.replication.sync;

import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.cid.Sha256;
import org.acequia.core.record.Record;
import org.acequia.core.record.RecordId;
import org.acequia.core.record.SetRef;
import org.acequia.core.store.MemorySetIndex;

/// What is to be sent of records and bodies: what changes here, what the peer lacks, and what it
/// asked for. It is noted at once, and made only when there is room to write.
final class Telling {

  /// How many records, or bodies of a queue, are read for one message.
  private static final int AT_ONCE = 256;

  /// How many bodies are read at once: with a batch, they still fit one message.
  private static final int BODIES_AT_ONCE = 8;

  private final Holdings holdings;
  private final SharedSets sets;

  /// Changes that wait to be sent.
  private final SequencedMap<RecordId, SetRef> live = new LinkedHashMap<>();

  /// What the peer sent lately, and need not be sent back.
  private final SequencedSet<Sha256> fromPeer = new LinkedHashSet<>();

  Telling(Holdings holdings, SharedSets sets) {
    this.holdings = holdings;
    this.sets = sets;
  }

  /// Notes what the peer has sent.
  void heard(List<Bytes> records) {
    for (Bytes record : records) {
      fromPeer.add(Sha256.of(record.toArray()));
      if (fromPeer.size() > SyncSession.LIVE_MAX) {
        fromPeer.removeFirst();
      }
    }
  }

  /// Notes what has changed here.
  ///
  /// @return whether all of it fits what may wait; when it does not, what waited is dropped, and
  ///   the sets are to be compared again instead
  boolean changed(List<Record> records) {
    boolean fits = true;
    for (Record record : records) {
      Optional<SharedSet> set = sets.of(record.setRef());
      set.ifPresent(present -> present.changed = true);
      if (set.isPresent() && !fromPeer.remove(record.id().value().digest())) {
        if (live.size() < SyncSession.LIVE_MAX) {
          live.put(record.id(), set.get().ref);
        } else {
          live.clear();
          fits = false;
        }
      }
    }
    return fits;
  }

  /// Notes that bodies have come which the peer may have asked for in vain.
  void completed(List<Record> records) {
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

  /// Notes which records the peer asks for.
  void owe(SharedSet set, Message.Want want) throws HostileMessageException {
    if (set.owes) {
      throw new HostileMessageException("Wants more before it was served");
    }
    set.owes = true;
    set.owed.addAll(want.digests());
  }

  /// Notes which bodies the peer asks for.
  void owe(SharedSet set, Message.WantBodies want) throws HostileMessageException {
    if (set.owesBodies) {
      throw new HostileMessageException("Wants more before it was served");
    }
    set.owesBodies = true;
    set.owedBodies.addAll(want.digests());
  }

  boolean hasMore() {
    return !live.isEmpty()
        || sets.all().stream()
            .anyMatch(set -> set.owes || set.hasBodiesToSend() || !set.surplus.isEmpty());
  }

  /// Makes the one message that matters most, if there is any: changes, then records, those of
  /// governance first, then bodies.
  Optional<Message> next() {
    if (!live.isEmpty()) {
      return Optional.of(changes());
    }
    return sets.all().stream()
        .filter(set -> set.owes || !set.surplus.isEmpty())
        .min((a, b) -> Boolean.compare(b.isGovernance(), a.isGovernance()))
        .map(this::records)
        .or(() ->
            sets.all().stream().filter(SharedSet::hasBodiesToSend).findFirst().map(this::bodies));
  }

  private Message changes() {
    SetRef first = live.firstEntry().getValue();
    List<RecordId> ids = new ArrayList<>();
    for (var entry = live.firstEntry();
        entry != null && entry.getValue().equals(first) && ids.size() < AT_ONCE;
        entry = live.firstEntry()) {
      ids.add(entry.getKey());
      live.pollFirstEntry();
    }
    SharedSet set = sets.of(first).orElseThrow();
    var batch = new RecordBatch(holdings.records(ids), holdings, SyncSession.INLINE_BODY_BYTES_MAX);
    batch.leftOver().forEach(record -> live.putFirst(record.id(), first));
    // Another neighbour brought the header without the body, which this one may hold.
    set.bodiesMaybeMissing |= batch.bodiesLeft();
    return batch.message(set.ourNumber, false);
  }

  /// Makes a message of records that the peer wants, or lacks. Governance records bring their
  /// bodies along, for others hang on them.
  private Message records(SharedSet set) {
    boolean answering = set.owes;
    List<Sha256> digests = answering ? poll(set.owed) : set.takeSurplus(AT_ONCE);
    List<RecordId> ids =
        digests.stream().map(digest -> new RecordId(new Cid(Codec.DAG_CBOR, digest))).toList();
    List<Record> records =
        holdings.records(ids).stream().filter(record -> record.setRef().equals(set.ref)).toList();
    int inline = set.isGovernance() ? SyncSession.INLINE_BODY_BYTES_MAX : 0;
    var batch = new RecordBatch(records, holdings, inline);
    set.planOut -= digests.size() - batch.leftOver().size();
    batch.leftOver().forEach(record -> returnToQueue(set, record, answering));
    boolean last = answering && set.owed.isEmpty();
    if (last) {
      set.owes = false;
    }
    return batch.message(set.ourNumber, last);
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
    while (taken.size() < AT_ONCE && !queue.isEmpty()) {
      taken.add(queue.removeFirst());
    }
    return taken;
  }

  private Message bodies(SharedSet set) {
    List<Bytes> bodies = new ArrayList<>();
    int size = 0;
    Deque<Sha256> queue = set.owesBodies ? set.owedBodies : set.unaskedBodies;
    while (size < SyncSession.BATCH_BYTES && !queue.isEmpty()) {
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
    return new Message.Bodies(set.ourNumber, last, bodies);
  }
}
