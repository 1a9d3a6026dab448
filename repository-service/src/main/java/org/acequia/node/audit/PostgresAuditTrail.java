package org.acequia.node.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;
import org.acequia.node.audit.Actors.Actor;
import org.acequia.web.AuditLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/// The audit trail in the tables of `V12__acts.sql`. Safe for use by many threads.
///
/// What is past its time is removed when something is noted or asked for, once a day.
public final class PostgresAuditTrail implements AuditTrail, AuditLog {

  /// How long acts are kept.
  public static final int DAYS_KEPT = 365;

  /// How long the addresses they came from are kept.
  public static final int ADDRESS_DAYS_KEPT = 30;

  /// How many acts are kept; the oldest go first.
  public static final int ACTS_MAX = 200_000;

  /// How many acts there may be before the oldest go, above [#ACTS_MAX].
  static final int SWEPT_EVERY = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(PostgresAuditTrail.class);

  private final JdbcClient jdbc;
  private final Actors actors;
  private final InstantSource clock;
  private final Map<Act, LongAdder> noted = new EnumMap<>(Act.class);
  private final AtomicReference<Instant> swept = new AtomicReference<>(Instant.MIN);

  /// @param dataSource a database that the migrations have prepared
  /// @param actors tells who acts
  public PostgresAuditTrail(DataSource dataSource, Actors actors, InstantSource clock) {
    this.jdbc = JdbcClient.create(dataSource);
    this.actors = actors;
    this.clock = clock;
    for (Act act : Act.values()) {
      noted.put(act, new LongAdder());
    }
  }

  @Override
  public void note(Act act, String subject) {
    Actor actor = actors.current();
    write(act, subject, actor.name(), actor.address());
  }

  @Override
  public void note(Act act, String subject, String who) {
    Optional<String> name = Optional.of(who).filter(text -> !text.isEmpty());
    write(act, subject, name, actors.current().address());
  }

  /// Returns how many such acts were noted since the node started.
  public long noted(Act act) {
    return noted.getOrDefault(act, new LongAdder()).sum();
  }

  private void write(Act act, String subject, Optional<String> who, Optional<String> address) {
    Optional.ofNullable(noted.get(act)).ifPresent(LongAdder::increment);
    try {
      long id =
          jdbc.sql(
                  """
                  with noted as (
                    insert into acts (at, act, who, subject) values (?, ?, ?, ?) returning id),
                  origin as (
                    insert into act_addresses (act, address)
                    select noted.id, given.address
                    from noted, (select ?::text as address) as given
                    where given.address is not null)
                  select id from noted\
                  """)
              .param(Timestamp.from(clock.instant()))
              .param(act.code())
              .param(who.orElse(null))
              .param(
                  subject.length() > SUBJECT_LENGTH_MAX
                      ? subject.substring(0, SUBJECT_LENGTH_MAX)
                      : subject)
              .param(address.orElse(null))
              .query(Long.class)
              .single();
      sweep(id % SWEPT_EVERY == 0);
    } catch (DataAccessException | TransactionException e) {
      LOG.error("An act ({}) could not be noted in the audit trail; it was done", act.code(), e);
    }
  }

  @Override
  public List<Entry> acts(Query query) {
    sweep(false);
    return jdbc.sql(
            """
            select id, at, acts.act, who, address, subject
            from acts left join act_addresses on act_addresses.act = acts.id
            where (?::text is null or acts.act = ?) and (?::text is null or who = ?) and id < ?
            order by id desc limit ?\
            """)
        .param(query.act().orElse(null))
        .param(query.act().orElse(null))
        .param(query.who().orElse(null))
        .param(query.who().orElse(null))
        .param(query.before().orElse(Long.MAX_VALUE))
        .param(Math.clamp(query.limit(), 1, PAGE_MAX))
        .query((row, _) -> entry(row))
        .list();
  }

  @Override
  public List<String> codes() {
    return Arrays.stream(Act.values()).map(Act::code).toList();
  }

  @Override
  public int daysKept() {
    return DAYS_KEPT;
  }

  @Override
  public int addressDaysKept() {
    return ADDRESS_DAYS_KEPT;
  }

  private void sweep(boolean anyway) {
    Instant now = clock.instant();
    Instant last = swept.get();
    boolean due = anyway || last.equals(Instant.MIN) || last.plus(Duration.ofDays(1)).isBefore(now);
    if (!due || !swept.compareAndSet(last, now)) {
      return;
    }
    jdbc.sql("delete from acts where at < ? or id <= (select max(id) from acts) - ?")
        .param(Timestamp.from(now.minus(Duration.ofDays(DAYS_KEPT))))
        .param(ACTS_MAX)
        .update();
    jdbc.sql(
            "delete from act_addresses using acts where acts.id = act_addresses.act and acts.at < ?")
        .param(Timestamp.from(now.minus(Duration.ofDays(ADDRESS_DAYS_KEPT))))
        .update();
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        row.getLong("id"),
        row.getTimestamp("at").toInstant(),
        row.getString("act"),
        Optional.ofNullable(row.getString("who")),
        Optional.ofNullable(row.getString("address")),
        row.getString("subject"));
  }
}
