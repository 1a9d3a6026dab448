package org.acequia.node.http;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.acequia.node.jobs.Job;
import org.acequia.node.jobs.JobState;
import org.acequia.node.jobs.Jobs;
import org.acequia.node.jobs.Words;
import org.acequia.web.pages.Language;
import org.acequia.web.pages.Messages;
import org.jspecify.annotations.Nullable;

/// Jobs as the API writes them. Its texts are English.
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
      Result result) {}

  /// What came of a job.
  ///
  /// @param findings what it found wrong, the first of them; empty while all is well
  record Result(List<String> findings) {}

  /// Writes a job with what it found.
  View of(Job job) {
    List<String> findings =
        jobs.findings(job.id()).stream()
            .map(finding -> "%s: %s".formatted(finding.subject(), finding.problem()))
            .toList();
    return of(job, findings);
  }

  /// Writes a job without naming what it found.
  View brief(Job job) {
    return of(job, List.of());
  }

  private View of(Job job, List<String> findings) {
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
        new Result(findings));
  }

  private static String progress(Job job) {
    if (job.done() == 0 && job.current().isEmpty()) {
      return "";
    }
    return job.total().isPresent()
        ? "%,d of %,d".formatted(job.done(), job.total().getAsLong())
        : "%,d done".formatted(job.done());
  }

  String text(Words words) {
    return words.key().isEmpty()
        ? String.join(" ", words.arguments())
        : messages.text(Language.EN, words.key(), words.arguments().toArray());
  }
}
