package org.acequia.node.accession;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.acequia.node.audit.Act;
import org.acequia.node.audit.AuditTrail;
import org.acequia.node.jobs.Job;
import org.acequia.node.jobs.JobRun;
import org.acequia.node.jobs.JobState;
import org.acequia.node.jobs.Jobs;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/// Imports over HTTP, for who holds the operator's token: the paths are read on this machine.
@RestController
public final class ImportController {

  /// On whose behalf the node signs.
  private static final String OPERATOR = "the operator";

  private final Jobs jobs;
  private final AuditTrail trail;

  /// @param jobs where imports run
  public ImportController(Jobs jobs, AuditTrail trail) {
    this.jobs = jobs;
    this.trail = trail;
  }

  /// Begins an import and answers at once.
  @PostMapping("/api/v1/imports")
  public ResponseEntity<JobView> start(@RequestBody Wish wish) {
    ImportRequest request = wish.request();
    Job job = jobs.ask(ImportWork.KIND, request.about(), ImportWork.write(request), OPERATOR);
    trail.note(Act.IMPORTED, Long.toString(job.id()));
    return ResponseEntity.accepted().body(view(job));
  }

  /// Tells how an import stands.
  @GetMapping("/api/v1/imports/{id}")
  public JobView job(@PathVariable long id) {
    return jobs.find(id)
        .filter(job -> job.kind().equals(ImportWork.KIND))
        .map(this::view)
        .orElseThrow(() ->
            new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such import here."));
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

  private JobView view(Job job) {
    Progress progress =
        new Progress(
            job.count(Accession.ADDED),
            job.count(Accession.ALREADY_HERE),
            job.count(JobRun.FINDINGS),
            job.count(Accession.SIZE_BYTES),
            job.current(),
            jobs.findings(job.id()).stream()
                .map(finding -> new Refusal(finding.subject(), finding.problem()))
                .toList());
    String fault = job.state() == JobState.FAILED ? String.join(" ", job.said().arguments()) : "";
    return new JobView(job.id(), job.state(), fault, progress);
  }

  /// How an import stands.
  ///
  /// @param id its number
  /// @param fault why it failed, or an empty text
  /// @param progress how far it is
  public record JobView(long id, JobState state, String fault, Progress progress) {}

  /// How far an import is.
  ///
  /// @param added items that are new and committed
  /// @param alreadyHere items that were here before
  /// @param refused files and rows that were left out
  /// @param sizeBytes bytes of files that are durably stored
  /// @param current what is being read
  /// @param refusals the first of them
  public record Progress(
      long added,
      long alreadyHere,
      long refused,
      long sizeBytes,
      String current,
      List<Refusal> refusals) {}

  /// Something that was not taken in.
  ///
  /// @param source the file, and the line where it is a row
  /// @param reason why, and what to do
  public record Refusal(String source, String reason) {}
}
