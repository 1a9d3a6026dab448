package org.acequia.web.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.acequia.web.Subject;
import org.acequia.web.Words;

/// The words of the pages, in every [Language]: `messages_TAG.properties`, UTF-8.
///
/// `{0}`, `{1}`… stand for arguments. Where a number decides between words, both stand in the
/// message, as in ICU: `{0, plural, one {{0} item} other {{0} items}}`. Nothing else is special, so
/// an apostrophe is an apostrophe.
public final class Messages {

  private final Map<Language, Map<String, String>> words = new EnumMap<>(Language.class);

  /// Reads the bundles from the class path.
  public Messages() {
    for (Language language : Language.OFFERED) {
      words.put(language, read(language));
    }
  }

  /// Returns every key and message of a language.
  public Map<String, String> all(Language language) {
    return Map.copyOf(words.getOrDefault(language, Map.of()));
  }

  /// Returns a message with its arguments filled in.
  ///
  /// @throws IllegalArgumentException if there is none: a mistake of the page
  public String text(Language language, String key, Object... arguments) {
    String message =
        find(language, key)
            .orElseThrow(() -> new IllegalArgumentException("No message '%s'".formatted(key)));
    return Wording.fill(message, arguments);
  }

  /// Returns what was to be said, as a sentence; its numbers as the language writes them. What is
  /// in one language only, or has a code that this version does not know, stays as it is.
  public String say(Language language, Words words) {
    Object[] arguments =
        words.arguments().stream()
            .map(one -> one instanceof Long number ? number(language, number) : one)
            .toArray();
    return find(language, words.key())
        .map(message -> Wording.fill(message, arguments))
        .orElseGet(words::inBrief);
  }

  /// Returns what something is about. A line has a number as programs show it, ungrouped.
  public String about(Language language, Subject subject) {
    return subject.line().isEmpty()
        ? subject.name()
        : text(language, "jobs.line", subject.name(), subject.line().getAsLong());
  }

  /// Returns a number as people write it who speak the language.
  static String number(Language language, long number) {
    return NumberFormat.getIntegerInstance(language.locale()).format(number);
  }

  /// Returns a message without arguments, if there is one.
  public Optional<String> find(Language language, String key) {
    if (language == Language.MIRRORED) {
      return find(Language.EN, key).map("⟦%s⟧"::formatted);
    }
    return Optional.ofNullable(words.getOrDefault(language, Map.of()).get(key));
  }

  private static Map<String, String> read(Language language) {
    String file = "/org/acequia/web/messages_%s.properties".formatted(language.tag());
    Properties properties = new Properties();
    try (InputStream stream = Messages.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalStateException("Missing from the build: %s".formatted(file));
      }
      try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
        properties.load(reader);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Unreadable: %s".formatted(file), e);
    }
    Map<String, String> messages = new TreeMap<>();
    properties.forEach((key, message) -> messages.put(key.toString(), message.toString()));
    return messages;
  }
}
