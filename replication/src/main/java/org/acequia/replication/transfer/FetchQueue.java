package org.acequia.replication.transfer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.identity.PeerId;
import org.jspecify.annotations.Nullable;

/// Who is asked for what: nothing is fetched twice at a time, and nobody is asked again for what it
/// does not hold until it may. Safe for use by many threads.
final class FetchQueue {

  /// How many blobs that a peer does not hold are remembered.
  static final int LACKED_MAX = 16_384;

  /// How much one batch of small blobs comes to, by what the records state.
  static final long BATCH_BYTES = 8L << 20;

  /// How long a peer that sent wrong bytes is not asked for anything.
  static final Duration DISTRUST = Duration.ofHours(24);

  /// How long a peer is not asked again for what it does not hold, unless it says that it may.
  static final Duration LACKED_FOR = Duration.ofHours(24);

  /// How long a blob is left alone that somebody else is writing.
  static final Duration BUSY_FOR = Duration.ofMinutes(1);

  /// What a worker fetches.
  enum Kind {
    /// Files of one leaf, many at once.
    SMALL,
    /// A file of several leaves.
    LARGE
  }

  private final WantedBlobs wanted;
  private final InstantSource clock;
  private final Map<Cid, PeerId> inFlight = new HashMap<>();
  private final Map<PeerId, Map<Cid, Instant>> lacked = new HashMap<>();

  /// Of those in flight: which the peer that is asked for them said meanwhile that it may hold. An
  /// answer that it does not was true before, and must not be believed after.
  private final Set<Cid> told = new HashSet<>();

  private final Map<PeerId, Instant> distrusted = new HashMap<>();
  private long version;

  FetchQueue(WantedBlobs wanted, InstantSource clock) {
    this.wanted = wanted;
    this.clock = clock;
  }

  /// Takes what `peer` is to be asked for next; empty when there is nothing for it now.
  synchronized List<WantedBlobs.Wanted> take(PeerId peer, Kind kind) {
    if (isDistrusted(peer)) {
      return List.of();
    }
    Codec codec = kind == Kind.SMALL ? Codec.RAW : Codec.DAG_PB;
    Map<Cid, Instant> missing = lacked.computeIfAbsent(peer, _ -> new HashMap<>());
    Instant now = clock.instant();
    missing.values().removeIf(now::isAfter);
    if (missing.size() >= LACKED_MAX) {
      return List.of(); // until it is known to hold more: otherwise it would be asked in circles
    }
    Predicate<Cid> eligible =
        cid -> cid.codec() == codec && !inFlight.containsKey(cid) && !missing.containsKey(cid);
    int limit = kind == Kind.SMALL ? BlobRequest.LEAVES_MAX : 1;
    List<WantedBlobs.Wanted> taken = new ArrayList<>();
    long bytes = 0;
    for (WantedBlobs.Wanted next : wanted.next(limit, eligible)) {
      if (!taken.isEmpty() && bytes + next.sizeBytes() > BATCH_BYTES) {
        break;
      }
      taken.add(next);
      bytes += next.sizeBytes();
      inFlight.put(next.cid(), peer);
    }
    return taken;
  }

  /// Ends what was taken.
  synchronized void done(List<WantedBlobs.Wanted> taken) {
    for (WantedBlobs.Wanted each : taken) {
      inFlight.remove(each.cid());
      told.remove(each.cid());
    }
    version++;
    notifyAll();
  }

  /// Notes that `peer` answered that it does not hold a blob it was asked for.
  synchronized void lacks(PeerId peer, Cid cid) {
    if (!told.remove(cid)) {
      leave(peer, cid, LACKED_FOR);
    }
  }

  /// Notes that a blob is being written here by somebody else, and need not come from `peer` now.
  synchronized void busy(PeerId peer, Cid cid) {
    leave(peer, cid, BUSY_FOR);
  }

  private void leave(PeerId peer, Cid cid, Duration howLong) {
    Map<Cid, Instant> missing = lacked.computeIfAbsent(peer, _ -> new HashMap<>());
    if (missing.size() < LACKED_MAX) {
      missing.put(cid, clock.instant().plus(howLong));
    }
  }

  /// Notes that `peer` may hold these by now; if none are named, that it may hold any.
  synchronized void mayHold(PeerId peer, List<Cid> blobs) {
    if (blobs.isEmpty()) {
      lacked.remove(peer);
      inFlight.forEach((cid, asked) -> noteTold(peer, cid, asked));
    } else {
      Map<Cid, Instant> missing = lacked.getOrDefault(peer, new HashMap<>());
      for (Cid cid : blobs) {
        missing.remove(cid);
        noteTold(peer, cid, inFlight.get(cid));
      }
    }
    wake();
  }

  private void noteTold(PeerId peer, Cid cid, @Nullable PeerId asked) {
    if (peer.equals(asked)) {
      told.add(cid);
    }
  }

  /// Forgets what `peer` does not hold.
  synchronized void forget(PeerId peer) {
    lacked.remove(peer);
    wake();
  }

  synchronized void distrust(PeerId peer) {
    distrusted.put(peer, clock.instant().plus(DISTRUST));
  }

  synchronized boolean isDistrusted(PeerId peer) {
    Instant until = distrusted.get(peer);
    return until != null && clock.instant().isBefore(until);
  }

  /// Lets everyone who waits look again.
  synchronized void wake() {
    version++;
    notifyAll();
  }

  /// Returns a number that changes when there may be something new.
  synchronized long version() {
    return version;
  }

  /// Waits until there may be something new since `seen`, until `peer` may be asked again for what
  /// was left alone, or for `patience`.
  synchronized void await(PeerId peer, long seen, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + untilFree(peer, patience).toNanos();
    while (version == seen) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return;
      }
      wait(left);
    }
  }

  /// Returns how long until `peer` may be asked for the first of what is left alone, at most
  /// `patience`.
  synchronized Duration untilFree(PeerId peer, Duration patience) {
    Instant now = clock.instant();
    return lacked.getOrDefault(peer, Map.of()).values().stream()
        .min(Comparator.naturalOrder())
        .map(first -> Duration.between(now, first).plusMillis(1))
        .filter(rest -> rest.compareTo(patience) < 0)
        .orElse(patience);
  }
}
