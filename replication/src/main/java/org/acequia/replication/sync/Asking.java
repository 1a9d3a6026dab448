package org.acequia.replication.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.cid.Sha256;

/// Asks the peer for the records and bodies that are lacking here, as many at one time as an answer
/// may bring, and takes what comes. What another session of this node is fetching is left to it.
final class Asking {

  /// How many records are asked for at once.
  static final int WANT_MAX = 1_024;

  /// How many bodies are asked for at once.
  static final int WANT_BODIES_MAX = 256;

  /// Of how many sets bodies are asked for at once: well below what may wait to be written.
  static final int BODY_SETS_AT_ONCE = 16;

  private final Holdings holdings;
  private final Claims claims;
  private final SharedSets sets;

  Asking(Holdings holdings, Claims claims, SharedSets sets) {
    this.holdings = holdings;
    this.claims = claims;
    this.sets = sets;
  }

  /// Asks for the next records that a comparison found lacking, unless an answer is still coming.
  Optional<Message> wantRecords(SharedSet set) {
    while (!set.wanting && !set.needed.isEmpty()) {
      List<Sha256> next = new ArrayList<>();
      while (next.size() < WANT_MAX && !set.needed.isEmpty()) {
        next.add(set.needed.removeFirst());
      }
      Set<Sha256> settled = holdings.settled(next);
      next.removeIf(settled::contains);
      set.planIn -= settled.size();
      if (!next.isEmpty()) {
        set.wanting = true;
        return Optional.of(new Message.Want(set.ourNumber, next));
      }
    }
    return Optional.empty();
  }

  /// Asks for the bodies whose headers are here, of the sets that are not being compared.
  List<Message> wantBodies() {
    List<Message> asked = new ArrayList<>();
    long open = sets.all().stream().filter(set -> set.wantingBodies).count();
    for (SharedSet set : sets.all()) {
      if (open + asked.size() < BODY_SETS_AT_ONCE
          && set.bodiesMaybeMissing
          && !set.wantingBodies
          && !set.isBusy()) {
        wantBodies(set).ifPresent(asked::add);
      }
    }
    return asked;
  }

  private Optional<Message> wantBodies(SharedSet set) {
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
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    set.wantingBodies = true;
    set.askedBodies.addAll(missing);
    return Optional.of(
        new Message.WantBodies(set.ourNumber, missing.stream().map(Cid::digest).toList()));
  }

  Output take(SharedSet set, Message.Records records) {
    set.planIn -= records.records().size();
    set.bodiesLeft |= records.bodiesLeft();
    set.answered |= records.last();
    return new Output.Offer(set.ref, records.records(), records.bodies());
  }

  Output take(SharedSet set, Message.Bodies bodies) {
    for (Bytes body : bodies.bodies()) {
      set.askedBodies.remove(Cid.of(Codec.DAG_CBOR, body.toArray()));
    }
    set.answeredBodies |= bodies.last();
    return new Output.Offer(set.ref, List.of(), bodies.bodies());
  }

  /// Notes that what came last was offered to the intake, and asks on.
  Optional<Message> offered(SharedSet set) {
    set.changed = true;
    if (set.answeredBodies) {
      end();
    }
    set.endAnswers();
    return wantRecords(set);
  }

  /// Lets go of what was asked for: others may fetch it.
  void end() {
    claims.release(this);
  }
}
