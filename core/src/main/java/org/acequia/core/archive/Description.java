package org.acequia.core.archive;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is said about an item or a collection: values by term, in the order in which they were
/// given.
///
/// @param values no term without a value
public record Description(SortedMap<Term, List<LangText>> values) {

  /// Keeps its own copy, without empty terms.
  public Description {
    SortedMap<Term, List<LangText>> copy = new TreeMap<>();
    values.forEach((term, texts) -> {
      if (!texts.isEmpty()) {
        copy.put(term, List.copyOf(texts));
      }
    });
    values = Collections.unmodifiableSortedMap(copy);
  }

  /// Returns a description of `values`.
  public static Description of(Map<Term, List<LangText>> values) {
    return new Description(new TreeMap<>(values));
  }

  /// Returns the values of `term`, none where it is not stated.
  public List<LangText> all(Term term) {
    return values.getOrDefault(term, List.of());
  }
}
