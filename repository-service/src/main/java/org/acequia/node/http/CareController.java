package org.acequia.node.http;

import org.acequia.node.audit.Act;
import org.acequia.node.audit.AuditTrail;
import org.acequia.node.care.CareJobs;
import org.acequia.node.jobs.Job;
import org.acequia.node.jobs.Jobs;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// `/api/v1/reindex` and `/api/v1/verify`: looking after what is kept, for stewards and the
/// operator. Both read everything there is, so neither is done twice at once.
@RestController
final class CareController {

  private final Jobs jobs;
  private final JobJson json;
  private final AuditTrail trail;
  private final Visitors visitors;

  CareController(Jobs jobs, JobJson json, AuditTrail trail, Visitors visitors) {
    this.jobs = jobs;
    this.json = json;
    this.trail = trail;
    this.visitors = visitors;
  }

  @PostMapping("/api/v1/reindex")
  @ResponseStatus(HttpStatus.ACCEPTED)
  JobJson.View reindex() {
    return once(CareJobs.REINDEX, Act.REINDEXED);
  }

  @PostMapping("/api/v1/verify")
  @ResponseStatus(HttpStatus.ACCEPTED)
  JobJson.View verify() {
    return once(CareJobs.VERIFICATION, Act.VERIFIED);
  }

  private JobJson.View once(String kind, Act act) {
    visitors.requireSteward("Only stewards and the operator ask for this. Nothing was changed.");
    Job job = jobs.askOnce(kind, Visitors.asker());
    trail.note(act, Long.toString(job.id()));
    return json.of(job);
  }
}
