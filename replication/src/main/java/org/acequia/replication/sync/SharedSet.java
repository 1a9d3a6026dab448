package org.acequia.replication.sync;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Sha256;
import org.acequia.core.record.SetId;
import org.acequia.core.record.SetRef;
import org.acequia.core.store.SetIndex;

/// A set that both sides follow, and where the session stands with it.
final class SharedSet {

  /// How many bodies that the peer does not hold are remembered, lest they be asked for again.
  static final int LACKED_MAX = 4_096;

  /// A part of our set that the peer lacks.
  record Surplus(SetIndex set, int from, int to) {}

  final SetRef ref;
  final int ourNumber;

  /// What the peer last said of its side.
  long theirCount;

  Bytes theirFingerprint;
  Optional<Holding> theirs = Optional.empty();

  /// The reconciliation that runs, on either side.
  Optional<Negentropy> comparison = Optional.empty();

  /// What a reconciliation has found to travel, and has not travelled.
  final Deque<Surplus> surplus = new ArrayDeque<>();

  final Deque<Sha256> needed = new ArrayDeque<>();

  /// What the comparison has found so far.
  long foundIn;

  long foundOut;

  /// What is still to travel, as far as known; what travels anyway may make it negative.
  long planIn;

  long planOut;

  /// The two fingerprints compared last, so that what cannot become equal is not compared for ever.
  Optional<Bytes> comparedOurs = Optional.empty();

  Optional<Bytes> comparedTheirs = Optional.empty();

  boolean wanting;
  boolean wantingBodies;
  boolean bodiesMaybeMissing = true;
  final Set<Cid> lacked = new HashSet<>();
  final Set<Cid> askedBodies = new LinkedHashSet<>();

  /// Whether bodies are missing that another session was fetching.
  boolean bodiesClaimed;

  /// What the last answers said, which counts once they are offered.
  boolean bodiesLeft;

  boolean answered;
  boolean answeredBodies;

  /// What the peer asked for and was not sent yet.
  final Deque<Sha256> owed = new ArrayDeque<>();

  final Deque<Sha256> owedBodies = new ArrayDeque<>();

  /// Bodies that the peer asked for, that were not held then, and that will be sent once they are.
  final Set<Sha256> promised = new HashSet<>();

  final Deque<Sha256> unaskedBodies = new ArrayDeque<>();
  boolean owes;
  boolean owesBodies;

  Optional<Message.SetStatus> statusSent = Optional.empty();
  boolean changed = true;

  SharedSet(SetRef ref, int ourNumber, Message.Announced announced) {
    this.ref = ref;
    this.ourNumber = ourNumber;
    this.theirCount = announced.count();
    this.theirFingerprint = announced.fingerprint();
  }

  /// Tells whether other sets hang on this one.
  boolean isGovernance() {
    return ref.set().equals(SetId.GOVERNANCE);
  }

  /// Tells whether a comparison or what came out of it is under way on the opening side.
  boolean isBusy() {
    return comparison.isPresent() || wanting || !needed.isEmpty() || !surplus.isEmpty();
  }

  /// Tells whether comparing may teach something new.
  boolean isWorthComparing(SetIndex ours) {
    Bytes fingerprint = Fingerprint.of(ours);
    return !fingerprint.equals(theirFingerprint)
        && !(comparedOurs.equals(Optional.of(fingerprint))
            && comparedTheirs.equals(Optional.of(theirFingerprint)));
  }

  boolean hasBodiesToSend() {
    return owesBodies || !unaskedBodies.isEmpty();
  }

  void promise(Sha256 body) {
    if (promised.size() < LACKED_MAX) {
      promised.add(body);
    }
  }

  /// Takes up to `max` records that the peer lacks.
  List<Sha256> takeSurplus(int max) {
    List<Sha256> taken = new ArrayList<>();
    while (taken.size() < max && !surplus.isEmpty()) {
      Surplus next = surplus.removeFirst();
      int end = Math.min(next.to(), next.from() + max - taken.size());
      for (int i = next.from(); i < end; i++) {
        taken.add(next.set().at(i).digest());
      }
      if (end < next.to()) {
        surplus.addFirst(new Surplus(next.set(), end, next.to()));
      }
    }
    return taken;
  }

  /// Notes that what came was offered: what was asked for is here, or nowhere at the peer.
  void endAnswers() {
    bodiesMaybeMissing |= bodiesLeft;
    bodiesLeft = false;
    if (answered) {
      answered = false;
      wanting = false;
    }
    if (answeredBodies) {
      answeredBodies = false;
      wantingBodies = false;
      lacked.addAll(askedBodies);
      askedBodies.clear();
      if (lacked.size() > LACKED_MAX) {
        lacked.clear();
        bodiesMaybeMissing = false;
      }
    }
  }

  void retryBodies() {
    bodiesMaybeMissing |= bodiesClaimed;
    bodiesClaimed = false;
  }

  SetProgress progress(SetIndex ours) {
    return new SetProgress(
        ref,
        Math.max(0, planIn),
        Math.max(0, planOut),
        theirCount,
        Fingerprint.of(ours).equals(theirFingerprint),
        theirs);
  }
}
