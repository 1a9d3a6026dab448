package org.acequia.web;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Something to be said to people, kept as what it means: a code and what goes into it. It becomes
/// a sentence in somebody's language only where it is shown.
///
/// @param key the code, which is the key of a message; empty where `arguments` hold a text that is
///   in one language only
/// @param arguments fill the message: a `Long` is a number, a `String` a name or another's words
public record Words(String key, List<Object> arguments) {

  /// Nothing.
  public static final Words NONE = new Words("", List.of());

  /// The most characters of an argument that are kept.
  public static final int LENGTH_MAX = 400;

  /// The most arguments.
  public static final int ARGUMENTS_MAX = 8;

  /// The most characters of a [#plain(String)] text that are kept.
  public static final int PLAIN_LENGTH_MAX = 2_000;

  /// Keeps its own copy, shortened, and without what PostgreSQL does not keep.
  public Words {
    int lengthMax = key.isEmpty() ? PLAIN_LENGTH_MAX : LENGTH_MAX;
    arguments = arguments.stream().limit(ARGUMENTS_MAX).map(one -> kept(one, lengthMax)).toList();
  }

  /// Returns the message of `key` with its arguments: whole numbers, and texts.
  public static Words of(String key, Object... arguments) {
    return new Words(key, Arrays.asList(arguments));
  }

  /// Returns a text that is in one language only.
  public static Words plain(String text) {
    return text.isEmpty() ? NONE : new Words("", List.of(text));
  }

  /// Tells whether there is nothing to say.
  public boolean isEmpty() {
    return key.isEmpty() && arguments.isEmpty();
  }

  /// Returns the code with its arguments, for logs: no sentence in any language.
  public String inBrief() {
    return Stream.concat(Stream.of(key), arguments.stream().map(Object::toString))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static Object kept(Object argument, int lengthMax) {
    return switch (argument) {
      case Long number -> number;
      case Integer number -> (long) number;
      default -> Subject.bounded(argument.toString(), lengthMax);
    };
  }
}
