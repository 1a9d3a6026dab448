package org.acequia.it.reading;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Words in texts, case and accents aside, by the boundaries of UAX #29: an apostrophe, a full stop
/// or a colon between two letters does not end a word.
public final class Words {

  private Words() {}

  /// Tells whether a text contains the words of `phrase` one after the other.
  public static boolean in(List<String> texts, String phrase) {
    return matches(
        texts,
        boundedBefore()
            + Pattern.quote(phrase).replace(" ", "\\E[^\\p{L}\\p{N}]+\\Q")
            + boundedAfter());
  }

  /// Tells whether a text contains a word that begins with `prefix`.
  public static boolean beginning(List<String> texts, String prefix) {
    return matches(texts, boundedBefore() + Pattern.quote(prefix));
  }

  private static boolean matches(List<String> texts, String pattern) {
    Pattern compiled = Pattern.compile(pattern);
    return texts.stream().anyMatch(text -> compiled.matcher(folded(text)).find());
  }

  private static String boundedBefore() {
    return "(?<![\\p{L}\\p{N}_])(?<!\\p{L}['’.:·])";
  }

  private static String boundedAfter() {
    return "(?![\\p{L}\\p{N}_])(?!['’.:·]\\p{L})";
  }

  private static String folded(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKD)
        .replaceAll("\\p{Mn}", "")
        .toLowerCase(Locale.ROOT);
  }
}
