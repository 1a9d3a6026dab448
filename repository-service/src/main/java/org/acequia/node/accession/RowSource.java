package org.acequia.node.accession;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.acequia.web.Words;

/// A file of rows, read from the beginning to the end in constant memory.
public interface RowSource {

  /// The longest row, in UTF-16 units.
  int ROW_LENGTH_MAX = 1 << 20;

  /// Calls `sink` for each row in order that begins behind a line. A row that cannot be read is
  /// handed over as refused where reading can go on behind it.
  ///
  /// @param afterLine rows that begin on it or before are passed over; 0 for none
  /// @throws AccessionException if the file is not what it is said to be and reading cannot go on;
  ///   the message names row and column
  /// @throws IOException if the file cannot be read
  void forEach(long afterLine, Sink sink) throws IOException;

  /// Tells whether the name of `file` is one of the kinds that are read as rows.
  static boolean isTable(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".csv") || name.endsWith(".jsonl") || name.endsWith(".ndjson");
  }

  /// Returns the source for `file`, by its name.
  static RowSource of(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".csv")
        ? new CsvRows(file)
        : new JsonLines(file);
  }

  /// Takes what a source yields.
  interface Sink {
    /// Takes a row.
    void row(Row row) throws IOException;

    /// Takes note of a row that cannot be read.
    void refused(long line, Words reason);
  }
}
