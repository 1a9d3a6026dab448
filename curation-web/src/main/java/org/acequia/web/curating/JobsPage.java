package org.acequia.web.curating;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.acequia.web.Curator;
import org.acequia.web.Curators;
import org.acequia.web.JobBoard;
import org.acequia.web.pages.FailurePages;
import org.acequia.web.pages.NotHere;
import org.acequia.web.pages.Pages;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;

/// `/admin/jobs`: what the node does in the background, for stewards.
@Controller
public final class JobsPage {

  private static final int SHOWN_MAX = 100;

  private final Curators curators;
  private final JobBoard board;
  private final Pages pages;

  /// Shows `board`.
  public JobsPage(Curators curators, JobBoard board, Pages pages) {
    this.curators = curators;
    this.board = board;
    this.pages = pages;
  }

  /// What the list shows.
  public record All(List<JobBoard.Entry> jobs) {

    /// Tells whether looking again will show something else.
    public boolean isMoving() {
      return jobs.stream().anyMatch(JobBoard.Entry::isUnderWay);
    }
  }

  /// What the page of one job shows.
  ///
  /// @param findings the first of what it found wrong
  public record One(JobBoard.Entry job, List<JobBoard.Finding> findings) {}

  /// The list, the newest first.
  @GetMapping("/admin/jobs")
  public View list(HttpServletRequest request) {
    return refusal(request)
        .orElseGet(() -> pages.show("curating/jobs", new All(board.newest(SHOWN_MAX))));
  }

  /// One job with what it found.
  @GetMapping("/admin/jobs/{id}")
  public View one(@PathVariable String id, HttpServletRequest request) {
    return refusal(request)
        .orElseGet(() -> {
          JobBoard.Entry job = known(id);
          return pages.show("curating/job", new One(job, board.findings(job.id())));
        });
  }

  /// Cancels a job.
  @PostMapping("/admin/jobs/{id}/cancel")
  public View cancel(@PathVariable String id, HttpServletRequest request) {
    return change(id, board::cancel, request);
  }

  /// Does a job again.
  @PostMapping("/admin/jobs/{id}/retry")
  public View retry(@PathVariable String id, HttpServletRequest request) {
    return change(id, board::retry, request);
  }

  /// A job that has ended meanwhile is shown as it is.
  private View change(String id, LongConsumer act, HttpServletRequest request) {
    return refusal(request)
        .orElseGet(() -> {
          act.accept(known(id).id());
          return pages.seeOther("/admin/jobs");
        });
  }

  private Optional<View> refusal(HttpServletRequest request) {
    Optional<Curator> who = curators.current(request);
    if (who.isEmpty()) {
      return Optional.of(pages.seeOther("/sign-in?back=%2Fadmin%2Fjobs"));
    }
    return board.isOpenTo(who.get())
        ? Optional.empty()
        : Optional.of(
            pages.show(
                HttpStatus.FORBIDDEN,
                "failure",
                new FailurePages.Failure(HttpStatus.FORBIDDEN.value(), "forbidden")));
  }

  private JobBoard.Entry known(String id) {
    return NotHere.unless(() -> board.find(Long.parseLong(id)));
  }
}
