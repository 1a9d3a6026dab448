package org.acequia.core.archive;

import java.util.Optional;

/// A property of a description: the Dublin Core elements, and the terms that refine them most
/// often.
public enum Term {
  TITLE("title"),
  ALTERNATIVE("alternative"),
  CREATOR("creator"),
  CONTRIBUTOR("contributor"),
  PUBLISHER("publisher"),
  SUBJECT("subject"),
  DESCRIPTION("description"),
  /// When it came about, as ISO 8601 (EDTF) or in words.
  DATE("date"),
  TYPE("type"),
  FORMAT("format"),
  MEDIUM("medium"),
  EXTENT("extent"),
  IDENTIFIER("identifier"),
  SOURCE("source"),
  LANGUAGE("language"),
  RELATION("relation"),
  SPATIAL("spatial"),
  TEMPORAL("temporal"),
  PROVENANCE("provenance"),
  RIGHTS("rights");

  private final String code;

  Term(String code) {
    this.code = code;
  }

  /// Returns the name in the namespace of Dublin Core terms.
  public String code() {
    return code;
  }

  /// Returns the term with this name.
  public static Optional<Term> of(String code) {
    for (Term term : values()) {
      if (term.code.equals(code)) {
        return Optional.of(term);
      }
    }
    return Optional.empty();
  }
}
