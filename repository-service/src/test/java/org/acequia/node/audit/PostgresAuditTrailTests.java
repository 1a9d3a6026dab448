package org.acequia.node.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.acequia.node.audit.Actors.Actor;
import org.acequia.node.records.TestPostgres;
import org.acequia.web.AuditLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class PostgresAuditTrailTests {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final HikariDataSource database = TestPostgres.newDatabase();
  private final JdbcClient jdbc = JdbcClient.create(database);
  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final PostgresAuditTrail trail = trail();

  private PostgresAuditTrail trail() {
    Actor rosa = new Actor(Optional.of("Rosa"), Optional.of("192.0.2.7"));
    return new PostgresAuditTrail(database, () -> rosa, now::get);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private List<AuditLog.Entry> acts() {
    return trail.acts(
        new AuditLog.Query(Optional.empty(), Optional.empty(), Optional.empty(), 100));
  }

  private void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  private long addresses() {
    return jdbc.sql("select count(*) from act_addresses").query(Long.class).single();
  }

  private long kept() {
    return jdbc.sql("select count(*) from acts").query(Long.class).single();
  }

  @Test
  void anActIsKeptForAYearAndItsAddressForAMonth() {
    trail.note(Act.IMPORTED, "7");
    pass(Duration.ofDays(PostgresAuditTrail.ADDRESS_DAYS_KEPT));
    assertThat(acts())
        .extracting(AuditLog.Entry::address)
        .containsExactly(Optional.of("192.0.2.7"));
    pass(Duration.ofDays(2));
    assertThat(acts()).extracting(AuditLog.Entry::address).containsExactly(Optional.empty());
    assertThat(addresses()).isZero();
    now.set(START.plus(Duration.ofDays(PostgresAuditTrail.DAYS_KEPT)));
    assertThat(acts()).extracting(AuditLog.Entry::subject).containsExactly("7");
    pass(Duration.ofDays(2));
    assertThat(acts()).isEmpty();
    assertThat(kept()).isZero();
  }

  @Test
  void whatIsPastItsTimeGoesWhenSomethingIsNotedThoughNobodyLooks() {
    trail.note(Act.IMPORTED, "7");
    pass(Duration.ofDays(PostgresAuditTrail.DAYS_KEPT + 2));
    trail.note(Act.IMPORTED, "8");
    assertThat(kept()).isOne();
  }

  @Test
  void theOldestGoWhenThereAreTooMany() {
    jdbc.sql(
            "insert into acts (at, act, who, subject)"
                + " select now(), 'imported', 'Rosa', n::text from generate_series(1, ?) as n")
        .param(PostgresAuditTrail.ACTS_MAX)
        .update();
    for (int i = 0; i < PostgresAuditTrail.SWEPT_EVERY; i++) {
      trail.note(Act.ITEM_TAGGED, "new " + i);
    }
    assertThat(kept()).isEqualTo(PostgresAuditTrail.ACTS_MAX);
    assertThat(jdbc.sql("select min(id) from acts").query(Long.class).single())
        .isEqualTo(PostgresAuditTrail.SWEPT_EVERY + 1L);
    assertThat(acts().getFirst().subject())
        .isEqualTo("new " + (PostgresAuditTrail.SWEPT_EVERY - 1));
  }

  @Test
  void anActIsNeverChanged() {
    trail.note(Act.IMPORTED, "7");
    assertThatThrownBy(() -> jdbc.sql("update acts set who = 'Rui'").update())
        .hasMessageContaining("never changed");
    assertThat(acts()).extracting(AuditLog.Entry::who).containsExactly(Optional.of("Rosa"));
  }

  @Test
  void aLongSubjectIsCutAndOneActIsFoundByWhoAndWhat() {
    trail.note(Act.IMPORTED, "x".repeat(10_000));
    trail.note(Act.SIGN_IN_FAILED, "", "");
    assertThat(acts().getLast().subject()).hasSize(AuditTrail.SUBJECT_LENGTH_MAX);
    assertThat(acts().getFirst().who()).isEmpty();
    assertThat(
            trail.acts(
                new AuditLog.Query(
                    Optional.of("imported"), Optional.of("Rosa"), Optional.empty(), 10)))
        .hasSize(1);
    assertThat(trail.noted(Act.IMPORTED)).isOne();
  }
}
