package org.acequia.node.http;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.acequia.node.jobs.Job;
import org.acequia.node.jobs.JobState;
import org.acequia.node.jobs.Jobs;
import org.acequia.web.Subject;
import org.acequia.web.Words;
import org.acequia.web.pages.Language;
import org.acequia.web.pages.Messages;
import org.jspecify.annotations.Nullable;

/// Jobs as the API writes them: codes with what goes into them, and English sentences.
final class JobJson {

  private final Jobs jobs;
  private final Messages messages;

  JobJson(Jobs jobs, Messages messages) {
    this.jobs = jobs;
    this.messages = messages;
  }

  /// A job.
  ///
  /// @param attempts how often it was begun: more than once after a crash or a retry
  /// @param done of `total`, where that is known
  /// @param progress how far it is, for people
  /// @param message how it ended
  /// @param said the same as a code
  record View(
      String id,
      String kind,
      String about,
      JobState state,
      int attempts,
      String askedBy,
      Instant askedAt,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      long done,
      @Nullable Long total,
      Map<String, Long> counts,
      String progress,
      String message,
      Coded said,
      Result result) {}

  /// What came of a job.
  ///
  /// @param findings what it found wrong, the first of them; empty while all is well
  /// @param problems the same as codes
  record Result(List<String> findings, List<Problem> problems) {}

  /// Something said, as a code.
  ///
  /// @param code empty where there is only a sentence, from before there were codes
  /// @param arguments whole numbers, and texts
  record Coded(String code, List<Object> arguments) {

    static Coded of(Words words) {
      return new Coded(words.key(), words.key().isEmpty() ? List.of() : words.arguments());
    }
  }

  /// Something that a job found wrong.
  ///
  /// @param subject a file, a record, a table
  /// @param line of the table
  /// @param message the sentence
  record Problem(
      String subject, @Nullable Long line, String code, List<Object> arguments, String message) {}

  /// Writes a job with what it found.
  View of(Job job) {
    List<Job.Finding> found = jobs.findings(job.id());
    List<String> findings =
        found.stream()
            .map(finding -> "%s: %s".formatted(text(finding.subject()), text(finding.problem())))
            .toList();
    return of(job, new Result(findings, found.stream().map(this::problem).toList()));
  }

  /// Writes a job without naming what it found.
  View brief(Job job) {
    return of(job, new Result(List.of(), List.of()));
  }

  private View of(Job job, Result result) {
    @Nullable Long total = job.total().isPresent() ? job.total().getAsLong() : null;
    return new View(
        Long.toString(job.id()),
        job.kind(),
        job.about(),
        job.state(),
        job.attempts(),
        job.askedBy().name(),
        job.askedAt(),
        job.startedAt().orElse(null),
        job.endedAt().orElse(null),
        job.done(),
        total,
        job.counts(),
        progress(job),
        text(job.said()),
        Coded.of(job.said()),
        result);
  }

  private static String progress(Job job) {
    if (job.done() == 0 && job.current().isEmpty()) {
      return "";
    }
    return job.total().isPresent()
        ? "%,d of %,d".formatted(job.done(), job.total().getAsLong())
        : "%,d done".formatted(job.done());
  }

  /// Writes something that was found.
  Problem problem(Job.Finding finding) {
    Coded coded = Coded.of(finding.problem());
    OptionalLong line = finding.subject().line();
    return new Problem(
        finding.subject().name(),
        line.isPresent() ? line.getAsLong() : null,
        coded.code(),
        coded.arguments(),
        text(finding.problem()));
  }

  String text(Words words) {
    return messages.say(Language.EN, words);
  }

  String text(Subject subject) {
    return messages.about(Language.EN, subject);
  }
}
