package org.acequia.node.http;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.acequia.core.search.SearchFacet;
import org.acequia.core.search.SearchIndex;
import org.acequia.core.search.SearchQuery;
import org.acequia.core.search.SearchResult;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// `/api/v1/search` and `/api/v1/suggest`.
@RestController
final class SearchController {

  /// How many values of one facet a query may name.
  static final int NARROWED_MAX = 20;

  private static final int HITS = 20;
  private static final int SUGGESTIONS = 10;

  private final SearchIndex index;

  SearchController(SearchIndex index) {
    this.index = index;
  }

  /// The answer.
  ///
  /// @param facets by `COLLECTION`, `TYPE`, `CREATOR` …
  record Answer(long total, List<Hit> hits, Map<SearchFacet, List<SearchResult.Count>> facets) {}

  /// One item that matches.
  ///
  /// @param item its id
  /// @param title in parts, of which some are what was looked for
  /// @param snippet the same of some text
  record Hit(
      String item, List<SearchResult.Part> title, List<SearchResult.Part> snippet, float score) {}

  @GetMapping("/api/v1/search")
  Answer search(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "0") int offset,
      @RequestParam(defaultValue = "" + HITS) int limit,
      @RequestParam(defaultValue = "relevance") String order,
      @RequestParam MultiValueMap<String, String> all) {
    if (q.length() > SearchQuery.TEXT_LENGTH_MAX
        || offset < 0
        || offset > SearchQuery.OFFSET_MAX
        || limit < 0
        || limit > SearchQuery.LIMIT_MAX) {
      throw new BadRequestException(
          "q has at most %d characters, offset is 0 to %,d, limit 0 to %d"
              .formatted(
                  SearchQuery.TEXT_LENGTH_MAX, SearchQuery.OFFSET_MAX, SearchQuery.LIMIT_MAX));
    }
    return answer(index.search(new SearchQuery(q, narrowed(all), offset, limit, order(order))));
  }

  @GetMapping("/api/v1/suggest")
  List<String> suggest(@RequestParam String q) {
    if (q.length() > SearchQuery.TEXT_LENGTH_MAX) {
      throw new BadRequestException("q is too long");
    }
    return index.suggest(q, SUGGESTIONS);
  }

  private static Map<SearchFacet, List<String>> narrowed(MultiValueMap<String, String> all) {
    Map<SearchFacet, List<String>> narrowed = new EnumMap<>(SearchFacet.class);
    for (SearchFacet facet : SearchFacet.values()) {
      List<String> values = all.getOrDefault(name(facet), List.of());
      if (values.size() > NARROWED_MAX) {
        throw new BadRequestException("%s: at most %d values".formatted(name(facet), NARROWED_MAX));
      }
      if (!values.isEmpty()) {
        narrowed.put(facet, values);
      }
    }
    return narrowed;
  }

  private static SearchQuery.Order order(String text) {
    return switch (text) {
      case "relevance" -> SearchQuery.Order.RELEVANCE;
      case "title" -> SearchQuery.Order.TITLE;
      case "date" -> SearchQuery.Order.DATE;
      default -> throw new BadRequestException("order is relevance, title or date");
    };
  }

  private static Answer answer(SearchResult result) {
    return new Answer(
        result.total(),
        result.hits().stream()
            .map(hit -> new Hit(hit.item().toString(), hit.title(), hit.snippet(), hit.score()))
            .toList(),
        result.facets());
  }

  private static String name(SearchFacet facet) {
    return facet.name().toLowerCase(Locale.ROOT);
  }
}
