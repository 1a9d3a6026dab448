package org.acequia.core.search;

/// By what hits are counted and narrowed.
public enum SearchFacet {
  COLLECTION,
  /// What kind of files there are: `picture`, `audio`, `video`, `document`.
  KIND,
  TYPE,
  CREATOR,
  SUBJECT,
  PLACE,
  /// The first year of ten: `1980`.
  DECADE,
  LANGUAGE,
  TAG,
  /// What a curator has still to do: [#UNDESCRIBED], [#UNDATED], [#CONFLICT]. Not for readers.
  WORK;

  /// Of [#WORK]: the item has no title.
  public static final String UNDESCRIBED = "undescribed";

  /// Of [#WORK]: it has no date.
  public static final String UNDATED = "undated";

  /// Of [#WORK]: two versions of it stand side by side.
  public static final String CONFLICT = "conflict";
}
