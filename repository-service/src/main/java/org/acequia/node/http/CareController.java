package org.acequia.node.http;

import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.acequia.core.cid.Cid;
import org.acequia.core.store.BlobStore;
import org.acequia.node.indexing.IndexFeeder;
import org.acequia.node.neighbours.Healing;
import org.acequia.node.records.RecordKeeping;
import org.acequia.node.records.RecordVerifier;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// `/api/v1/reindex`, `/api/v1/verify` and `/api/v1/jobs/{id}`: looking after what is kept.
@RestController
final class CareController {

  private final Jobs jobs;
  private final IndexFeeder feeder;
  private final RecordVerifier verifier;
  private final BlobStore blobs;
  private final Healing healing;

  CareController(
      Jobs jobs, IndexFeeder feeder, RecordKeeping records, BlobStore blobs, Healing healing) {
    this.jobs = jobs;
    this.feeder = feeder;
    this.verifier = records.verifier();
    this.blobs = blobs;
    this.healing = healing;
  }

  @PostMapping("/api/v1/reindex")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Jobs.View reindex() {
    return jobs.start(
        "reindex",
        job -> {
          long items = rebuild(done -> job.progress("%,d items indexed".formatted(done)));
          job.message("%,d items are in the index.".formatted(items));
        });
  }

  private long rebuild(LongConsumer progress) {
    try {
      return feeder.rebuild(progress).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  @PostMapping("/api/v1/verify")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Jobs.View verify() {
    return jobs.start("verification", this::verify);
  }

  private void verify(Jobs.Job job) {
    AtomicLong damaged = new AtomicLong();
    AtomicLong files = new AtomicLong();
    job.progress("Checking records");
    RecordVerifier.Report report =
        verifier.verify(
            finding -> job.finding("%s: %s".formatted(finding.subject(), finding.problem())));
    blobs.forEach(blob -> {
      if (!isSound(blob, job)) {
        damaged.incrementAndGet();
      }
      job.progress("%,d files checked".formatted(files.incrementAndGet()));
    });
    long found = report.findings() + damaged.get();
    job.message(
        "%,d records, %,d bodies and %,d files were checked: %s."
            .formatted(
                report.records(),
                report.bodies(),
                files.get(),
                found == 0 ? "no damage" : "%,d findings".formatted(found)));
  }

  private boolean isSound(Cid blob, Jobs.Job job) {
    return switch (blobs.verify(blob)) {
      case BlobStore.Fixity.Sound _ -> true;
      case BlobStore.Fixity.NotHeld _ -> true; // removed since it was listed
      case BlobStore.Fixity.Damaged(var why) -> {
        job.finding("%s: %s. %s".formatted(blob, why, healing.heal(blob)));
        yield false;
      }
    };
  }

  @GetMapping("/api/v1/jobs/{id}")
  Jobs.View job(@PathVariable String id) {
    Visitors.requireSomeone();
    return jobs.find(id).orElseThrow(() -> RefusedException.notFound("job"));
  }
}
