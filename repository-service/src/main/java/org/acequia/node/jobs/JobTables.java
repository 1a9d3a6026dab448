package org.acequia.node.jobs;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.acequia.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// The tables of `V6__jobs.sql`, with `V18__begun_again.sql`, `V19__askers.sql` and
/// `V20__findings_as_values.sql`. Every call is one transaction.
final class JobTables {

  private static final String COLUMNS =
      "select j.*, (select count(*) from job_findings f where f.job = j.id) as findings from jobs j ";

  /// Tells the locks of those who ask for a kind of job from other locks in this database.
  private static final int ASKING_LOCK = 0x4a4f4253;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  JobTables(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
  }

  /// A job that begins, and where it goes on.
  ///
  /// @param attemptsHere how often it was begun since it last got on, this time included
  record Begun(Job job, Optional<String> checkpoint, int attemptsHere) {}

  Job add(JobKind kind, String about, String arguments, Asker askedBy, Instant now) {
    long id =
        jdbc.sql(
                "insert into jobs (kind, lane, arguments, about, asked_by, asked_by_account, asked_at, state)"
                    + " values (?, ?, ?, ?, ?, ?, ?, 'WAITING') returning id")
            .param(kind.name())
            .param(kind.lane())
            .param(arguments)
            .param(About.shortened(about))
            .param(askedBy.name())
            .param(askedBy.account().map(account -> account.value().toArray()).orElse(null))
            .param(Timestamp.from(now))
            .query(Long.class)
            .single();
    return find(id).orElseThrow();
  }

  /// Returns the oldest job of this kind that waits or runs and is not about to be cancelled; adds
  /// one where there is none. Two who ask at once get the same.
  Job addUnlessUnderWay(JobKind kind, Asker askedBy, Instant now) {
    return java.util.Objects.requireNonNull(
        transaction.execute(_ -> {
          jdbc.sql("select pg_advisory_xact_lock(?, hashtext(?))")
              .param(ASKING_LOCK)
              .param(kind.name())
              .query((row, _) -> row.getRow())
              .list();
          return jdbc.sql(
                  COLUMNS
                      + "where j.kind = ? and j.state in ('WAITING', 'RUNNING')"
                      + " and not j.cancel_wanted order by j.id limit 1")
              .param(kind.name())
              .query(JobRows::job)
              .optional()
              .orElseGet(() -> add(kind, "", "", askedBy, now));
        }));
  }

  Optional<Job> find(long id) {
    return jdbc.sql(COLUMNS + "where j.id = ?").param(id).query(JobRows::job).optional();
  }

  /// Returns the newest first.
  List<Job> newest(int offset, int limit) {
    return jdbc.sql(COLUMNS + "order by j.id desc offset ? limit ?")
        .param(offset)
        .param(limit)
        .query(JobRows::job)
        .list();
  }

  List<Job.Finding> findings(long id, int from, int limit) {
    return jdbc.sql(
            "select subject, line, problem, code, problem_with from job_findings"
                + " where job = ? and no >= ? order by no limit ?")
        .param(id)
        .param(from)
        .param(limit)
        .query(JobRows::finding)
        .list();
  }

  /// Returns the lanes in which something is to be done.
  List<String> lanes() {
    return jdbc.sql("select distinct lane from jobs where state in ('WAITING', 'RUNNING')")
        .query((row, _) -> row.getString(1))
        .list();
  }

  boolean isAnyToDo(String lane) {
    return jdbc.sql(
            "select exists (select from jobs where lane = ? and state in ('WAITING', 'RUNNING'))")
        .param(lane)
        .query(Boolean.class)
        .single();
  }

  /// Begins the next job of `lane`: the one left behind by a process that died, or else the one
  /// that waits longest. What a dead attempt counted and found after its checkpoint is forgotten.
  Optional<Begun> begin(String lane, Instant now) {
    return transaction.execute(_ -> {
      Optional<Long> next =
          jdbc.sql(
                  "select id from jobs where lane = ? and state in ('WAITING', 'RUNNING')"
                      + " order by state, id limit 1 for update")
              .param(lane)
              .query(Long.class)
              .optional();
      return next.map(id -> begin(id, now));
    });
  }

  private Begun begin(long id, Instant now) {
    jdbc.sql(
            "delete from job_findings f using jobs j"
                + " where j.id = ? and f.job = j.id and f.no >= j.checkpoint_findings")
        .param(id)
        .update();
    Place place =
        jdbc.sql(
                "update jobs set state = 'RUNNING', attempts = attempts + 1,"
                    + " attempts_here = attempts_here + 1, started_at = ?,"
                    + " ended_at = null, done = checkpoint_done, counts = checkpoint_counts,"
                    + " current = '', current_line = null, said = '', said_with = '[]' where id = ?"
                    + " returning checkpoint, attempts_here")
            .param(Timestamp.from(now))
            .param(id)
            .query((row, _) -> new Place(row.getString(1), row.getInt(2)))
            .single();
    return new Begun(
        find(id).orElseThrow(), Optional.ofNullable(place.checkpoint()), place.attemptsHere());
  }

  private record Place(@Nullable String checkpoint, int attemptsHere) {}

  /// Writes how far a job is, and returns whether somebody wants it cancelled.
  boolean save(long id, JobRun.Snapshot snapshot, Optional<String> checkpoint) {
    return Boolean.TRUE.equals(
        transaction.execute(_ -> {
          addFindings(id, snapshot.findings(), snapshot.named());
          int no = snapshot.named() + snapshot.findings().size();
          String counts = JSON.writeValueAsString(snapshot.counts());
          if (checkpoint.isPresent()) {
            jdbc.sql(
                    "update jobs set checkpoint = ?, checkpoint_counts = ?, checkpoint_findings = ?,"
                        + " checkpoint_done = ?, attempts_here = 0 where id = ?")
                .param(checkpoint.get())
                .param(counts)
                .param(no)
                .param(snapshot.done())
                .param(id)
                .update();
          }
          return jdbc.sql(
                  "update jobs set done = ?, total = nullif(?, -1), current = ?, current_line = ?,"
                      + " counts = ? where id = ?"
                      + " returning cancel_wanted")
              .param(snapshot.done())
              .param(snapshot.total().orElse(-1))
              .param(snapshot.current().name())
              .param(JobRows.line(snapshot.current()))
              .param(counts)
              .param(id)
              .query(Boolean.class)
              .optional()
              .orElse(true);
        }));
  }

  /// Forgets how far a job was, and what it had counted and found by then. Repeating it changes
  /// nothing.
  void forgetPlace(long id) {
    jdbc.sql(
            "update jobs set checkpoint = null, checkpoint_counts = '{}',"
                + " checkpoint_findings = 0, checkpoint_done = 0 where id = ?")
        .param(id)
        .update();
  }

  /// Forgets how often a job was begun before it got on.
  void gotOn(long id) {
    jdbc.sql("update jobs set attempts_here = 0 where id = ?").param(id).update();
  }

  private void addFindings(long id, List<Job.Finding> findings, int from) {
    if (!findings.isEmpty()) {
      jdbc.sql(
              "insert into job_findings (job, no, subject, line, problem, code, problem_with)"
                  + " select ?, ? + f.no::int - 1, f.subject, f.line, '', f.code, f.problem_with"
                  + " from unnest(?::text[], ?::bigint[], ?::text[], ?::text[])"
                  + " with ordinality as f (subject, line, code, problem_with, no)")
          .param(id)
          .param(from)
          .param(findings.stream().map(one -> one.subject().name()).toArray(String[]::new))
          .param(findings.stream().map(one -> JobRows.line(one.subject())).toArray(Long[]::new))
          .param(findings.stream().map(one -> one.problem().key()).toArray(String[]::new))
          .param(findings.stream().map(one -> JobRows.json(one.problem())).toArray(String[]::new))
          .update();
    }
  }

  void end(long id, JobState state, Words said, Instant now) {
    jdbc.sql(
            "update jobs set state = ?, said = ?, said_with = ?, ended_at = ?, cancel_wanted = false"
                + " where id = ?")
        .param(state.name())
        .param(said.key())
        .param(JobRows.json(said))
        .param(Timestamp.from(now))
        .param(id)
        .update();
  }

  /// Puts a job back that a stopping node had begun, to be gone on with at the next start.
  ///
  /// @return false if it is to be cancelled instead
  boolean putBack(long id) {
    return jdbc.sql(
                "update jobs set state = 'WAITING', attempts_here = 0"
                    + " where id = ? and not cancel_wanted")
            .param(id)
            .update()
        == 1;
  }

  /// Cancels a job that waits at once, and marks one that runs.
  ///
  /// @return whether it was still waiting or running
  boolean cancel(long id, Instant now) {
    return jdbc.sql(
                "update jobs set cancel_wanted = state = 'RUNNING',"
                    + " ended_at = case when state = 'WAITING' then ?::timestamptz end,"
                    + " state = case when state = 'WAITING' then 'CANCELLED' else state end"
                    + " where id = ? and state in ('WAITING', 'RUNNING')")
            .param(Timestamp.from(now))
            .param(id)
            .update()
        == 1;
  }

  /// Makes a job wait again that failed or was cancelled, and returns its lane; empty if there is
  /// no such job.
  Optional<String> retry(long id) {
    return jdbc.sql(
            "update jobs set state = 'WAITING', ended_at = null, cancel_wanted = false,"
                + " attempts_here = 0"
                + " where id = ? and state in ('FAILED', 'CANCELLED') returning lane")
        .param(id)
        .query((row, _) -> row.getString(1))
        .optional();
  }

  /// Forgets all but the newest `kept` jobs that are over; and of all but the newest `keptLong`
  /// what they found beyond the first `findings`.
  void forget(int kept, int keptLong, int findings) {
    jdbc.sql(
            "delete from jobs where id in (select id from jobs"
                + " where state in ('DONE', 'FAILED', 'CANCELLED') order by id desc offset ?)")
        .param(kept)
        .update();
    jdbc.sql(
            "delete from job_findings where no >= ? and job in (select id from jobs"
                + " where state in ('DONE', 'FAILED', 'CANCELLED') order by id desc offset ?)")
        .param(findings)
        .param(keptLong)
        .update();
  }

  /// Takes back the leases of a process that held them under `name` and is gone.
  void release(String name, Instant now) {
    jdbc.sql(
            "update scheduled_tasks set picked = false, picked_by = null, last_heartbeat = null,"
                + " execution_time = ?, version = version + 1 where picked and picked_by = ?")
        .param(Timestamp.from(now))
        .param(name)
        .update();
  }
}
