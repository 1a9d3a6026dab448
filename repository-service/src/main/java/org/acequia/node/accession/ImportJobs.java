package org.acequia.node.accession;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.Author;
import org.acequia.core.store.BlobStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Imports, one at a time, in the background. What is remembered of them is gone when the node
/// stops; what they added stays.
public final class ImportJobs {

  /// How many jobs are remembered.
  private static final int REMEMBERED_MAX = 100;

  private static final Logger log = LoggerFactory.getLogger(ImportJobs.class);

  private final Archive archive;
  private final BlobStore blobs;
  private final MediaTypes mediaTypes;
  private final Supplier<Author> author;
  private final ReentrantLock running = new ReentrantLock();
  private final AtomicLong last = new AtomicLong();
  private final Map<Long, Job> jobs =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Job> eldest) {
          return size() > REMEMBERED_MAX;
        }
      };

  /// @param author who signs what is taken in
  public ImportJobs(
      Archive archive, BlobStore blobs, MediaTypes mediaTypes, Supplier<Author> author) {
    this.archive = archive;
    this.blobs = blobs;
    this.mediaTypes = mediaTypes;
    this.author = author;
  }

  /// Begins an import behind those that were asked for before.
  public Job start(ImportRequest request) {
    Job job = new Job(last.incrementAndGet(), request);
    synchronized (jobs) {
      jobs.put(job.id, job);
    }
    Thread.ofVirtual().name("import-" + job.id).start(() -> run(job));
    return job;
  }

  /// Returns a remembered job.
  public Optional<Job> job(long id) {
    synchronized (jobs) {
      return Optional.ofNullable(jobs.get(id));
    }
  }

  private void run(Job job) {
    running.lock();
    try {
      new Accession(archive, blobs, mediaTypes, author.get(), job.request, job.progress).run();
      job.end(State.DONE, "");
    } catch (AccessionException e) {
      job.end(State.FAILED, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      log.error("Import {} failed", job.id, e);
      job.end(
          State.FAILED,
          "The import stopped: %s. What was added stays; the same import again adds the rest."
              .formatted(e.getMessage()));
    } finally {
      running.unlock();
    }
  }

  /// How a job stands.
  public enum State {
    /// Waiting or under way.
    RUNNING,
    /// Over; what was refused is named.
    DONE,
    /// Stopped before its end; what was added stays.
    FAILED
  }

  /// One import.
  public static final class Job {
    private final long id;
    private final ImportRequest request;
    private final ImportProgress progress = new ImportProgress();
    private volatile State state = State.RUNNING;
    private volatile String fault = "";

    Job(long id, ImportRequest request) {
      this.id = id;
      this.request = request;
    }

    /// Returns the job's number.
    public long id() {
      return id;
    }

    /// Returns how it stands.
    public State state() {
      return state;
    }

    /// Returns why it failed, or an empty text.
    public String fault() {
      return fault;
    }

    /// Returns how far it is.
    public ImportProgress.Snapshot progress() {
      return progress.snapshot();
    }

    private void end(State end, String why) {
      fault = why;
      state = end;
    }
  }
}
