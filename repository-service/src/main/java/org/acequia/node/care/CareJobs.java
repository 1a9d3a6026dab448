package org.acequia.node.care;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.acequia.core.cid.Cid;
import org.acequia.core.store.BlobStore;
import org.acequia.node.indexing.IndexFeeder;
import org.acequia.node.jobs.JobKind;
import org.acequia.node.jobs.JobRun;
import org.acequia.node.jobs.Said;
import org.acequia.node.neighbours.Healing;
import org.acequia.node.records.RecordVerifier;
import org.acequia.web.Subject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The jobs that look after what is kept. Both begin anew when they are cut off.
public final class CareJobs {

  /// Reads every record and every file again.
  public static final String VERIFICATION = "verification";

  /// Builds the index anew.
  public static final String REINDEX = "reindex";

  private static final long WATCH_MS = 500;
  private static final Logger LOG = LoggerFactory.getLogger(CareJobs.class);

  private final IndexFeeder feeder;
  private final RecordVerifier verifier;
  private final BlobStore blobs;
  private final Healing healing;

  /// Looks after these.
  public CareJobs(IndexFeeder feeder, RecordVerifier verifier, BlobStore blobs, Healing healing) {
    this.feeder = feeder;
    this.verifier = verifier;
    this.blobs = blobs;
    this.healing = healing;
  }

  /// Returns [#VERIFICATION].
  public JobKind verification() {
    return new JobKind(VERIFICATION, this::verify);
  }

  /// Returns [#REINDEX].
  public JobKind reindex() {
    return new JobKind(REINDEX, this::rebuild);
  }

  private void rebuild(JobRun run) {
    AtomicLong indexed = new AtomicLong();
    // The feeder counts on a thread of its own.
    var rebuilding = feeder.rebuild(indexed::set);
    while (!rebuilding.isDone()) {
      try {
        rebuilding.get(WATCH_MS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException _) {
        run.progress(indexed.get(), Subject.NONE);
      } catch (ExecutionException _) {
        break; // told below
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        run.proceed();
        throw new IllegalStateException("Interrupted while the index was being rebuilt", e);
      }
    }
    try {
      run.say(Said.REINDEXED.with(rebuilding.join()));
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private void verify(JobRun run) {
    RecordVerifier.Report report =
        verifier.verify(finding -> run.finding(Subject.of(finding.subject()), finding.problem()));
    AtomicLong files = new AtomicLong();
    blobs.forEach(blob -> {
      check(blob, run);
      run.progress(files.incrementAndGet(), Subject.of(blob.toString()));
    });
    long found = run.counted(JobRun.FINDINGS);
    run.say(
        found == 0
            ? Said.SOUND.with(report.records(), report.bodies(), files.get())
            : Said.DAMAGE.with(report.records(), report.bodies(), files.get(), found));
  }

  private void check(Cid blob, JobRun run) {
    if (blobs.verify(blob) instanceof BlobStore.Fixity.Damaged(var why)) {
      LOG.warn("{} is damaged: {}", blob, why);
      Said done = healing.heal(blob) ? Said.DAMAGED_AND_SET_ASIDE : Said.DAMAGED_AND_UNUSED;
      run.finding(Subject.of(blob.toString()), done.with());
    }
  }
}
