package org.acequia.node.http;

import org.acequia.node.audit.Act;
import org.acequia.node.audit.AuditTrail;
import org.acequia.node.care.CareJobs;
import org.acequia.node.jobs.Jobs;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// `/api/v1/reindex` and `/api/v1/verify`: looking after what is kept.
@RestController
final class CareController {

  private final Jobs jobs;
  private final JobJson json;
  private final AuditTrail trail;

  CareController(Jobs jobs, JobJson json, AuditTrail trail) {
    this.jobs = jobs;
    this.json = json;
    this.trail = trail;
  }

  @PostMapping("/api/v1/reindex")
  @ResponseStatus(HttpStatus.ACCEPTED)
  JobJson.View reindex() {
    trail.note(Act.REINDEXED, "");
    return json.of(jobs.ask(CareJobs.REINDEX, "", "", Visitors.name()));
  }

  @PostMapping("/api/v1/verify")
  @ResponseStatus(HttpStatus.ACCEPTED)
  JobJson.View verify() {
    trail.note(Act.VERIFIED, "");
    return json.of(jobs.ask(CareJobs.VERIFICATION, "", "", Visitors.name()));
  }
}
