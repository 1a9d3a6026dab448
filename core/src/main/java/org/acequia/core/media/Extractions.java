package org.acequia.core.media;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acequia.core.archive.ItemId;
import org.acequia.core.cid.Cid;

/// What was got out of the files that this node holds: metadata, text and pictures.
///
/// Reading a file takes its time, in a process of its own; these calls only tell what is there, or
/// put a file in line. Safe for use by many threads. Methods throw
/// [org.acequia.core.store.RecordStoreException] when the database fails.
public interface Extractions {

  /// The longest text kept of a file, in UTF-16 units; what follows it is not searched.
  int TEXT_LENGTH_MAX = 1 << 20;

  /// How many failures one page may have.
  int FAILURES_PER_PAGE_MAX = 200;

  /// Returns how far reading the file has come.
  Extraction of(Cid file);

  /// Returns how far reading each of `files` has come, for a list; each is a key of the answer.
  Map<Cid, Extraction> of(Collection<Cid> files);

  /// Returns how the words found in the file begin, empty where there are none (yet). No more is
  /// read than that.
  ///
  /// @param lengthMax in UTF-16 units, from 0 to [#TEXT_LENGTH_MAX]; no character is cut in two
  Optional<String> beginning(Cid file, int lengthMax);

  /// Puts a file that failed in line again, lets those of its pages be drawn that could not be, and
  /// tells whether there was anything of either.
  boolean retry(Cid file);

  /// Puts every file that failed in line again, and returns their number. Pages of documents that
  /// could not be drawn can be tried again, too.
  long retryAll();

  /// Returns files that failed, the latest first.
  ///
  /// @param offset how many to skip
  /// @param limit at most [#FAILURES_PER_PAGE_MAX]
  List<Failure> failures(long offset, int limit);

  /// Returns how many files stand where.
  Totals totals();

  /// A file that failed.
  ///
  /// @param tries how often it was tried
  /// @param items that have the file, or had it
  record Failure(Cid file, Fault fault, int tries, List<ItemId> items) {

    /// Keeps its own copy.
    public Failure {
      items = List.copyOf(items);
    }
  }

  /// How many files stand where.
  ///
  /// @param waiting stand in line
  /// @param done were read
  /// @param failed could not be read, or not wholly
  record Totals(long waiting, long done, long failed) {}
}
