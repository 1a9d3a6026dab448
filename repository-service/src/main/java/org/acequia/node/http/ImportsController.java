package org.acequia.node.http;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.acequia.node.accession.AccessionBook;
import org.acequia.node.accession.AccessionException;
import org.acequia.node.accession.AccessionUndo;
import org.acequia.node.accession.ImportRequest;
import org.acequia.node.accession.ImportWork;
import org.acequia.node.audit.Act;
import org.acequia.node.audit.AuditTrail;
import org.acequia.node.jobs.Job;
import org.acequia.node.jobs.JobRun;
import org.acequia.node.jobs.JobState;
import org.acequia.node.jobs.Jobs;
import org.acequia.node.jobs.Said;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Imports over HTTP, for who holds the operator's token: the paths are read on this machine.
@RestController
final class ImportsController {

  private final Jobs jobs;
  private final JobJson json;
  private final AccessionBook book;
  private final AuditTrail trail;

  ImportsController(Jobs jobs, JobJson json, AccessionBook book, AuditTrail trail) {
    this.jobs = jobs;
    this.json = json;
    this.book = book;
    this.trail = trail;
  }

  /// Begins an import and answers at once.
  @PostMapping("/api/v1/imports")
  ResponseEntity<ImportView> start(@RequestBody Wish wish) {
    ImportRequest request = wish.request();
    Job job =
        jobs.ask(ImportWork.KIND, request.about(), ImportWork.write(request), Visitors.asker());
    trail.note(Act.IMPORTED, Long.toString(job.id()));
    return ResponseEntity.accepted().body(view(job));
  }

  /// Tells how an import stands.
  @GetMapping("/api/v1/imports/{id}")
  ImportView one(@PathVariable long id) {
    return view(known(id));
  }

  /// Returns what an import left out, at most [Jobs#FINDINGS_AT_ONCE_MAX] at once.
  ///
  /// @param from how many to pass over
  @GetMapping("/api/v1/imports/{id}/refusals")
  List<Refusal> refusals(@PathVariable long id, @RequestParam(defaultValue = "0") int from) {
    return refusals(known(id), from);
  }

  /// Begins to undo what an import added, and answers at once with the job that does it.
  @PostMapping("/api/v1/imports/{id}/undo")
  ResponseEntity<JobJson.View> undo(@PathVariable long id) {
    AccessionBook.Entry act =
        book.ofJob(id).orElseThrow(() -> RefusedException.notFound("import that added anything"));
    long job =
        AccessionUndo.ask(jobs, book, act, Visitors.asker())
            .orElseThrow(() ->
                new RefusedException(
                    HttpStatus.CONFLICT,
                    "The import %d is undone already, or is being undone. Nothing was changed."
                        .formatted(id)));
    return ResponseEntity.accepted().body(json.brief(jobs.find(job).orElseThrow()));
  }

  /// What is asked for.
  ///
  /// @param paths absolute paths on the node's machine
  /// @param collection the collection's title
  /// @param mapping the absolute path of a mapping file
  /// @param dryRun whether to look only
  record Wish(
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
        throw new AccessionException(Said.PATH_MALFORMED.with(text), e);
      }
      throw new AccessionException(Said.PATH_RELATIVE.with(text));
    }
  }

  private Job known(long id) {
    return jobs.find(id)
        .filter(job -> job.kind().equals(ImportWork.KIND))
        .orElseThrow(() -> RefusedException.notFound("import"));
  }

  private ImportView view(Job job) {
    Progress progress =
        new Progress(
            job.count(ImportWork.ADDED),
            job.count(ImportWork.ALREADY_HERE),
            job.count(JobRun.FINDINGS),
            job.count(ImportWork.SIZE_BYTES),
            json.text(job.current()),
            refusals(job, 0));
    String fault = job.state() == JobState.FAILED ? json.text(job.said()) : "";
    return new ImportView(job.id(), job.state(), fault, progress);
  }

  private List<Refusal> refusals(Job job, int from) {
    return jobs.findings(job.id(), from).stream().map(this::refusal).toList();
  }

  private Refusal refusal(Job.Finding finding) {
    JobJson.Problem problem = json.problem(finding);
    return new Refusal(
        json.text(finding.subject()), problem.message(), problem.code(), problem.arguments());
  }

  /// How an import stands.
  ///
  /// @param id its number, which is that of its job
  /// @param fault why it failed, or an empty text
  /// @param progress how far it is
  record ImportView(long id, JobState state, String fault, Progress progress) {}

  /// How far an import is.
  ///
  /// @param added items that are new and committed
  /// @param alreadyHere items that were here before
  /// @param refused files and rows that were left out
  /// @param sizeBytes bytes of files that are durably stored
  /// @param current what is being read
  /// @param refusals the first of them
  record Progress(
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
  /// @param code the same as a code; empty where there is only the sentence
  /// @param arguments what goes into it
  record Refusal(String source, String reason, String code, List<Object> arguments) {}
}
