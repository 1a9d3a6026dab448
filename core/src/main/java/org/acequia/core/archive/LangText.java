package org.acequia.core.archive;

/// A text and the language it is in.
///
/// @param language a BCP 47 tag, or `und` where it is not known
/// @param text at most [#LENGTH_MAX] characters
public record LangText(String language, String text) {

  /// The longest text, in UTF-16 units.
  public static final int LENGTH_MAX = 20_000;

  /// The tag of an unknown language.
  public static final String UNKNOWN = "und";
}
