package org.acequia.core.search;

import java.util.List;
import java.util.Map;
import org.acequia.core.archive.ItemId;

/// The answer to a [SearchQuery].
///
/// @param total how many items match
/// @param hits the asked-for part of them
/// @param facets per facet its most frequent values among all matches
public record SearchResult(long total, List<Hit> hits, Map<SearchFacet, List<Count>> facets) {

  /// One matching item.
  ///
  /// @param item its id
  /// @param score greater is better
  /// @param title for display
  /// @param snippet text around the matched words, in parts
  public record Hit(ItemId item, float score, List<Part> title, List<Part> snippet) {}

  /// A stretch of text.
  ///
  /// @param text as it was written, not escaped
  /// @param matched whether it is what was looked for
  public record Part(String text, boolean matched) {}

  /// How many matches have a value.
  public record Count(String value, long items) {}
}
