package org.acequia.web;

import java.util.OptionalLong;

/// What something is said about: a file, a record, or one line of a table.
///
/// @param name as it is called, in no language; may be empty
/// @param line of the table of that name, from 1
public record Subject(String name, OptionalLong line) {

  /// Nothing.
  public static final Subject NONE = of("");

  /// The most characters of a name that are kept.
  public static final int LENGTH_MAX = 1_000;

  /// Shortens what is too long.
  public Subject {
    name = bounded(name, LENGTH_MAX);
  }

  /// Returns what has no lines.
  public static Subject of(String name) {
    return new Subject(name, OptionalLong.empty());
  }

  /// Returns one line of a table.
  public static Subject line(String table, long line) {
    return new Subject(table, OptionalLong.of(line));
  }

  /// Tells whether there is nothing.
  public boolean isEmpty() {
    return name.isEmpty();
  }

  /// Returns `text` cut between characters, and without what PostgreSQL does not keep.
  static String bounded(String text, int lengthMax) {
    int end = Math.min(text.length(), lengthMax);
    if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end).replace('\0', '\ufffd');
  }
}
