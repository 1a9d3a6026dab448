package org.acequia.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What the node does in the background, for its stewards.
public interface JobBoard {

  /// Tells whether `curator` may look at it and act on it.
  boolean isOpenTo(Curator curator);

  /// Returns jobs, the newest first.
  List<Entry> newest(int limit);

  /// Returns one job, if it is still remembered.
  Optional<Entry> find(long id);

  /// Returns what a job found wrong, bounded; counted in full under `findings`.
  List<Finding> findings(long id);

  /// Cancels a job. What it had done stays.
  ///
  /// @return whether it was still waiting or running
  boolean cancel(long id);

  /// Does a job again that failed or was cancelled.
  ///
  /// @return whether there was such a job
  boolean retry(long id);

  /// How a job stands.
  enum State {
    /// Not begun.
    WAITING,
    /// Under way.
    RUNNING,
    /// Over.
    DONE,
    /// Stopped before its end.
    FAILED,
    /// Stopped because somebody wished so.
    CANCELLED
  }

  /// A job.
  ///
  /// @param kind which message `jobs.kind.KIND` names it
  /// @param about what it is about; may be empty
  /// @param cancelWanted whether it stops at its next step
  /// @param current what is being looked at
  /// @param counts what it counts, by name
  /// @param said how it ended
  record Entry(
      long id,
      String kind,
      String about,
      String askedBy,
      Instant askedAt,
      Optional<Instant> endedAt,
      State state,
      boolean cancelWanted,
      long done,
      OptionalLong total,
      Subject current,
      Map<String, Long> counts,
      Words said) {

    /// Tells whether it waits or runs.
    public boolean isUnderWay() {
      return state == State.WAITING || state == State.RUNNING;
    }

    /// Tells whether it can be done again.
    public boolean isRetriable() {
      return state == State.FAILED || state == State.CANCELLED;
    }

    /// Returns what was counted under `name`.
    public long count(String name) {
      return counts.getOrDefault(name, 0L);
    }
  }

  /// Something that a job found wrong.
  record Finding(Subject subject, Words problem) {}
}
