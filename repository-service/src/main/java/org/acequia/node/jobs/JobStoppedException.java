package org.acequia.node.jobs;

/// Somebody cancelled the job, or the node is stopping. Thrown by [JobRun#proceed()] and let pass
/// by the work.
public final class JobStoppedException extends RuntimeException {

  JobStoppedException() {
    super("The job was told to stop", null, false, false);
  }
}
