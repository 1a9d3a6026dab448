package org.acequia.replication.sync;

import java.util.HashMap;
import java.util.Map;
import org.acequia.core.cid.Sha256;

/// What the sessions of one node are fetching, so that two neighbours are not asked for the same at
/// the same time. Bounded by what sessions ask for at once. Safe for use by many threads.
public final class Claims {

  private final Runnable released;
  private final Map<Sha256, Asking> claimed = new HashMap<>();

  /// @param released is run after a session let go of something, for the others to ask for it;
  ///   returns at once
  public Claims(Runnable released) {
    this.released = released;
  }

  /// Returns whether `asking` may fetch `digest`: no other is fetching it.
  synchronized boolean claim(Sha256 digest, Asking asking) {
    Asking holder = claimed.putIfAbsent(digest, asking);
    return holder == null || holder == asking;
  }

  void release(Asking asking) {
    boolean any;
    synchronized (this) {
      any = claimed.values().removeIf(holder -> holder == asking);
    }
    if (any) {
      released.run();
    }
  }
}
