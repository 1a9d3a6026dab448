package org.acequia.core.media;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acequia.core.archive.Description;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.Term;

/// A first description of an item, out of what its file says about itself. For a person to correct,
/// never stated on anybody's behalf.
public final class Suggestion {

  private Suggestion() {}

  /// Returns the description that `metadata` suggests; without values where it says nothing.
  ///
  /// The place in words is preferred to coordinates, which stand as `latitude, longitude`. Texts
  /// are in the file's language where it names one.
  public static Description of(FileMetadata metadata) {
    String language = metadata.language().orElse(LangText.UNKNOWN);
    Map<Term, List<LangText>> values = new LinkedHashMap<>();
    put(values, Term.TITLE, language, metadata.title().stream().toList());
    put(values, Term.DESCRIPTION, language, metadata.description().stream().toList());
    put(values, Term.CREATOR, LangText.UNKNOWN, metadata.creators());
    put(values, Term.DATE, LangText.UNKNOWN, metadata.date().stream().toList());
    put(values, Term.SUBJECT, language, metadata.keywords());
    put(values, Term.SPATIAL, language, place(metadata).stream().toList());
    put(values, Term.RIGHTS, language, metadata.rights().stream().toList());
    put(values, Term.LANGUAGE, LangText.UNKNOWN, metadata.language().stream().toList());
    return Description.of(values);
  }

  private static Optional<String> place(FileMetadata metadata) {
    return metadata.place().or(() -> metadata.coordinates().map(Coordinates::toString));
  }

  private static void put(
      Map<Term, List<LangText>> values, Term term, String language, List<String> texts) {
    values.put(
        term,
        texts.stream()
            .filter(text -> !text.isBlank())
            .map(text -> new LangText(language, text))
            .toList());
  }
}
