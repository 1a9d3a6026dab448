package org.acequia.web.reading;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acequia.core.archive.Term;
import org.acequia.core.search.SearchFacet;
import org.acequia.core.search.SearchResult;

/// The words that the archive uses already, the most frequent first: what a form suggests.
public record Vocabulary(Map<SearchFacet, List<SearchResult.Count>> counts) {

  /// The facets that have words to suggest.
  public static final List<SearchFacet> SUGGESTED =
      List.of(
          SearchFacet.CREATOR,
          SearchFacet.SUBJECT,
          SearchFacet.PLACE,
          SearchFacet.TYPE,
          SearchFacet.TAG);

  /// Returns the words of a facet.
  public List<String> of(SearchFacet facet) {
    return counts.getOrDefault(facet, List.of()).stream()
        .map(SearchResult.Count::value)
        .filter(value -> !value.isBlank())
        .toList();
  }

  /// Returns which facet has words for a term.
  public static Optional<SearchFacet> facet(Term term) {
    return switch (term) {
      case CREATOR, CONTRIBUTOR, PUBLISHER -> Optional.of(SearchFacet.CREATOR);
      case SUBJECT -> Optional.of(SearchFacet.SUBJECT);
      case SPATIAL -> Optional.of(SearchFacet.PLACE);
      case TYPE -> Optional.of(SearchFacet.TYPE);
      default -> Optional.empty();
    };
  }
}
