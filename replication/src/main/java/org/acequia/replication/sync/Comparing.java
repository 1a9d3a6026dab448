package org.acequia.replication.sync;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Sha256;
import org.acequia.core.record.SetRef;
import org.acequia.core.store.SetIndex;

/// Finds out, together with the peer, what each side lacks of a set: governance first, and to
/// equality; then the others, a few at a time. Only the side that opened the stream begins.
final class Comparing {

  /// How many sets are compared at once.
  static final int SETS_AT_ONCE = 4;

  /// How many records of one set are noted as needed at once (32 bytes of digest each); a peer can
  /// name as many as it likes.
  static final int NEEDED_MAX = 1 << 18;

  private final boolean opener;
  private final Holdings holdings;
  private final SharedSets sets;

  /// Sets that may be worth comparing.
  private final SequencedSet<SetRef> suspects = new LinkedHashSet<>();

  Comparing(boolean opener, Holdings holdings, SharedSets sets) {
    this.opener = opener;
    this.holdings = holdings;
    this.sets = sets;
  }

  void suspect(SharedSet set) {
    suspects.add(set.ref);
  }

  void suspectAll() {
    sets.all().forEach(this::suspect);
  }

  /// Begins as many comparisons of suspects as may go on at once.
  List<Message> begin() {
    List<Message> begun = new ArrayList<>();
    if (!opener || suspects.isEmpty()) {
      return begun;
    }
    long busy = sets.all().stream().filter(SharedSet::isBusy).count();
    boolean governanceBusy =
        sets.all().stream().anyMatch(set -> set.isGovernance() && set.isBusy());
    for (SharedSet set : orderOfSuspects()) {
      if (busy >= SETS_AT_ONCE || (governanceBusy && !set.isGovernance())) {
        return begun;
      }
      if (set.isBusy()) {
        continue;
      }
      suspects.remove(set.ref);
      SetIndex ours = holdings.snapshot(set.ref);
      if (set.isWorthComparing(ours)) {
        begun.add(begin(set, ours));
        busy++;
        governanceBusy |= set.isGovernance();
      }
    }
    return begun;
  }

  private List<SharedSet> orderOfSuspects() {
    return suspects.stream()
        .flatMap(ref -> sets.of(ref).stream())
        .sorted((a, b) -> Boolean.compare(b.isGovernance(), a.isGovernance()))
        .toList();
  }

  private static Message begin(SharedSet set, SetIndex ours) {
    Negentropy comparison = Negentropy.opener(ours);
    set.comparison = Optional.of(comparison);
    set.comparedOurs = Optional.of(Fingerprint.of(ours));
    set.comparedTheirs = Optional.of(set.theirFingerprint);
    set.foundIn = 0;
    set.foundOut = 0;
    set.planIn = 0;
    set.planOut = 0;
    return new Message.Reconcile(set.ourNumber, Bytes.of(comparison.open()));
  }

  /// Answers a step of the side that opened the stream.
  ///
  /// @return nothing when the set is not shared
  Optional<Message> answer(Optional<SharedSet> shared, Bytes frame) throws HostileMessageException {
    if (opener) {
      throw new HostileMessageException("Compares, though we opened the stream");
    }
    if (shared.isEmpty()) {
      return Optional.empty();
    }
    SharedSet set = shared.get();
    Negentropy comparison =
        set.comparison.orElseGet(() -> Negentropy.answerer(holdings.snapshot(set.ref)));
    set.comparison = Optional.of(comparison);
    byte[] reply = comparison.receive(frame.toArray()).reply().orElseThrow();
    return Optional.of(new Message.Reconciled(set.ourNumber, Bytes.of(reply)));
  }

  /// Learns from an answer, and returns the next step or, at the end, what is to travel.
  Message learn(SharedSet set, Bytes frame) throws HostileMessageException {
    if (!opener || set.comparison.isEmpty()) {
      throw new HostileMessageException("An unasked answer");
    }
    Negentropy comparison = set.comparison.get();
    Negentropy.Step step = comparison.receive(frame.toArray());
    for (Negentropy.Span span : step.have()) {
      set.surplus.add(new SharedSet.Surplus(comparison.set(), span.from(), span.to()));
      set.foundOut += span.to() - span.from();
      set.planOut += span.to() - span.from();
    }
    need(set, step.need());
    if (step.reply().isPresent()) {
      return new Message.Reconcile(set.ourNumber, Bytes.of(step.reply().get()));
    }
    set.comparison = Optional.empty();
    if (set.foundOut == 0 && set.foundIn == 0) {
      set.theirFingerprint = Fingerprint.of(comparison.set());
    }
    return new Message.Plan(set.ourNumber, set.foundOut, set.foundIn);
  }

  /// What goes beyond the bound is found again by the next comparison.
  private void need(SharedSet set, List<Sha256> found) {
    int room = Math.max(0, NEEDED_MAX - set.needed.size());
    List<Sha256> noted = found.subList(0, Math.min(room, found.size()));
    set.needed.addAll(noted);
    set.foundIn += noted.size();
    set.planIn += noted.size();
    if (noted.size() < found.size()) {
      suspect(set);
    }
  }

  /// Takes over what the side that opened the stream has found out.
  static void plan(SharedSet set, Message.Plan plan) {
    set.planIn = plan.toYou();
    set.planOut = plan.toMe();
    set.comparison = Optional.empty();
  }
}
