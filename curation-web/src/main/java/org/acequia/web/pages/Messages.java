package org.acequia.web.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/// The words of the pages, in every [Language]: `messages_TAG.properties`, UTF-8.
///
/// `{0}`, `{1}`… stand for arguments; nothing else is special, so an apostrophe is an apostrophe. A
/// message that counts has the keys `KEY.one` and `KEY.other`.
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
    return fill(message, arguments);
  }

  /// Returns a message without arguments, if there is one.
  public Optional<String> find(Language language, String key) {
    if (language == Language.MIRRORED) {
      return find(Language.EN, key).map("⟦%s⟧"::formatted);
    }
    return Optional.ofNullable(words.getOrDefault(language, Map.of()).get(key));
  }

  private static String fill(String message, Object... arguments) {
    StringBuilder filled = new StringBuilder(message.length() + 16 * arguments.length);
    int from = 0;
    for (int open = message.indexOf('{'); open >= 0; open = message.indexOf('{', open + 1)) {
      int index = open + 2 < message.length() ? message.charAt(open + 1) - '0' : -1;
      boolean slot = index >= 0 && index < arguments.length && message.charAt(open + 2) == '}';
      if (slot) {
        filled.append(message, from, open).append(arguments[index]);
        from = open + 3;
      }
    }
    return filled.append(message, from, message.length()).toString();
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
