package org.acequia.web.reading;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.Term;
import org.acequia.core.search.SearchFacet;
import org.acequia.core.search.SearchIndex;
import org.acequia.core.search.SearchQuery;
import org.acequia.core.search.SearchResult;
import org.acequia.web.pages.Page;
import org.acequia.web.pages.Pages;
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
  private static final int FACET_VALUES_SHOWN = 8;

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
  /// @param collections titles by collection, in text form
  public record Results(
      Narrowing narrowing,
      SearchResult result,
      List<Hit> hits,
      Paging paging,
      Map<String, List<LangText>> collections) {

    /// Returns the values by which hits can be narrowed further, the most frequent first.
    public List<SearchResult.Count> offered(SearchFacet facet) {
      return result.facets().getOrDefault(facet, List.of()).stream()
          .filter(count -> !narrowing.has(facet, count.value()))
          .filter(count -> !count.value().isBlank())
          .limit(FACET_VALUES_SHOWN)
          .toList();
    }

    /// Returns the facets that offer something.
    public List<SearchFacet> facets() {
      return List.of(SearchFacet.values()).stream().filter(f -> !offered(f).isEmpty()).toList();
    }

    /// Returns a facet's value as a person reads it.
    public String label(Page page, SearchFacet facet, String value) {
      return switch (facet) {
        case COLLECTION ->
            page.best(collections.getOrDefault(value, List.of()))
                .map(LangText::text)
                .map(title -> Card.shortened(title, Card.TITLE_LENGTH_MAX))
                .orElseGet(() -> page.text("collection.unknown"));
        case DECADE -> page.text("search.decade", value);
        case LANGUAGE -> page.languageName(value);
        case TYPE, CREATOR, SUBJECT, TAG -> Card.shortened(value, Card.TITLE_LENGTH_MAX);
      };
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
            titles()));
  }

  private List<Hit> hits(SearchResult result) {
    return result.hits().stream()
        .flatMap(hit -> shelf.card(hit.item()).map(card -> new Hit(hit, card)).stream())
        .toList();
  }

  private Map<String, List<LangText>> titles() {
    Function<org.acequia.core.archive.CollectionView, List<LangText>> title =
        collection -> collection.description().all(Term.TITLE);
    return archive.collections().stream()
        .collect(Collectors.toMap(collection -> collection.id().toString(), title, (a, b) -> a));
  }
}
