package org.acequia.node.accession;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.acequia.core.archive.Author;
import org.acequia.core.store.BlobStoreException;
import org.acequia.node.jobs.JobFailedException;
import org.acequia.node.jobs.JobKind;
import org.acequia.node.jobs.JobRun;
import org.acequia.node.jobs.Said;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Imports as a job: one at a time, gone on with after a crash. What it added stays, and nothing is
/// added twice.
public final class ImportWork {

  /// The kind of the jobs.
  public static final String KIND = "import";

  /// The count of items that are new.
  public static final String ADDED = "added";

  /// The count of items that were here before.
  public static final String ALREADY_HERE = "alreadyHere";

  /// The count of the bytes of files that are durably stored.
  public static final String SIZE_BYTES = "sizeBytes";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ImportParts parts;
  private final Function<String, Optional<Author>> author;

  /// @param author signs what is taken in on behalf of whom it is given; empty before there is a
  ///   community
  public ImportWork(ImportParts parts, Function<String, Optional<Author>> author) {
    this.parts = parts;
    this.author = author;
  }

  /// Returns the kind of job.
  public JobKind kind() {
    return new JobKind(KIND, this::run);
  }

  private void run(JobRun run) {
    Author signer =
        author
            .apply(run.askedBy())
            .orElseThrow(() -> new JobFailedException(Said.NO_COMMUNITY.with()));
    try {
      new Accession(parts, signer, read(run.arguments()), run).run();
    } catch (BlobStoreException.NoSpace e) {
      throw new JobFailedException(Said.DISK_FULL.with(), e);
    } catch (AccessionException e) {
      throw new JobFailedException(e.words(), e);
    }
  }

  /// Returns the request as the job keeps it.
  public static String write(ImportRequest request) {
    return JSON.writeValueAsString(
        new Kept(
            request.paths().stream().map(Path::toString).toList(),
            request.collection().orElse(null),
            request.mapping().map(Path::toString).orElse(null),
            request.dryRun()));
  }

  /// Returns the request that a job keeps.
  public static ImportRequest read(String arguments) {
    Kept kept = JSON.readValue(arguments, Kept.class);
    return new ImportRequest(
        kept.paths().stream().map(Path::of).toList(),
        Optional.ofNullable(kept.collection()),
        Optional.ofNullable(kept.mapping()).map(Path::of),
        kept.dryRun());
  }

  private record Kept(
      List<String> paths, @Nullable String collection, @Nullable String mapping, boolean dryRun) {}
}
