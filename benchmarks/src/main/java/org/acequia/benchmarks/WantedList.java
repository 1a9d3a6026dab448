package org.acequia.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.acequia.core.cid.Cid;
import org.acequia.replication.transfer.WantedBlobs;

/// Blobs that one node of a measurement wants, in the order in which it came to want them.
final class WantedList implements WantedBlobs {

  private final Map<Cid, Wanted> wanted = new LinkedHashMap<>();
  private final BlockingQueue<Cid> arrived = new LinkedBlockingQueue<>();

  synchronized void want(Cid cid, long sizeBytes) {
    wanted.put(cid, new Wanted(cid, sizeBytes));
  }

  /// Waits for as many more arrivals.
  ///
  /// @throws IllegalStateException if one takes longer than `seconds`
  void await(int count, long seconds) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      if (arrived.poll(seconds, TimeUnit.SECONDS) == null) {
        throw new IllegalStateException("Only %,d of %,d blobs came".formatted(i, count));
      }
    }
  }

  @Override
  public synchronized List<Wanted> next(int limit, Predicate<Cid> eligible) {
    return wanted.values().stream().filter(each -> eligible.test(each.cid())).limit(limit).toList();
  }

  @Override
  public void arrived(List<Cid> blobs) {
    synchronized (this) {
      blobs.forEach(wanted::remove);
    }
    arrived.addAll(blobs);
  }

  @Override
  public void unusable(Cid blob, String reason) {
    throw new IllegalStateException("%s: %s".formatted(blob, reason));
  }
}
