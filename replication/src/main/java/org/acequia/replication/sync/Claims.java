package org.acequia.replication.sync;

import java.util.HashMap;
import java.util.Map;
import org.acequia.core.cid.Sha256;

/// What the sessions of one node are fetching, so that two neighbours are not asked for the same at
/// the same time. Bounded by what sessions ask for at once. Safe for use by many threads.
public final class Claims {

  private final Map<Sha256, SyncSession> claimed = new HashMap<>();

  /// Returns whether `session` may fetch `digest`: no other is fetching it.
  synchronized boolean claim(Sha256 digest, SyncSession session) {
    SyncSession holder = claimed.putIfAbsent(digest, session);
    return holder == null || holder == session;
  }

  synchronized void release(SyncSession session) {
    claimed.values().removeIf(holder -> holder == session);
  }
}
