package org.acequia.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Taking in what lies on the node's machine, for curators: folders and tables in the directories
/// that the operator allows, and nothing else.
public interface Imports {

  /// How many sources are offered.
  int SOURCES_MAX = 500;

  /// The largest table that is kept, in bytes.
  long TABLE_BYTES_MAX = 512_000_000;

  /// How many findings are returned at once.
  int FINDINGS_AT_ONCE_MAX = 1_000;

  /// Returns what `by` can take in, by name: what the operator offers, and what `by` sent.
  List<Source> sources(Curator by);

  /// Keeps a table that `by` sent, among the sources of `by` and of nobody else. It takes the place
  /// of the one of that name, and its mapping that of the one's mapping.
  ///
  /// @param name as the browser gave it: cleaned before it is used
  /// @param mapping says which column becomes which term
  /// @throws IOException if `content` breaks off; nothing is left then
  Kept keep(Curator by, InputStream content, String name, Optional<InputStream> mapping)
      throws IOException;

  /// Asks for an import, or for a look at what it would do.
  ///
  /// @param source the key of one of [#sources(Curator)]
  /// @param collection the title of the collection; empty: the name of the source
  /// @param dryRun whether to look only
  /// @return the job; empty if there is no such source
  OptionalLong ask(Curator by, String source, String collection, boolean dryRun);

  /// Returns an import, as it stands to `by`.
  Optional<Import> find(Curator by, long job);

  /// Returns what an import found wrong, at most [#FINDINGS_AT_ONCE_MAX].
  ///
  /// @param from how many to pass over
  List<JobBoard.Finding> findings(long job, int from);

  /// Cancels an import, if `by` asked for it or is a steward. What it had added stays.
  void cancel(Curator by, long job);

  /// Goes on with an import that failed or was cancelled, if `by` asked for it or is a steward.
  void goOn(Curator by, long job);

  /// Something that can be taken in.
  ///
  /// @param key names it in a form
  /// @param name for people
  /// @param folder whether it is a folder rather than a table
  /// @param mapped whether a mapping lies beside it
  /// @param sent whether it is a table that the curator sent
  record Source(String key, String name, boolean folder, boolean mapped, boolean sent) {}

  /// What became of a table that was sent.
  sealed interface Kept {
    /// It can be chosen.
    record Ready(Source source) implements Kept {}

    /// It is no table, it is too large, or there is no room. Nothing was kept.
    ///
    /// @param problem the key of a message
    record Refused(String problem) implements Kept {}

    /// The mapping cannot be used. Nothing was kept.
    ///
    /// @param fault what is wrong with it
    record MappingFault(Words fault) implements Kept {}
  }

  /// An import, as it stands.
  ///
  /// @param source the key of what is taken in; empty where it is not offered to this curator, or
  ///   not any more, or was asked for by the operator
  /// @param act what it added, once it added something
  record Import(
      JobBoard.Entry job,
      String source,
      String collection,
      boolean dryRun,
      Optional<Accessions.Act> act) {}
}
