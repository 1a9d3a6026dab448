package org.acequia.node.accession;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/// How far an import has come: what a job keeps as its checkpoint.
///
/// @param path which of the paths is being taken in, from 0; those before it are done
/// @param line the last line of it that is done, where it is a table; else 0
/// @param state of the table, so that one that was changed meanwhile is begun anew
record Place(int path, long line, String state) {

  /// Before the first path.
  static final Place BEGINNING = new Place(0, 0, "");

  /// Returns the beginning of a path.
  static Place at(int path) {
    return new Place(path, 0, "");
  }

  /// Returns what tells a table from what it is after a change: its size and its last change.
  ///
  /// @throws IOException if it cannot be looked at
  static String stateOf(Path table) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(table, BasicFileAttributes.class);
    return attributes.size() + "@" + attributes.lastModifiedTime().toMillis();
  }

  /// Returns the line behind which a table goes on.
  long lineDone(int number, String stateNow) {
    return path == number && state.equals(stateNow) ? line : 0;
  }

  String text() {
    return "%d %d %s".formatted(path, line, state);
  }

  /// Returns what [#text()] wrote; the beginning where it is not that.
  static Place parse(Optional<String> text) {
    String[] parts = text.orElse("").split(" ", 3);
    try {
      return parts.length == 3
          ? new Place(Integer.parseInt(parts[0]), Long.parseLong(parts[1]), parts[2])
          : BEGINNING;
    } catch (NumberFormatException _) {
      return BEGINNING;
    }
  }
}
