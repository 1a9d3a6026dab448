package org.acequia.replication.sync;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.acequia.core.store.SetIndex;

/// What each side says of how far it has come: sent when something has changed and the comparing is
/// over, and not too often.
final class Statuses {

  private final Holdings holdings;
  private final SharedSets sets;

  private Optional<Instant> sent = Optional.empty();
  private boolean due;

  Statuses(Holdings holdings, SharedSets sets) {
    this.holdings = holdings;
    this.sets = sets;
  }

  /// Has one sent although no set may have changed.
  void beDue() {
    due = true;
  }

  /// Has one sent as soon as there is room, however lately the last one was.
  void beDueAtOnce() {
    due = true;
    sent = Optional.empty();
  }

  boolean isDue(Instant now) {
    if (sent.map(last -> now.isBefore(last.plus(SyncSession.STATUS_INTERVAL))).orElse(false)) {
      return false;
    }
    return (due || sets.all().stream().anyMatch(set -> set.changed))
        && sets.all().stream().noneMatch(SharedSet::isBusy);
  }

  /// Makes a message of what is new, if there is anything.
  Optional<Message> next(Instant now) {
    List<Message.SetStatus> news = new ArrayList<>();
    for (SharedSet set : sets.all()) {
      if (set.changed) {
        set.changed = false;
        Message.SetStatus status = of(set);
        if (!set.statusSent.equals(Optional.of(status))) {
          set.statusSent = Optional.of(status);
          news.add(status);
        }
      }
    }
    due = false;
    if (news.isEmpty()) {
      return Optional.empty();
    }
    sent = Optional.of(now);
    return Optional.of(new Message.Status(news));
  }

  private Message.SetStatus of(SharedSet set) {
    SetIndex ours = holdings.snapshot(set.ref);
    return new Message.SetStatus(
        set.ourNumber, ours.size(), Fingerprint.of(ours), holdings.holdingOf(set.ref));
  }

  /// Notes what the peer said of a set.
  ///
  /// @return whether it may hold blobs that it lacked. Its first word in a session counts as such:
  ///   what the last session promised may have been lost.
  static boolean note(SharedSet set, Message.SetStatus status) {
    boolean moreBlobs = set.theirs.isEmpty() || status.holding().blobs() > set.theirs.get().blobs();
    set.theirCount = status.count();
    set.theirFingerprint = status.fingerprint();
    set.theirs = Optional.of(status.holding());
    set.lacked.clear();
    set.bodiesMaybeMissing = true;
    if (!set.isBusy() && !set.owes) {
      set.planIn = 0;
      set.planOut = 0;
    }
    return moreBlobs;
  }
}
