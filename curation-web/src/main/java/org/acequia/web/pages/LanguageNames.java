package org.acequia.web.pages;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// Names of languages, as people write them, and the tags that records carry.
public final class LanguageNames {

  /// The tags that forms suggest.
  public static final List<String> SUGGESTED =
      List.of(
          "es", "en", "pt", "qu", "ay", "gn", "fr", "de", "it", "nah", "yua", "arn", "ar", "he",
          "sw", "hi", "zh");

  /// By name in small letters, in each language that the pages speak and in its own.
  private static final Map<String, String> TAGS = tags();

  private LanguageNames() {}

  /// Returns the name of a language as `reader` writes it; the tag itself where it has none, or one
  /// that would not lead back to the tag.
  public static String of(String tag, Locale reader) {
    String name = Locale.forLanguageTag(tag).getDisplayName(reader);
    return tag(name).equals(tag) ? name : tag;
  }

  /// Returns the tag of what somebody typed: of a name its tag, of all else itself.
  public static String tag(String typed) {
    return TAGS.getOrDefault(typed.strip().toLowerCase(Locale.ROOT), typed.strip());
  }

  private static Map<String, String> tags() {
    Map<String, String> tags = new HashMap<>();
    Stream.concat(SUGGESTED.stream(), Stream.of(Locale.getISOLanguages()))
        .forEach(tag -> {
          Locale locale = Locale.forLanguageTag(tag);
          for (Language language : Language.OFFERED) {
            tags.putIfAbsent(small(locale.getDisplayLanguage(language.locale())), tag);
          }
          tags.putIfAbsent(small(locale.getDisplayLanguage(locale)), tag);
        });
    return Map.copyOf(tags);
  }

  private static String small(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
