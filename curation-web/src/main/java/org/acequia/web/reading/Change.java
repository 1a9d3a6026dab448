package org.acequia.web.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.acequia.core.archive.Description;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.Term;
import org.acequia.core.archive.Version;

/// A version, and in what it differs from the one before it of the same facet.
///
/// @param version the version
/// @param fields the terms that it states otherwise, at most [#FIELDS_MAX]
/// @param left how many more there are
public record Change(Version version, List<Field> fields, int left) {

  /// Returns what a version of another facet than the description states, shortened.
  public String summary() {
    return Card.shortened(version.summary(), TEXT_LENGTH_MAX);
  }

  private static final int FIELDS_MAX = 6;
  private static final int TEXT_LENGTH_MAX = 160;

  /// A term that was stated otherwise.
  ///
  /// @param was its values before, shortened, as far as they went away
  /// @param now its values, shortened, as far as they are new; none where it was taken away
  public record Field(Term term, List<LangText> was, List<LangText> now) {}

  /// Returns the changes of a stretch of a history.
  ///
  /// @param versions newest first
  static List<Change> of(List<Version> versions, int offset, int limit) {
    List<Change> changes = new ArrayList<>();
    for (int i = offset; i < Math.min(versions.size(), offset + limit); i++) {
      Version version = versions.get(i);
      changes.add(between(before(versions, i), version));
    }
    return changes;
  }

  private static Optional<Description> before(List<Version> versions, int index) {
    return versions.stream()
        .skip(index + 1L)
        .filter(older -> older.facet().equals(versions.get(index).facet()))
        .flatMap(older -> older.description().stream())
        .findFirst();
  }

  private static Change between(Optional<Description> before, Version version) {
    Description old = before.orElseGet(() -> Description.of(java.util.Map.of()));
    List<Field> fields = new ArrayList<>();
    version
        .description()
        .ifPresent(now -> {
          for (Term term : Term.values()) {
            if (!now.all(term).equals(old.all(term))) {
              fields.add(
                  new Field(
                      term,
                      shortened(without(old.all(term), now.all(term))),
                      shortened(without(now.all(term), old.all(term)))));
            }
          }
        });
    int shown = Math.min(fields.size(), FIELDS_MAX);
    return new Change(version, List.copyOf(fields.subList(0, shown)), fields.size() - shown);
  }

  private static List<LangText> without(List<LangText> texts, List<LangText> others) {
    return texts.stream().filter(text -> !others.contains(text)).toList();
  }

  private static List<LangText> shortened(List<LangText> texts) {
    return texts.stream()
        .limit(2)
        .map(text -> new LangText(text.language(), Card.shortened(text.text(), TEXT_LENGTH_MAX)))
        .toList();
  }
}
