package org.acequia.web.curating;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.acequia.web.Accessions;
import org.acequia.web.JobBoard;
import org.acequia.web.pages.Pages;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;

/// `/curate/accessions`: what was taken in lately, by whom, and how to undo it.
@Controller
public final class AccessionsPage {

  private static final int SHOWN_MAX = 100;

  private final Desk desk;
  private final Accessions accessions;
  private final JobBoard jobs;
  private final Pages pages;

  /// Shows `accessions`, and how the jobs stand that undo them.
  public AccessionsPage(Desk desk, Accessions accessions, JobBoard jobs, Pages pages) {
    this.desk = desk;
    this.accessions = accessions;
    this.jobs = jobs;
    this.pages = pages;
  }

  /// What the page shows.
  public record All(List<One> acts, Optional<String> problem) {}

  /// One act.
  ///
  /// @param undoing the job that undoes it, while it does or where it failed
  public record One(Accessions.Act act, Optional<JobBoard.Entry> undoing) {

    /// Tells whether it can be undone.
    public boolean isUndoable() {
      return act.undoneAt().isEmpty() && undoing.filter(JobBoard.Entry::isUnderWay).isEmpty();
    }
  }

  /// The list, the newest first.
  @GetMapping("/curate/accessions")
  public View list() {
    return pages.show("curating/accessions", all(Optional.empty()));
  }

  /// Undoes one.
  @PostMapping("/curate/accessions/{id}/undo")
  public View undo(@PathVariable long id, HttpServletRequest request) {
    return accessions.undo(desk.curator(request), id).isPresent()
        ? pages.seeOther("/curate/accessions")
        : pages.show(
            HttpStatus.CONFLICT, "curating/accessions", all(Optional.of("accessions.not")));
  }

  private All all(Optional<String> problem) {
    return new All(
        accessions.newest(SHOWN_MAX).stream().map(act -> new One(act, undoing(act))).toList(),
        problem);
  }

  private Optional<JobBoard.Entry> undoing(Accessions.Act act) {
    return act.undoneAt().isPresent() || act.undoJob().isEmpty()
        ? Optional.empty()
        : jobs.find(act.undoJob().getAsLong());
  }
}
