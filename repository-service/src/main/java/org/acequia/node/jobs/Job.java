package org.acequia.node.jobs;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.acequia.web.Subject;
import org.acequia.web.Words;

/// A job as it stood when it was looked at.
///
/// @param id its number
/// @param kind the name of its [JobKind]
/// @param about what it is about, for people; may be empty
/// @param arguments what the work was told
/// @param askedBy who wanted it
/// @param cancelWanted whether it is to stop at the next occasion
/// @param attempts how often it was begun
/// @param done how much is done, in whatever the work counts
/// @param total of which [#done] is a part, where that is known
/// @param current what is being looked at
/// @param counts what the work counts, by name
/// @param said how it ended
/// @param findings how many things it named
public record Job(
    long id,
    String kind,
    String about,
    String arguments,
    Asker askedBy,
    Instant askedAt,
    JobState state,
    boolean cancelWanted,
    int attempts,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt,
    long done,
    OptionalLong total,
    Subject current,
    Map<String, Long> counts,
    Words said,
    int findings) {

  /// Something that a job found wrong.
  ///
  /// @param subject a file, a row, a record
  /// @param problem what is wrong with it, and what to do
  public record Finding(Subject subject, Words problem) {}

  /// Returns what was counted under `name`.
  public long count(String name) {
    return counts.getOrDefault(name, 0L);
  }
}
