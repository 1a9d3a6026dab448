package org.acequia.node.http;

import java.util.List;
import java.util.Optional;
import org.acequia.node.community.Home;
import org.acequia.node.jobs.Job;
import org.acequia.node.jobs.Jobs;
import org.acequia.web.Curator;
import org.acequia.web.JobBoard;

/// Shows the node's jobs to its stewards.
final class NodeJobBoard implements JobBoard {

  private final Jobs jobs;
  private final Home home;

  NodeJobBoard(Jobs jobs, Home home) {
    this.jobs = jobs;
    this.home = home;
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
    return jobs.cancel(id);
  }

  @Override
  public boolean retry(long id) {
    return jobs.retry(id);
  }

  static JobBoard.Entry entry(Job job) {
    return new Entry(
        job.id(),
        job.kind(),
        job.about(),
        job.askedBy(),
        job.askedAt(),
        job.endedAt(),
        State.valueOf(job.state().name()),
        job.cancelWanted(),
        job.done(),
        job.total(),
        job.current(),
        job.counts(),
        job.said().key(),
        job.said().arguments());
  }
}
