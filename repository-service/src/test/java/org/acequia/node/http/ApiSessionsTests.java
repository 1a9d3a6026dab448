package org.acequia.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.acequia.core.archive.Author;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.identity.SigningKey;
import org.acequia.core.record.AccountId;
import org.acequia.node.community.SignedIn;
import org.junit.jupiter.api.Test;

class ApiSessionsTests {

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final ApiSessions sessions = new ApiSessions(new SecureRandom(), now::get);

  private static SignedIn curator(int number) {
    byte[] account = new byte[16];
    account[0] = (byte) number;
    SigningKey key = SigningKey.ofSeed(new byte[SigningKey.SEED_SIZE_BYTES]);
    return new SignedIn(
        "Rosa", new Author(new AccountId(Bytes.of(account)), key, Optional.empty()), false);
  }

  @Test
  void aSessionEndsAfterItsTime() {
    String token = sessions.open(curator(1));
    now.updateAndGet(instant -> instant.plus(ApiSessions.LIFETIME));
    assertThat(sessions.find(token)).isPresent();
    now.updateAndGet(instant -> instant.plusMillis(1));
    assertThat(sessions.find(token)).isEmpty();
  }

  @Test
  void endingThemEndsThoseOfOneAccountAlone() {
    String ended = sessions.open(curator(1));
    String other = sessions.open(curator(2));
    sessions.end(curator(1).author().account());
    assertThat(sessions.find(ended)).isEmpty();
    assertThat(sessions.find(other)).isPresent();
  }

  @Test
  void theOldestGoesWhenThereAreTooMany() {
    String first = sessions.open(curator(1));
    String second = sessions.open(curator(1));
    for (int i = 0; i < ApiSessions.SESSIONS_MAX - 1; i++) {
      sessions.open(curator(2));
    }
    assertThat(sessions.find(first)).isEmpty();
    assertThat(sessions.find(second)).isPresent();
  }
}
