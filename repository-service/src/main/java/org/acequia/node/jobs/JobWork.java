package org.acequia.node.jobs;

/// What is done for a job. Called on a virtual thread, and called again, with the last checkpoint,
/// after the process died or the node was stopped: so doing something twice must change nothing.
@FunctionalInterface
public interface JobWork {

  /// Does it.
  ///
  /// @throws JobFailedException if it cannot be done, in words for people
  /// @throws JobStoppedException out of [JobRun#proceed()]; the work lets it pass
  void run(JobRun run);
}
