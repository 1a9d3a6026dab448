package org.acequia.web.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.acequia.web.Curator;
import org.acequia.web.JobBoard;

/// A board of made-up jobs, open to everyone who is signed in.
public final class MemoryJobBoard implements JobBoard {

  private final List<Entry> jobs = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();

  /// Puts a job on the board.
  public void add(Entry job) {
    jobs.add(job);
  }

  /// Makes every job have found this.
  public void found(Finding finding) {
    findings.add(finding);
  }

  /// Returns what was asked for: `cancel 1`, `retry 2`.
  public List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public boolean isOpenTo(Curator curator) {
    return true;
  }

  @Override
  public List<Entry> newest(int limit) {
    return jobs.stream().limit(limit).toList();
  }

  @Override
  public Optional<Entry> find(long id) {
    return jobs.stream().filter(job -> job.id() == id).findFirst();
  }

  @Override
  public List<Finding> findings(long id) {
    return List.copyOf(findings);
  }

  @Override
  public boolean cancel(long id) {
    return asked.add("cancel " + id);
  }

  @Override
  public boolean retry(long id) {
    return asked.add("retry " + id);
  }
}
