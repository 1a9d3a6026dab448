package org.acequia.node.demo;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Stream;

/// What the demonstration says, in the language of the person at the terminal.
final class DemoWords {

  private static final String BUNDLE = "org.acequia.node.demo.words";

  private final ResourceBundle bundle;
  private final Locale locale;

  DemoWords(Locale locale) {
    this.locale = locale;
    this.bundle =
        ResourceBundle.getBundle(
            BUNDLE,
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  /// Asks the environment rather than Java, which knows only the languages that the machine has
  /// installed.
  static DemoWords of(Map<String, String> environment) {
    String tag =
        Stream.of("LANGUAGE", "LC_MESSAGES", "LANG")
            .map(name -> environment.getOrDefault(name, ""))
            .filter(value -> !value.isEmpty() && !value.startsWith("C"))
            .findFirst()
            .orElse("en");
    return new DemoWords(Locale.forLanguageTag(tag.split("[_.:@]", 2)[0]));
  }

  /// Returns a text.
  String say(String key, Object... arguments) {
    return new MessageFormat(bundle.getString(key), locale).format(arguments);
  }
}
