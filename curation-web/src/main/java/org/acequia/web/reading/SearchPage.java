package org.acequia.web.reading;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.Term;
import org.acequia.core.search.SearchFacet;
import org.acequia.core.search.SearchIndex;
import org.acequia.core.search.SearchQuery;
import org.acequia.core.search.SearchResult;
import org.acequia.web.pages.Page;
import org.acequia.web.pages.Pages;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/// `/search`: words, and narrowing.
///
/// The whole page is one form. Facets and chips are its buttons, not links: a link would repeat the
/// whole question, and sixty of them would not fit an old phone's patience.
@Controller
public final class SearchPage {

  private static final int HITS_A_PAGE = 20;
  private static final int FACET_VALUES_SHOWN = 6;
  private static final int SUGGESTIONS_MAX = 8;

  /// Types that only say what kind of file there is, which the facet of kinds says better.
  private static final Set<String> DERIVED_TYPES =
      Set.of("StillImage", "Image", "Sound", "MovingImage", "Text");

  private final Archive archive;
  private final SearchIndex index;
  private final Shelf shelf;
  private final Pages pages;

  /// Searches `index`.
  public SearchPage(Archive archive, SearchIndex index, Shelf shelf, Pages pages) {
    this.archive = archive;
    this.index = index;
    this.shelf = shelf;
    this.pages = pages;
  }

  /// A hit, with the item that it is.
  public record Hit(SearchResult.Hit hit, Card card) {}

  /// What the page shows.
  ///
  /// @param meant other words that would find something, where these find nothing
  public record Results(
      Narrowing narrowing,
      SearchResult result,
      List<Hit> hits,
      Paging paging,
      Labels labels,
      Optional<String> meant) {

    /// Returns the values by which hits can be narrowed further, the most frequent first.
    public List<SearchResult.Count> offered(SearchFacet facet) {
      return result.facets().getOrDefault(facet, List.of()).stream()
          .filter(count -> !narrowing.has(facet, count.value()))
          .filter(count -> !count.value().isBlank())
          .filter(count -> facet != SearchFacet.TYPE || !DERIVED_TYPES.contains(count.value()))
          .limit(FACET_VALUES_SHOWN)
          .toList();
    }

    /// Returns the facets that offer something.
    public List<SearchFacet> facets() {
      return List.of(SearchFacet.values()).stream()
          .filter(facet -> facet != SearchFacet.WORK)
          .filter(facet -> !offered(facet).isEmpty())
          .toList();
    }

    /// Returns a facet's value as a person reads it.
    public String label(Page page, SearchFacet facet, String value) {
      return labels.of(page, facet, value);
    }
  }

  /// Results, or the redirection to them where a button changed the narrowing.
  @GetMapping("/search")
  public View search(
      HttpServletRequest request,
      @RequestParam Optional<String> with,
      @RequestParam Optional<String> without,
      @RequestParam(defaultValue = "1") String page) {
    Narrowing narrowing = Narrowing.of(request);
    if (with.isPresent() || without.isPresent()) {
      Narrowing more = with.map(narrowing::with).orElse(narrowing);
      return pages.seeOther(without.map(more::without).orElse(more).address());
    }
    int offset = (Paging.parse(page, HITS_A_PAGE) - 1) * HITS_A_PAGE;
    SearchResult result =
        index.search(
            new SearchQuery(
                narrowing.text(), narrowing.values(), offset, HITS_A_PAGE, narrowing.order()));
    return pages.show(
        "reading/search",
        new Results(
            narrowing,
            result,
            hits(result),
            Paging.of(page, HITS_A_PAGE, result.total()),
            new Labels(titles()),
            result.total() == 0 ? meant(narrowing) : Optional.empty()));
  }

  /// What begins as the words do: titles, people, places, subjects and tags, out of the index that
  /// answers searches, so of nothing else.
  @GetMapping("/search/suggest")
  public ResponseEntity<List<String>> suggest(@RequestParam(defaultValue = "") String q) {
    return ResponseEntity.ok()
        .header("X-Content-Type-Options", "nosniff")
        .header("Cache-Control", "no-cache")
        .body(index.suggest(q, SUGGESTIONS_MAX));
  }

  private Optional<String> meant(Narrowing narrowing) {
    return index
        .correct(narrowing.text())
        .filter(other ->
            index
                    .search(
                        new SearchQuery(
                            other, narrowing.values(), 0, 1, SearchQuery.Order.RELEVANCE))
                    .total()
                > 0);
  }

  private List<Hit> hits(SearchResult result) {
    Map<ItemId, Card> cards =
        shelf.cards(shelf.items(result)).stream()
            .collect(Collectors.toMap(Card::id, Function.identity(), (a, b) -> a));
    return result.hits().stream()
        .filter(hit -> cards.containsKey(hit.item()))
        .map(hit -> new Hit(hit, Objects.requireNonNull(cards.get(hit.item()))))
        .toList();
  }

  private Map<String, List<LangText>> titles() {
    Function<org.acequia.core.archive.CollectionView, List<LangText>> title =
        collection -> collection.description().all(Term.TITLE);
    return archive.collections().stream()
        .collect(Collectors.toMap(collection -> collection.id().toString(), title, (a, b) -> a));
  }
}
