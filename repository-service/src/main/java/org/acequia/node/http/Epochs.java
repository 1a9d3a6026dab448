package org.acequia.node.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.acequia.core.record.AccountId;

/// Ends all sessions of an account at once: each session belongs to the epoch in which it began.
/// Sessions live in memory, and so does this; one entry for each account that ever ended its own.
final class Epochs {

  private final Map<AccountId, Long> ended = new ConcurrentHashMap<>();

  /// Returns the epoch in which a session of `account` begins now.
  long current(AccountId account) {
    return ended.getOrDefault(account, 0L);
  }

  /// Ends every session that began before.
  void end(AccountId account) {
    ended.merge(account, 1L, Long::sum);
  }
}
