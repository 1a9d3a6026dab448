package org.acequia.core.search;

/// By what hits are counted and narrowed.
public enum SearchFacet {
  COLLECTION,
  TYPE,
  CREATOR,
  SUBJECT,
  /// The first year of ten: `1980`.
  DECADE,
  LANGUAGE,
  TAG
}
