package org.acequia.node.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.acequia.web.Subject;
import org.acequia.web.Words;

/// A job under way, as its work sees it. For one thread, but for [#stop()].
public final class JobRun {

  /// How many findings are named; further ones are only counted, under [#FINDINGS].
  public static final int FINDINGS_NAMED_MAX = 100_000;

  /// How many findings wait to be written.
  private static final int FINDINGS_UNSAVED_MAX = 1_000;

  /// The count of all findings.
  public static final String FINDINGS = "findings";

  /// How often what is only for looking at is written.
  static final Duration SAVED_EVERY = Duration.ofMillis(500);

  private final JobTables tables;
  private final InstantSource clock;
  private final Job job;
  private final Optional<String> resumed;
  private final Map<String, Long> counts;
  private final List<Job.Finding> unsaved = new ArrayList<>();
  private int named;
  private long done;
  private OptionalLong total;
  private Subject current = Subject.NONE;
  private Words said = Words.NONE;
  private Instant savedAt = Instant.EPOCH;
  private volatile boolean stopped;

  JobRun(JobTables tables, InstantSource clock, Job job, Optional<String> resumed) {
    this.tables = tables;
    this.clock = clock;
    this.job = job;
    this.resumed = resumed;
    this.counts = new HashMap<>(job.counts());
    this.named = job.findings();
    this.done = job.done();
    this.total = job.total();
  }

  /// Returns the job's number.
  public long id() {
    return job.id();
  }

  /// Returns what the work was told when it was asked for.
  public String arguments() {
    return job.arguments();
  }

  /// Returns who wanted it, by name.
  public String askedBy() {
    return job.askedBy().name();
  }

  /// Returns where an earlier attempt left off; empty where there is nothing to go on from.
  public Optional<String> resumed() {
    return resumed;
  }

  /// Tells how much there is to do.
  public void total(long amount) {
    total = OptionalLong.of(amount);
  }

  /// Tells how much is done, for whoever watches.
  ///
  /// @param now what is being looked at
  /// @throws JobStoppedException as [#proceed()]
  public void progress(long amount, Subject now) {
    done = amount;
    current = now;
    Instant instant = clock.instant();
    if (Duration.between(savedAt, instant).compareTo(SAVED_EVERY) >= 0) {
      savedAt = instant;
      save(Optional.empty());
    }
    proceed();
  }

  /// Counts `amount` more under `name`.
  public void count(String name, long amount) {
    counts.merge(name, amount, Long::sum);
  }

  /// Returns what is counted under `name` so far, in this attempt and in those before it up to
  /// their checkpoint.
  public long counted(String name) {
    return counts.getOrDefault(name, 0L);
  }

  /// Names something that is wrong.
  public void finding(Subject subject, Words problem) {
    count(FINDINGS, 1);
    if (named + unsaved.size() < FINDINGS_NAMED_MAX) {
      unsaved.add(new Job.Finding(subject, problem));
      if (unsaved.size() == FINDINGS_UNSAVED_MAX) {
        save(Optional.empty());
      }
    }
  }

  /// Says how it ended.
  public void say(Words words) {
    said = words;
  }

  /// Makes durable where the next attempt would go on, with all that was counted and found.
  public void checkpoint(String place) {
    save(Optional.of(place));
  }

  /// Tells that something new is durably done, though there is no place to go on from: the job is
  /// not given up as one that gets nowhere.
  public void gotOn() {
    tables.gotOn(job.id());
  }

  /// Makes another job, done again, begin from its beginning: what was behind its checkpoint is
  /// here no more.
  public void beginsAnew(long other) {
    tables.forgetPlace(other);
  }

  /// Goes on, unless the job was cancelled or the node is stopping.
  ///
  /// @throws JobStoppedException if it is to stop
  public void proceed() {
    if (stopped) {
      throw new JobStoppedException();
    }
  }

  /// Makes the next [#proceed()] throw.
  void stop() {
    stopped = true;
  }

  Words said() {
    return said;
  }

  void save(Optional<String> checkpoint) {
    Snapshot snapshot =
        new Snapshot(done, total, current, Map.copyOf(counts), List.copyOf(unsaved), named);
    if (tables.save(job.id(), snapshot, checkpoint)) {
      stopped = true;
    }
    named += unsaved.size();
    unsaved.clear();
  }

  /// What is written of a job under way.
  ///
  /// @param findings new ones
  /// @param named how many were written before
  record Snapshot(
      long done,
      OptionalLong total,
      Subject current,
      Map<String, Long> counts,
      List<Job.Finding> findings,
      int named) {}
}
