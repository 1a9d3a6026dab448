package org.acequia.node.accession;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.acequia.node.accession.ImportJobs.Job;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Imports over HTTP, for who holds the operator's token: the paths are read on this machine.
@RestController
public final class ImportController {

  private final ImportJobs jobs;

  /// @param jobs where imports run
  public ImportController(ImportJobs jobs) {
    this.jobs = jobs;
  }

  /// Begins an import and answers at once.
  @PostMapping("/api/v1/imports")
  public ResponseEntity<JobView> start(@RequestBody Wish wish) {
    Job job = jobs.start(wish.request());
    return ResponseEntity.accepted().body(JobView.of(job));
  }

  /// Tells how an import stands.
  @GetMapping("/api/v1/imports/{id}")
  public ResponseEntity<JobView> job(@PathVariable long id) {
    return jobs.job(id)
        .map(job -> ResponseEntity.ok(JobView.of(job)))
        .orElseGet(() -> ResponseEntity.status(HttpStatus.NOT_FOUND).build());
  }

  /// What is asked for.
  ///
  /// @param paths absolute paths on the node's machine
  /// @param collection the collection's title
  /// @param mapping the absolute path of a mapping file
  /// @param dryRun whether to look only
  public record Wish(
      @Nullable List<String> paths,
      @Nullable String collection,
      @Nullable String mapping,
      @Nullable Boolean dryRun) {

    ImportRequest request() {
      List<Path> absolute = paths == null ? List.of() : paths.stream().map(Wish::absolute).toList();
      return new ImportRequest(
          absolute,
          Optional.ofNullable(collection).filter(title -> !title.isBlank()),
          Optional.ofNullable(mapping).map(Wish::absolute),
          dryRun != null && dryRun);
    }

    private static Path absolute(String text) {
      try {
        Path path = Path.of(text);
        if (path.isAbsolute()) {
          return path;
        }
      } catch (InvalidPathException e) {
        throw new AccessionException("“%s” is not a path: %s".formatted(text, e.getReason()), e);
      }
      throw new AccessionException("“%s” is not an absolute path.".formatted(text));
    }
  }

  /// How an import stands.
  ///
  /// @param id its number
  /// @param state RUNNING, DONE or FAILED
  /// @param fault why it failed, or an empty text
  /// @param progress how far it is
  public record JobView(
      long id, ImportJobs.State state, String fault, ImportProgress.Snapshot progress) {

    static JobView of(Job job) {
      return new JobView(job.id(), job.state(), job.fault(), job.progress());
    }
  }
}
