package org.acequia.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.acequia.core.archive.CollectionId;
import org.acequia.core.archive.ItemId;

/// What was taken in as one act, and can be undone as one.
public interface Accessions {

  /// Opens an act of `by`.
  ///
  /// @param about what is taken in, for people
  long begin(Curator by, CollectionId collection, String about);

  /// Writes down items of an act.
  void took(long accession, List<ItemId> items);

  /// Returns acts, the newest first, without those that added nothing.
  List<Act> newest(int limit);

  /// Asks for an act to be undone: every item that it added and nobody has changed since goes away,
  /// and its history stays.
  ///
  /// @return the job that does it; empty if there is no such act, it is undone or being undone, or
  ///   `by` may not: stewards may, and whoever did it
  OptionalLong undo(Curator by, long accession);

  /// One act.
  ///
  /// @param upload whether files were sent by a browser, rather than imported
  /// @param items how many it added
  /// @param undoJob the job that undoes it, or did
  record Act(
      long id,
      boolean upload,
      String about,
      CollectionId collection,
      String by,
      Instant at,
      long items,
      OptionalLong undoJob,
      Optional<Instant> undoneAt,
      Optional<String> undoneBy) {}
}
