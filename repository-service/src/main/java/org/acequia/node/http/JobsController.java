package org.acequia.node.http;

import java.util.List;
import org.acequia.node.jobs.Job;
import org.acequia.node.jobs.Jobs;
import org.acequia.web.JobBoard;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// `/api/v1/jobs`: what the node does in the background. The list, and to retry and to cancel, are
/// for the operator; one job is for who asked for it, too, and for stewards.
@RestController
final class JobsController {

  private final Jobs jobs;
  private final JobBoard board;
  private final JobJson json;
  private final Visitors visitors;

  JobsController(Jobs jobs, JobBoard board, JobJson json, Visitors visitors) {
    this.jobs = jobs;
    this.board = board;
    this.json = json;
    this.visitors = visitors;
  }

  @GetMapping("/api/v1/jobs")
  List<JobJson.View> list() {
    requireOperator();
    return jobs.newest(0, Jobs.REMEMBERED_MAX).stream().map(json::brief).toList();
  }

  @GetMapping("/api/v1/jobs/{id}")
  JobJson.View job(@PathVariable String id) {
    Visitors.requireSomeone();
    Job job = known(id);
    if (!job.askedBy().is(Visitors.asker())) {
      visitors.requireSteward(
          "A job is shown to who asked for it, to stewards and to the operator. Nothing was told.");
    }
    return json.of(job);
  }

  @PostMapping("/api/v1/jobs/{id}/cancel")
  JobJson.View cancel(@PathVariable String id) {
    requireOperator();
    return changed(known(id), board.cancel(known(id).id()), "is over already");
  }

  @PostMapping("/api/v1/jobs/{id}/retry")
  JobJson.View retry(@PathVariable String id) {
    requireOperator();
    return changed(known(id), board.retry(known(id).id()), "has neither failed nor been cancelled");
  }

  private JobJson.View changed(Job job, boolean changed, String otherwise) {
    if (!changed) {
      throw new RefusedException(
          HttpStatus.CONFLICT,
          "The job %d %s. Nothing was changed.".formatted(job.id(), otherwise));
    }
    return json.brief(jobs.find(job.id()).orElse(job));
  }

  private Job known(String id) {
    try {
      return jobs.find(Long.parseLong(id)).orElseThrow(() -> RefusedException.notFound("job"));
    } catch (NumberFormatException _) {
      throw RefusedException.notFound("job");
    }
  }

  private static void requireOperator() {
    Visitors.requireSomeone();
    if (!Visitors.isOperator()) {
      throw new RefusedException(
          HttpStatus.FORBIDDEN, "This is for the node's operator. Nothing was changed.");
    }
  }
}
