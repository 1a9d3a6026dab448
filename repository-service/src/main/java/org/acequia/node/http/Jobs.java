package org.acequia.node.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Work that takes longer than a request: one at a time, in the background. What is remembered of
/// it is gone when the node stops.
final class Jobs {

  /// How many jobs are remembered.
  static final int REMEMBERED_MAX = 100;

  /// How many findings a job names; further ones are only counted.
  static final int FINDINGS_NAMED_MAX = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

  private final ReentrantLock turn = new ReentrantLock(true);
  private final AtomicLong last = new AtomicLong();
  private final Map<String, Job> jobs =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Job> eldest) {
          return size() > REMEMBERED_MAX;
        }
      };

  /// How a job stands.
  enum State {
    RUNNING,
    DONE,
    FAILED
  }

  /// A job, as the API writes it.
  ///
  /// @param progress how far it is, for people
  /// @param message how it ended
  record View(
      String id, String kind, State state, String progress, String message, Result result) {}

  /// What came of a job.
  ///
  /// @param findings what it found wrong, the first [#FINDINGS_NAMED_MAX]; empty while all is well
  record Result(List<String> findings) {}

  /// A job under way, as the work itself sees it.
  static final class Job {
    private final String id;
    private final String kind;
    private final List<String> findings = new ArrayList<>();
    private State state = State.RUNNING;
    private String progress = "";
    private String message = "";

    private Job(String id, String kind) {
      this.id = id;
      this.kind = kind;
    }

    synchronized void progress(String text) {
      progress = text;
    }

    synchronized void finding(String text) {
      if (findings.size() < FINDINGS_NAMED_MAX) {
        findings.add(text);
      }
    }

    synchronized void message(String text) {
      message = text;
    }

    private synchronized void end(State end) {
      state = end;
    }

    synchronized View view() {
      return new View(id, kind, state, progress, message, new Result(List.copyOf(findings)));
    }
  }

  /// Begins `work` behind what was asked for before.
  View start(String kind, Consumer<Job> work) {
    Job job = new Job(Long.toString(last.incrementAndGet()), kind);
    synchronized (jobs) {
      jobs.put(job.id, job);
    }
    Thread.ofVirtual().name(kind + "-" + job.id).start(() -> run(job, work));
    return job.view();
  }

  Optional<View> find(String id) {
    synchronized (jobs) {
      return Optional.ofNullable(jobs.get(id)).map(Job::view);
    }
  }

  private void run(Job job, Consumer<Job> work) {
    turn.lock();
    try {
      work.accept(job);
      job.end(State.DONE);
    } catch (RuntimeException e) {
      LOG.error("The job {} failed", job.kind, e);
      job.message(
          "The %s stopped: %s. Nothing was lost; ask for it again."
              .formatted(job.kind, e.getMessage()));
      job.end(State.FAILED);
    } finally {
      turn.unlock();
    }
  }
}
