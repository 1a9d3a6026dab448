package org.acequia.web.pages;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A language in which the pages speak. The first is spoken to whoever asks for none of them.
public enum Language {
  EN("en", "English", "ltr"),
  ES("es", "Español", "ltr"),
  PT("pt", "Português", "ltr"),
  /// No language: English between brackets, from right to left. It shows words that have not been
  /// translated and layouts that do not turn round, and is spoken only to who asks for it by name.
  MIRRORED("ar-XB", "⟦Mirrored⟧", "rtl");

  /// The languages that people choose from.
  public static final List<Language> OFFERED = List.of(EN, ES, PT);

  /// The languages that are written from right to left, among those in which texts may be.
  private static final List<String> RIGHT_TO_LEFT =
      List.of("ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi");

  private final String tag;
  private final String ownName;
  private final String direction;
  private final Locale locale;

  Language(String tag, String ownName, String direction) {
    this.tag = tag;
    this.ownName = ownName;
    this.direction = direction;
    this.locale = Locale.forLanguageTag(tag.equals("ar-XB") ? "en" : tag);
  }

  /// Returns the BCP 47 tag.
  public String tag() {
    return tag;
  }

  /// Returns the tag for what people write: that of a real language.
  public String code() {
    return locale.toLanguageTag();
  }

  /// Returns what its speakers call it.
  public String ownName() {
    return ownName;
  }

  /// Returns `ltr` or `rtl`.
  public String direction() {
    return direction;
  }

  /// Returns the locale for numbers and dates.
  public Locale locale() {
    return locale;
  }

  /// Returns the language with this tag; regions are overlooked.
  public static Optional<Language> of(String tag) {
    String primary = primary(tag);
    return OFFERED.stream()
        .filter(language -> language.tag.equals(primary))
        .findFirst()
        .or(() -> tag.equals(MIRRORED.tag) ? Optional.of(MIRRORED) : Optional.empty());
  }

  /// Returns the direction in which a text in `tag` is written: `rtl`, or `auto` where the text
  /// itself should say.
  public static String directionOf(String tag) {
    return RIGHT_TO_LEFT.contains(primary(tag)) ? "rtl" : "auto";
  }

  private static String primary(String tag) {
    int end = tag.indexOf('-');
    return (end < 0 ? tag : tag.substring(0, end)).toLowerCase(Locale.ROOT);
  }
}
