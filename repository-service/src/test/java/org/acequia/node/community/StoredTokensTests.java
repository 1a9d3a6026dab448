package org.acequia.node.community;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.zaxxer.hikari.HikariDataSource;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.acequia.core.archive.Author;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.identity.SigningKey;
import org.acequia.core.record.AccountId;
import org.acequia.node.audit.Act;
import org.acequia.node.audit.AuditTrail;
import org.acequia.node.records.TestPostgres;
import org.acequia.web.ApiTokens;
import org.acequia.web.ApiTokens.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class StoredTokensTests {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final HikariDataSource database = TestPostgres.newDatabase();
  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final List<Act> noted = new ArrayList<>();
  private final SigningKey key = SigningKey.ofSeed(new byte[SigningKey.SEED_SIZE_BYTES]);
  private final Author rosa =
      new Author(new AccountId(Bytes.of(new byte[16])), key, Optional.empty());
  private final StoredTokens tokens =
      new StoredTokens(database, noting(), new SecureRandom(), now::get);

  private AuditTrail noting() {
    return new AuditTrail() {
      @Override
      public void note(Act act, String subject) {
        noted.add(act);
      }

      @Override
      public void note(Act act, String subject, String who) {
        noted.add(act);
      }
    };
  }

  @BeforeEach
  void addRosa() {
    JdbcClient.create(database)
        .sql(
            "insert into curators (account, name, sign_in_name, device, steward, by_password,"
                + " by_recovery, since) values (?, 'Rosa', 'rosa', ?, true, '', '', ?)")
        .param(rosa.account().value().toArray())
        .param(key.key().value().toArray())
        .param(Timestamp.from(START))
        .update();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private String make(Scope scope, int days) {
    return tokens.make(rosa, "mine", scope, days).orElseThrow();
  }

  @Test
  void aTokenLetsInUntilItExpiresAndNotAMomentLonger() {
    String token = make(Scope.WRITE, 3);
    now.set(START.plus(Duration.ofDays(3)).minusMillis(1));
    assertThat(tokens.find(token)).map(StoredTokens.Bearer::scope).contains(Scope.WRITE);
    now.set(START.plus(Duration.ofDays(3)));
    assertThat(tokens.find(token)).isEmpty();
  }

  @Test
  void noTokenLivesLongerThanTheLongestTime() {
    String token = make(Scope.READ, 1_000_000);
    now.set(START.plus(Duration.ofDays(ApiTokens.DAYS_MAX)).minusMillis(1));
    assertThat(tokens.find(token)).isPresent();
    now.set(START.plus(Duration.ofDays(ApiTokens.DAYS_MAX)));
    assertThat(tokens.find(token)).isEmpty();
  }

  @Test
  void aTokenThatWritesSignsAsItsCuratorAndOneThatReadsSignsNothing() {
    var writes = tokens.find(make(Scope.WRITE, 3)).orElseThrow();
    var reads = tokens.find(make(Scope.READ, 3)).orElseThrow();
    byte[] words = {1, 2, 3};
    assertThat(writes.who().author().signer().sign(words)).isEqualTo(key.sign(words));
    assertThat(reads.scope()).isEqualTo(Scope.READ);
    assertThatIllegalStateException().isThrownBy(() -> reads.who().author().signer().sign(words));
  }

  @Test
  void aRevokedTokenLetsNobodyInAndBothIsNoted() {
    String token = make(Scope.READ, 3);
    assertThat(tokens.revoke(rosa, tokens.of(rosa).getFirst().id())).isTrue();
    assertThat(tokens.find(token)).isEmpty();
    assertThat(tokens.revoke(rosa, "aaaaaaaaaaaaaaaa")).isFalse();
    assertThat(noted).containsExactly(Act.TOKEN_MADE, Act.TOKEN_REVOKED);
  }

  @Test
  void oneLetterOffLetsNobodyIn() {
    String token = make(Scope.READ, 3);
    char last = token.charAt(token.length() - 1);
    assertThat(tokens.find(token.substring(0, token.length() - 1) + (last == 'a' ? 'b' : 'a')))
        .isEmpty();
    assertThat(tokens.find(token + "a")).isEmpty();
    assertThat(tokens.find("")).isEmpty();
  }

  @Test
  void nobodyHasMoreThanTheMost() {
    for (int i = 0; i < ApiTokens.TOKENS_MAX; i++) {
      make(Scope.READ, 3);
    }
    assertThat(tokens.make(rosa, "one more", Scope.READ, 3)).isEmpty();
  }
}
