package org.acequia.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How the node is, for its stewards.
public interface NodeHealth {

  /// Looks. What is costly to learn, such as the size of everything kept, may be some minutes old.
  Health look();

  /// How a thing is.
  enum Level {
    /// Nothing to do.
    GOOD,
    /// Works, and needs somebody's attention.
    CARE,
    /// Does not work.
    BAD
  }

  /// What stands in a sentence: formatted in the reader's language.
  sealed interface Figure {
    /// How many.
    record Count(long number) implements Figure {}

    /// How much.
    record Size(long sizeBytes) implements Figure {}

    /// When.
    record Time(Instant at) implements Figure {}

    /// A name.
    record Word(String text) implements Figure {}
  }

  /// What was found out about one thing.
  ///
  /// @param thing the messages are `health.THING`, `health.THING.good` and so on, and what to do
  ///   where it is not good: `health.THING.todo`
  /// @param figures the arguments of the sentence
  record Finding(String thing, Level level, List<Figure> figures) {

    /// Keeps its own copy.
    public Finding {
      figures = List.copyOf(figures);
    }

    /// Returns a finding.
    public static Finding of(String thing, Level level, Figure... figures) {
      return new Finding(thing, level, List.of(figures));
    }
  }

  /// What takes room.
  ///
  /// @param blobs files that were brought, and copies of neighbours' files
  /// @param database records and accounts; 0 where it is elsewhere and does not say
  /// @param index what can be made anew: the search index
  /// @param other previews and everything else in the data directory
  /// @param free for use by this node
  /// @param total of the disk
  record Space(long blobs, long database, long index, long other, long free, long total) {}

  /// A part and its version.
  record Version(String part, String version) {}

  /// Everything.
  ///
  /// @param readers the addresses for reading, the most useful first
  /// @param curators the addresses for signing in
  /// @param fingerprint of the certificate, as browsers print it; empty without HTTPS
  /// @param keyFingerprint of its key, which stays when it is made anew
  record Health(
      List<Finding> findings,
      Optional<Space> space,
      List<Version> versions,
      List<String> readers,
      List<String> curators,
      Optional<String> fingerprint,
      Optional<String> keyFingerprint) {}
}
