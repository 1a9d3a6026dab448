package org.acequia.node.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.record.AccountId;
import org.acequia.node.records.TestPostgres;
import org.acequia.web.Subject;
import org.acequia.web.Words;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class JobsTests {

  private static final Words ODD = Said.ROW_EMPTY.with();
  private static final Asker ANA = new Asker("Ana", Optional.empty());
  private static final Asker RUI = new Asker("Rui", Optional.empty());

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final AtomicInteger failures = new AtomicInteger(1);
  private HikariDataSource database;
  private Jobs jobs;

  @BeforeEach
  void start() {
    database = TestPostgres.newDatabase();
    jobs = jobs();
    jobs.start();
  }

  @AfterEach
  void stop() {
    gate.countDown();
    jobs.stop();
    database.close();
  }

  private Jobs jobs() {
    List<JobKind> kinds =
        List.of(
            new JobKind("note", "one", run -> done.add(run.arguments())),
            new JobKind("gated", "one", this::waitAtTheGate),
            new JobKind("deaf", "one", this::waitAtTheGateWithoutListening),
            new JobKind("steps", this::step),
            new JobKind("flawed", this::failOnce),
            new JobKind(
                "broken",
                _ -> {
                  throw new IllegalStateException("the disk is gone");
                }));
    return new Jobs(database, kinds, InstantSource.system(), "node-a");
  }

  private void waitAtTheGate(JobRun run) {
    done.add("at the gate");
    try {
      while (!gate.await(5, TimeUnit.MILLISECONDS)) {
        run.proceed();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void waitAtTheGateWithoutListening(JobRun run) {
    done.add("at the gate");
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Goes from where it left off to ten, and stops at five the first time.
  private void step(JobRun run) {
    int from = run.resumed().map(Integer::parseInt).orElse(0);
    run.total(10);
    for (int i = from; i < 10; i++) {
      run.count("steps", 1);
      run.finding(Subject.of("step " + i), ODD);
      if (i == 5) {
        run.checkpoint(Integer.toString(i + 1));
        run.count("steps", 100); // not made durable by a checkpoint
        if (run.resumed().isEmpty()) {
          waitAtTheGate(run);
        }
      }
      run.progress(i + 1, Subject.of("step " + i));
    }
  }

  private void failOnce(JobRun run) {
    run.finding(Subject.line("songs.csv", 7), Said.FILE_MISSING.with("a.jpg"));
    if (failures.getAndDecrement() > 0) {
      throw new JobFailedException(Words.plain("The stick is gone. Put it back."));
    }
    run.say(Said.REINDEXED.with(3));
  }

  private Job until(long id, Predicate<Job> expected) {
    return await().atMost(PATIENCE).until(() -> jobs.find(id).orElseThrow(), expected);
  }

  private Job over(Job job) {
    return until(job.id(), now -> now.state().isOver());
  }

  private void awaitGate() throws InterruptedException {
    assertThat(done.poll(30, TimeUnit.SECONDS)).isEqualTo("at the gate");
  }

  @Test
  void jobsOfOneLaneAreDoneInTheOrderInWhichTheyWereAskedFor() throws Exception {
    jobs.ask("gated", "", "", ANA);
    awaitGate();
    Job first = jobs.ask("note", "", "first", ANA);
    Job second = jobs.ask("note", "", "second", ANA);
    assertThat(until(second.id(), _ -> true).state()).isEqualTo(JobState.WAITING);
    gate.countDown();
    assertThat(over(second).state()).isEqualTo(JobState.DONE);
    assertThat(over(first).state()).isEqualTo(JobState.DONE);
    assertThat(done).containsExactly("first", "second");
  }

  @Test
  void whatNeedNotBeDoneTwiceIsJoinedWhileItWaitsOrRuns() throws Exception {
    Job running = jobs.askOnce("gated", ANA);
    awaitGate();
    assertThat(jobs.askOnce("gated", RUI).id()).isEqualTo(running.id());
    Job waiting = jobs.askOnce("note", ANA);
    assertThat(jobs.askOnce("note", RUI).id()).isEqualTo(waiting.id());
    assertThat(waiting.id()).isNotEqualTo(running.id());
    jobs.cancel(waiting.id());
    assertThat(jobs.askOnce("note", RUI).id()).isGreaterThan(waiting.id());
    gate.countDown();
    over(running);
    assertThat(jobs.askOnce("gated", ANA).id()).isGreaterThan(running.id());
  }

  @Test
  void aJobThatIsBeingCancelledIsNotJoined() throws Exception {
    Job running = jobs.askOnce("deaf", ANA);
    awaitGate();
    jobs.cancel(running.id());
    assertThat(jobs.askOnce("deaf", RUI).id()).isGreaterThan(running.id());
  }

  @Test
  void twentyWhoAskAtOnceAreToldOfOneJob() throws Exception {
    jobs.ask("gated", "", "", ANA);
    awaitGate();
    Set<Long> told = ConcurrentHashMap.newKeySet();
    try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        people.execute(() -> told.add(jobs.askOnce("note", ANA).id()));
      }
    }
    assertThat(told).hasSize(1);
  }

  @Test
  void anotherLaneDoesNotWait() throws Exception {
    jobs.ask("gated", "", "", ANA);
    awaitGate();
    failures.set(0);
    assertThat(over(jobs.ask("flawed", "", "", ANA)).state()).isEqualTo(JobState.DONE);
  }

  @Test
  void whatWaitsIsCancelledAtOnceAndWhatRunsAtItsNextStep() throws Exception {
    Job running = jobs.ask("gated", "", "", ANA);
    awaitGate();
    Job waiting = jobs.ask("note", "", "never", ANA);
    assertThat(jobs.cancel(waiting.id())).isTrue();
    assertThat(jobs.find(waiting.id()).orElseThrow().state()).isEqualTo(JobState.CANCELLED);
    assertThat(jobs.cancel(running.id())).isTrue();
    assertThat(over(running).state()).isEqualTo(JobState.CANCELLED);
    assertThat(jobs.cancel(running.id())).isFalse();
    assertThat(done).isEmpty();
  }

  @Test
  void aFailureIsSaidInItsOwnWordsAndCanBeTriedAgain() {
    Job job = over(jobs.ask("flawed", "a table", "", ANA));
    assertThat(job.state()).isEqualTo(JobState.FAILED);
    assertThat(job.said().arguments()).containsExactly("The stick is gone. Put it back.");
    assertThat(jobs.retry(job.id())).isTrue();
    Job again = until(job.id(), now -> now.state() == JobState.DONE);
    assertThat(again.said()).isEqualTo(Said.REINDEXED.with(3L));
    assertThat(again.attempts()).isEqualTo(2);
    assertThat(jobs.findings(job.id()))
        .containsExactly(
            new Job.Finding(Subject.line("songs.csv", 7), Said.FILE_MISSING.with("a.jpg")));
    assertThat(jobs.retry(job.id())).isFalse();
  }

  @Test
  void whatWasFoundBeforeThereWereCodesIsStillRead() {
    Job job = over(jobs.ask("flawed", "a table", "", ANA));
    JdbcClient.create(database)
        .sql("insert into job_findings (job, no, subject, problem) values (?, 1, ?, ?)")
        .params(job.id(), "row 2", "has no title")
        .update();

    assertThat(jobs.findings(job.id(), 1))
        .containsExactly(new Job.Finding(Subject.of("row 2"), Words.plain("has no title")));
  }

  @Test
  void anUnforeseenFailureIsNamed() {
    Job job = over(jobs.ask("broken", "", "", ANA));
    assertThat(job.said()).isEqualTo(Said.UNFORESEEN.with());
  }

  @Test
  void aJobOfAStoppedNodeGoesOnFromItsCheckpoint() throws Exception {
    Job job = jobs.ask("steps", "", "", ANA);
    awaitGate();
    jobs.stop();
    assertThat(jobs.find(job.id()).orElseThrow().state()).isEqualTo(JobState.WAITING);
    jobs = jobs();
    jobs.start();
    assertGoneOn(over(job));
  }

  @Test
  void whoAskedIsNotedWithTheAccount() {
    Asker curator = new Asker("Ana", Optional.of(new AccountId(Bytes.of(new byte[16]))));
    assertThat(jobs.ask("note", "", "", curator).askedBy()).isEqualTo(curator);
    assertThat(jobs.ask("note", "", "", ANA).askedBy()).isEqualTo(ANA);
  }

  @Test
  void aJobOfAKilledProcessGoesOnAtTheNextStart() throws Exception {
    Job job = jobs.ask("steps", "", "", ANA);
    awaitGate();
    // What a killed process leaves: a job that runs and a lease that nobody renews.
    jobs.stop();
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.executeUpdate("update jobs set state = 'RUNNING'");
      int leases =
          statement.executeUpdate(
              "update scheduled_tasks set picked = true, picked_by = 'node-a', last_heartbeat = now()");
      assertThat(leases).isEqualTo(1);
    }
    jobs = jobs();
    jobs.start();
    assertGoneOn(over(job));
  }

  @Test
  void aJobDuringWhichTheNodeFallsEachTimeIsGivenUpAndSaysSoUntilSomebodyWantsIt() {
    jobs.stop();
    JobTables tables = new JobTables(database);
    JobKind note = new JobKind("note", "one", _ -> {});
    Job job = tables.add(note, "", "too heavy", ANA, InstantSource.system().instant());
    for (int fall = 0; fall < Jobs.ATTEMPTS_MAX; fall++) {
      assertThat(tables.begin("one", InstantSource.system().instant())).isPresent();
    }
    jobs = jobs();
    jobs.start();
    Job given = over(job);
    assertThat(given.state()).isEqualTo(JobState.FAILED);
    assertThat(given.said()).isEqualTo(Said.FELL.with(Jobs.ATTEMPTS_MAX));
    assertThat(done).isEmpty();
    assertThat(jobs.retry(job.id())).isTrue();
    until(job.id(), now -> now.state() == JobState.DONE);
    assertThat(done).containsExactly("too heavy");
  }

  @Test
  void aJobThatGetsOnIsNotGivenUpHoweverOftenTheNodeFalls() {
    jobs.stop();
    JobTables tables = new JobTables(database);
    JobKind note = new JobKind("note", "one", _ -> {});
    Job job = tables.add(note, "", "long", ANA, InstantSource.system().instant());
    for (int fall = 0; fall < 2 * Jobs.ATTEMPTS_MAX; fall++) {
      JobTables.Begun begun = tables.begin("one", InstantSource.system().instant()).orElseThrow();
      new JobRun(tables, InstantSource.system(), begun.job(), begun.checkpoint())
          .checkpoint("step " + fall);
    }
    jobs = jobs();
    jobs.start();
    assertThat(over(job).state()).isEqualTo(JobState.DONE);
  }

  @Test
  void aJobThatGetsOnWithoutACheckpointIsNotGivenUpEither() {
    jobs.stop();
    JobTables tables = new JobTables(database);
    JobKind note = new JobKind("note", "one", _ -> {});
    Job job = tables.add(note, "", "a folder", ANA, InstantSource.system().instant());
    for (int fall = 0; fall < 2 * Jobs.ATTEMPTS_MAX; fall++) {
      JobTables.Begun begun = tables.begin("one", InstantSource.system().instant()).orElseThrow();
      assertThat(begun.checkpoint()).isEmpty();
      new JobRun(tables, InstantSource.system(), begun.job(), begun.checkpoint()).gotOn();
    }
    jobs = jobs();
    jobs.start();
    assertThat(over(job).state()).isEqualTo(JobState.DONE);
  }

  private void assertGoneOn(Job job) {
    assertThat(job.state()).isEqualTo(JobState.DONE);
    assertThat(job.done()).isEqualTo(10);
    assertThat(job.count("steps")).isEqualTo(10);
    assertThat(job.attempts()).isEqualTo(2);
    assertThat(jobs.findings(job.id())).hasSize(10).doesNotHaveDuplicates();
  }

  @Test
  void onlyTheNewestOfWhatIsOverAreRemembered() {
    Job first = jobs.ask("note", "", "0", ANA);
    Job last = first;
    for (int i = 1; i <= Jobs.REMEMBERED_MAX; i++) {
      last = jobs.ask("note", "", Integer.toString(i), ANA);
    }
    over(last);
    await().atMost(PATIENCE).until(() -> jobs.find(first.id()).isEmpty());
    assertThat(jobs.newest(0, 1_000)).hasSize(Jobs.REMEMBERED_MAX);
  }
}
