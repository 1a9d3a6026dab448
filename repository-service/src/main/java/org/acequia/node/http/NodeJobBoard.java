package org.acequia.node.http;

import java.util.List;
import java.util.Optional;
import org.acequia.node.audit.Act;
import org.acequia.node.audit.AuditTrail;
import org.acequia.node.community.Home;
import org.acequia.node.jobs.Job;
import org.acequia.node.jobs.Jobs;
import org.acequia.web.Curator;
import org.acequia.web.JobBoard;

/// Shows the node's jobs to its stewards.
final class NodeJobBoard implements JobBoard {

  private final Jobs jobs;
  private final Home home;
  private final AuditTrail trail;

  NodeJobBoard(Jobs jobs, Home home, AuditTrail trail) {
    this.jobs = jobs;
    this.home = home;
    this.trail = trail;
  }

  @Override
  public boolean isOpenTo(Curator curator) {
    return home.isSteward(curator.author().account());
  }

  @Override
  public List<Entry> newest(int limit) {
    return jobs.newest(0, limit).stream().map(NodeJobBoard::entry).toList();
  }

  @Override
  public Optional<Entry> find(long id) {
    return jobs.find(id).map(NodeJobBoard::entry);
  }

  @Override
  public List<Finding> findings(long id) {
    return jobs.findings(id).stream()
        .map(finding -> new Finding(finding.subject(), finding.problem()))
        .toList();
  }

  @Override
  public boolean cancel(long id) {
    return noted(jobs.cancel(id), Act.JOB_CANCELLED, id);
  }

  @Override
  public boolean retry(long id) {
    return noted(jobs.retry(id), Act.JOB_RETRIED, id);
  }

  private boolean noted(boolean changed, Act act, long id) {
    if (changed) {
      trail.note(act, Long.toString(id));
    }
    return changed;
  }

  static JobBoard.Entry entry(Job job) {
    return new Entry(
        job.id(),
        job.kind(),
        job.about(),
        job.askedBy().name(),
        job.askedAt(),
        job.endedAt(),
        State.valueOf(job.state().name()),
        job.cancelWanted(),
        job.done(),
        job.total(),
        job.current(),
        job.counts(),
        job.said());
  }
}
