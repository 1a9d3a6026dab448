package org.acequia.node.jobs;

/// How a job stands.
public enum JobState {
  /// Asked for, and not begun; or put back by a node that stopped.
  WAITING,
  /// Under way, or left behind by a process that died a moment ago.
  RUNNING,
  /// Over. What it found wrong is among its findings.
  DONE,
  /// Stopped before its end, and why is said. What it had done stays.
  FAILED,
  /// Stopped because somebody wished so. What it had done stays.
  CANCELLED;

  /// Tells whether nothing more will happen unless somebody asks again.
  public boolean isOver() {
    return this == DONE || this == FAILED || this == CANCELLED;
  }
}
