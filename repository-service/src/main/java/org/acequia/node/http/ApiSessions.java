package org.acequia.node.http;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.acequia.core.cid.Base32;
import org.acequia.core.record.AccountId;
import org.acequia.node.community.SignedIn;

/// Tokens for programs that act as a curator: each unlocks that curator's key in memory until it
/// expires, or the node stops. Safe for use by many threads.
final class ApiSessions {

  /// How long a token is good.
  static final Duration LIFETIME = Duration.ofHours(12);

  /// How many tokens are good at once; the oldest goes first.
  static final int SESSIONS_MAX = 1_000;

  private static final int TOKEN_BYTES = 32;

  private record Session(SignedIn who, Instant expires) {}

  private final SecureRandom random;
  private final InstantSource clock;
  private final Map<String, Session> sessions =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
          return size() > SESSIONS_MAX;
        }
      };

  ApiSessions(SecureRandom random, InstantSource clock) {
    this.random = random;
    this.clock = clock;
  }

  synchronized String open(SignedIn who) {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    String token = Base32.encode(bytes);
    sessions.put(token, new Session(who, clock.instant().plus(LIFETIME)));
    return token;
  }

  /// Makes every token of `account` useless.
  synchronized void end(AccountId account) {
    sessions.values().removeIf(session -> session.who.author().account().equals(account));
  }

  synchronized Optional<SignedIn> find(String token) {
    Session session = sessions.get(token);
    if (session == null) {
      return Optional.empty();
    }
    if (session.expires.isBefore(clock.instant())) {
      sessions.remove(token);
      return Optional.empty();
    }
    return Optional.of(session.who);
  }
}
