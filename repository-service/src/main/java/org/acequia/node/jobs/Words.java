package org.acequia.node.jobs;

import java.util.Arrays;
import java.util.List;

/// Something said to people, to be put into their language.
///
/// @param key of a message of the pages; empty where `arguments` hold the one text there is
/// @param arguments fill the message
public record Words(String key, List<String> arguments) {

  /// Nothing.
  public static final Words NONE = new Words("", List.of());

  /// The most characters of an argument that are kept.
  public static final int LENGTH_MAX = 2_000;

  /// Keeps its own copy, shortened.
  public Words {
    arguments =
        arguments.stream()
            .map(text -> text.substring(0, Math.min(text.length(), LENGTH_MAX)))
            .toList();
  }

  /// Returns the message of `key` with its arguments.
  public static Words of(String key, Object... arguments) {
    return new Words(key, Arrays.stream(arguments).map(String::valueOf).toList());
  }

  /// Returns a text that is in one language only.
  public static Words plain(String text) {
    return text.isEmpty() ? NONE : new Words("", List.of(text));
  }
}
