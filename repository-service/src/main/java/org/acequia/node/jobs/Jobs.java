package org.acequia.node.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.acequia.web.Words;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Does what was asked for, in the background, lane by lane. Safe for use by many threads.
///
/// Starts last and stops first: a job under way when the node stops is put back and gone on with at
/// the next start, as is one that a killed process left behind.
public final class Jobs implements SmartLifecycle {

  /// How many jobs that are over are remembered.
  public static final int REMEMBERED_MAX = 200;

  /// How many findings of a job are returned at once.
  public static final int FINDINGS_AT_ONCE_MAX = 1_000;

  /// How many jobs that are over keep more findings than that.
  static final int LONG_FINDINGS_KEPT_MAX = 20;

  /// How often a job is begun that does not get on, because the node goes down each time. Then it
  /// has failed, and whoever looks after the node decides whether it is tried again. More than a
  /// bad day of power cuts, and some minutes of a job that is too heavy for the machine.
  public static final int ATTEMPTS_MAX = 20;

  /// How many lanes move at once.
  static final int LANES_AT_ONCE = 4;

  /// How often waiting work is looked for that nobody announced: after a failure of the database.
  private static final Duration POLL = Duration.ofSeconds(30);

  private static final Duration HEARTBEAT = Duration.ofSeconds(10);
  private static final Duration STOPPING_MAX = Duration.ofSeconds(20);
  private static final String TASK = "lane";
  private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

  private final JobTables tables;
  private final Map<String, JobKind> kinds;
  private final InstantSource clock;
  private final String name;
  private final CustomTask<Void> task;
  private final Scheduler scheduler;
  private final Map<Long, JobRun> running = new ConcurrentHashMap<>();
  private volatile boolean started;
  private volatile boolean stopping;

  /// @param dataSource a database that the migrations have prepared
  /// @param kinds everything that can be asked for
  /// @param name of this copy of the node, the same at every start; no other running copy has it
  public Jobs(DataSource dataSource, List<JobKind> kinds, InstantSource clock, String name) {
    this.tables = new JobTables(dataSource);
    this.kinds = kinds.stream().collect(Collectors.toMap(JobKind::name, Function.identity()));
    this.clock = clock;
    this.name = name;
    this.task =
        Tasks.custom(TASK, Void.class)
            .onDeadExecutionRevive()
            .onFailure(new FailureHandler.OnFailureRetryLater<>(POLL))
            .execute((lane, _) -> runLane(lane));
    this.scheduler =
        Scheduler.create(dataSource, task)
            .schedulerName(new SchedulerName.Fixed(name))
            .threads(LANES_AT_ONCE)
            .executorService(
                Executors.newFixedThreadPool(
                    LANES_AT_ONCE, Thread.ofVirtual().name("job-", 0).factory()))
            .pollingInterval(POLL)
            .heartbeatInterval(HEARTBEAT)
            .enableImmediateExecution()
            .shutdownMaxWait(STOPPING_MAX)
            .build();
  }

  /// Asks for a job. It is durable when the call returns, and begins as soon as its lane is free.
  ///
  /// @param kind the name of a [JobKind]
  /// @param about what it is about, for people who watch
  /// @param arguments for the work, at most 4 MiB
  /// @param askedBy who wants it
  public Job ask(String kind, String about, String arguments, Asker askedBy) {
    JobKind known = Optional.ofNullable(kinds.get(kind)).orElseThrow();
    Job job = tables.add(known, about, arguments, askedBy, clock.instant());
    schedule(known.lane());
    return job;
  }

  /// Asks for a job that need not be done twice: the one of its kind that waits or runs already is
  /// joined, whoever asked for it, in whichever copy of the node.
  ///
  /// @param kind the name of a [JobKind] that takes no arguments
  /// @param askedBy who wants it
  public Job askOnce(String kind, Asker askedBy) {
    JobKind known = Optional.ofNullable(kinds.get(kind)).orElseThrow();
    Job job = tables.addUnlessUnderWay(known, askedBy, clock.instant());
    schedule(known.lane());
    return job;
  }

  /// Returns a job, if it is still remembered.
  public Optional<Job> find(long id) {
    return tables.find(id);
  }

  /// Returns jobs, the newest first.
  public List<Job> newest(int offset, int limit) {
    return tables.newest(offset, limit);
  }

  /// Returns what a job found wrong first, at most [#FINDINGS_AT_ONCE_MAX].
  public List<Job.Finding> findings(long id) {
    return findings(id, 0);
  }

  /// Returns what a job found wrong, at most [#FINDINGS_AT_ONCE_MAX].
  ///
  /// @param from how many to pass over
  public List<Job.Finding> findings(long id, int from) {
    return tables.findings(id, from, FINDINGS_AT_ONCE_MAX);
  }

  /// Cancels a job: one that waits at once, one that runs at its next step. What it had done stays.
  ///
  /// @return whether it was still waiting or running
  public boolean cancel(long id) {
    boolean found = tables.cancel(id, clock.instant());
    Optional.ofNullable(running.get(id)).ifPresent(JobRun::stop);
    return found;
  }

  /// Does a job again that failed or was cancelled, from its last checkpoint.
  ///
  /// @return whether there was such a job
  public boolean retry(long id) {
    Optional<String> lane = tables.retry(id);
    lane.ifPresent(this::schedule);
    return lane.isPresent();
  }

  /// Takes up what was left behind, and what waits.
  @Override
  public void start() {
    tables.release(name, clock.instant());
    tables.lanes().forEach(this::schedule);
    scheduler.start();
    started = true;
  }

  /// Puts back what is under way.
  @Override
  public void stop() {
    stopping = true;
    running.values().forEach(JobRun::stop);
    scheduler.stop();
    started = false;
  }

  @Override
  public boolean isRunning() {
    return started;
  }

  private void schedule(String lane) {
    scheduler.scheduleIfNotExists(task.instance(lane), clock.instant());
  }

  private CompletionHandler<Void> runLane(TaskInstance<Void> lane) {
    Optional<JobTables.Begun> next = next(lane.getId());
    while (next.isPresent()) {
      run(next.get());
      tables.forget(REMEMBERED_MAX, LONG_FINDINGS_KEPT_MAX, FINDINGS_AT_ONCE_MAX);
      next = next(lane.getId());
    }
    return (complete, operations) -> {
      if (stopping) {
        operations.reschedule(complete, clock.instant());
        return;
      }
      operations.remove();
      if (tables.isAnyToDo(lane.getId())) { // asked for since we looked
        schedule(lane.getId());
      }
    };
  }

  private Optional<JobTables.Begun> next(String lane) {
    return stopping ? Optional.empty() : tables.begin(lane, clock.instant());
  }

  private void run(JobTables.Begun begun) {
    Job job = begun.job();
    JobRun run = new JobRun(tables, clock, job, begun.checkpoint());
    running.put(job.id(), run);
    try {
      if (job.cancelWanted() || stopping) {
        throw new JobStoppedException();
      }
      if (begun.attemptsHere() > ATTEMPTS_MAX) {
        throw new JobFailedException(Said.FELL.with(ATTEMPTS_MAX));
      }
      JobKind kind = kinds.get(job.kind());
      if (kind == null) {
        throw new JobFailedException(Said.KIND_UNKNOWN.with(job.kind()));
      }
      kind.work().run(run);
      run.save(Optional.empty());
      tables.end(job.id(), JobState.DONE, run.said(), clock.instant());
    } catch (JobStoppedException _) {
      stopped(run);
    } catch (JobFailedException e) {
      fail(run, e.words());
    } catch (RuntimeException | Error e) { // an Error too, or the job would begin again for ever
      LOG.error("Job {} ({}) failed", job.id(), job.kind(), e);
      fail(run, Said.UNFORESEEN.with());
    } finally {
      running.remove(job.id());
    }
  }

  private void fail(JobRun run, Words why) {
    run.save(Optional.empty());
    tables.end(run.id(), JobState.FAILED, why, clock.instant());
  }

  private void stopped(JobRun run) {
    run.save(Optional.empty());
    if (!stopping || !tables.putBack(run.id())) {
      tables.end(run.id(), JobState.CANCELLED, run.said(), clock.instant());
    }
  }
}
