package org.acequia.core.search;

import java.util.List;
import java.util.Map;

/// What somebody looks for.
///
/// @param text words as typed: all must occur; `"a phrase"`, `-without`, `title:word` and a final
///   `*` are understood; nothing typed is an error
/// @param narrowed per facet the values of which an item must have all
/// @param offset how many hits to skip, at most [#OFFSET_MAX]
/// @param limit how many hits to return, at most [#LIMIT_MAX]
/// @param order how hits are ordered
public record SearchQuery(
    String text, Map<SearchFacet, List<String>> narrowed, int offset, int limit, Order order) {

  /// The longest text, in UTF-16 units.
  public static final int TEXT_LENGTH_MAX = 500;

  /// The most hits that can be skipped.
  public static final int OFFSET_MAX = 10_000;

  /// The most hits in one answer.
  public static final int LIMIT_MAX = 100;

  /// How hits are ordered.
  public enum Order {
    /// The best match first; without words, the newest first.
    RELEVANCE,
    /// By title.
    TITLE,
    /// The oldest date first.
    DATE
  }
}
