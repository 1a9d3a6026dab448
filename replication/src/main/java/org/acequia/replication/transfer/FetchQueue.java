package org.acequia.replication.transfer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.identity.PeerId;

/// Who is asked for what: nothing is fetched twice at a time, and nobody is asked again for what it
/// does not hold until it may. Safe for use by many threads.
final class FetchQueue {

  /// How many blobs that a peer does not hold are remembered.
  static final int LACKED_MAX = 16_384;

  /// How much one batch of small blobs comes to, by what the records state.
  static final long BATCH_BYTES = 8L << 20;

  /// How long a peer that sent wrong bytes is not asked for anything.
  static final Duration DISTRUST = Duration.ofHours(24);

  /// What a worker fetches.
  enum Kind {
    /// Files of one leaf, many at once.
    SMALL,
    /// A file of several leaves.
    LARGE
  }

  private final WantedBlobs wanted;
  private final InstantSource clock;
  private final Set<Cid> inFlight = new HashSet<>();
  private final Map<PeerId, Set<Cid>> lacked = new HashMap<>();
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
    Set<Cid> missing = lacked.getOrDefault(peer, Set.of());
    if (missing.size() >= LACKED_MAX) {
      return List.of(); // until it is known to hold more: otherwise it would be asked in circles
    }
    Predicate<Cid> eligible =
        cid -> cid.codec() == codec && !inFlight.contains(cid) && !missing.contains(cid);
    int limit = kind == Kind.SMALL ? BlobRequest.LEAVES_MAX : 1;
    List<WantedBlobs.Wanted> taken = new ArrayList<>();
    long bytes = 0;
    for (WantedBlobs.Wanted next : wanted.next(limit, eligible)) {
      if (!taken.isEmpty() && bytes + next.sizeBytes() > BATCH_BYTES) {
        break;
      }
      taken.add(next);
      bytes += next.sizeBytes();
      inFlight.add(next.cid());
    }
    return taken;
  }

  /// Ends what was taken.
  synchronized void done(List<WantedBlobs.Wanted> taken) {
    taken.forEach(each -> inFlight.remove(each.cid()));
    version++;
    notifyAll();
  }

  /// Notes that `peer` does not hold a blob.
  synchronized void lacks(PeerId peer, Cid cid) {
    Set<Cid> missing = lacked.computeIfAbsent(peer, _ -> new HashSet<>());
    if (missing.size() < LACKED_MAX) {
      missing.add(cid);
    }
  }

  /// Notes that `peer` may hold these by now; if none are named, that it may hold any.
  synchronized void mayHold(PeerId peer, List<Cid> blobs) {
    Set<Cid> missing = lacked.get(peer);
    if (blobs.isEmpty()) {
      lacked.remove(peer);
    } else if (missing != null) {
      blobs.forEach(missing::remove);
    }
    wake();
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

  /// Waits until there may be something new since `seen`, or for `patience`.
  synchronized void await(long seen, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (version == seen) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return;
      }
      wait(left);
    }
  }
}
