package org.acequia.web.reading;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.CollectionView;
import org.acequia.core.archive.ItemView;
import org.acequia.core.search.SearchFacet;
import org.acequia.core.search.SearchIndex;
import org.acequia.core.search.SearchQuery;
import org.acequia.core.search.SearchResult;
import org.acequia.web.Founding;
import org.acequia.web.pages.MediaKind;
import org.acequia.web.pages.Page;
import org.acequia.web.pages.Pages;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/// `/` and `/collections`: where a reader begins.
@Controller
public final class HomePage {

  private static final int COLLECTIONS_SHOWN = 6;
  private static final int COLLECTIONS_A_PAGE = 18;
  private static final int NEWEST_SHOWN = 13;
  private static final int ABOVE_SHOWN = 4;
  private static final int INDEX_VALUES_SHOWN = 6;

  /// The facets of the front page's index, in their order.
  private static final List<SearchFacet> INDEX =
      List.of(SearchFacet.KIND, SearchFacet.DECADE, SearchFacet.PLACE, SearchFacet.SUBJECT);

  private final Archive archive;
  private final Shelf shelf;
  private final SearchIndex index;
  private final Pictures pictures;
  private final Founding founding;
  private final Pages pages;

  /// Shows what `archive` holds.
  public HomePage(
      Archive archive,
      Shelf shelf,
      SearchIndex index,
      Pictures pictures,
      Founding founding,
      Pages pages) {
    this.archive = archive;
    this.shelf = shelf;
    this.index = index;
    this.pictures = pictures;
    this.founding = founding;
    this.pages = pages;
  }

  /// What the first page shows.
  ///
  /// @param lead the newest item with a picture, large
  /// @param above those beside it
  /// @param newest those that came before
  /// @param total how many items there are
  /// @param collectionsTotal how many collections there are, shown or not
  /// @param counts by what one can find a way in
  public record Home(
      Optional<Card> lead,
      List<Card> above,
      List<Card> newest,
      long total,
      List<Shelf.Entry> collections,
      int collectionsTotal,
      Map<SearchFacet, List<SearchResult.Count>> counts) {

    /// Returns the facets that offer something.
    public List<SearchFacet> index() {
      return INDEX.stream().filter(facet -> !values(facet).isEmpty()).toList();
    }

    /// Returns a facet's values: decades in their order, others the most frequent first.
    public List<SearchResult.Count> values(SearchFacet facet) {
      List<SearchResult.Count> most =
          counts.getOrDefault(facet, List.of()).stream()
              .filter(count -> !count.value().isBlank())
              .limit(INDEX_VALUES_SHOWN)
              .toList();
      return facet == SearchFacet.DECADE
          ? most.stream().sorted(Comparator.comparing(SearchResult.Count::value)).toList()
          : most;
    }

    /// Returns a facet's value in words.
    public String label(Page page, SearchFacet facet, String value) {
      return new Labels(Map.of()).of(page, facet, value);
    }

    /// Returns where a value leads.
    public String address(SearchFacet facet, String value) {
      return "/search?%s=%s"
          .formatted(Narrowing.parameter(facet), URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }

  /// What the list of collections shows.
  public record Collections(List<Shelf.Entry> collections, Paging paging) {}

  /// The first page.
  @GetMapping("/")
  public View home() {
    if (founding.community().isEmpty()) {
      return pages.show("reading/waiting", "");
    }
    SearchResult result =
        index.search(new SearchQuery("", Map.of(), 0, NEWEST_SHOWN, SearchQuery.Order.RELEVANCE));
    List<ItemView> items = shelf.items(result);
    Pictures.Known known = pictures.of(items);
    Optional<Card> lead =
        items.stream()
            .filter(item -> !MediaKind.PICTURE.among(item.media()).isEmpty())
            .filter(item -> known.leading(item).isPresent())
            .findFirst()
            .map(item -> Card.of(item, known.leading(item)));
    List<Card> rest =
        items.stream()
            .filter(item -> lead.filter(card -> card.id().equals(item.id())).isEmpty())
            .map(item -> Card.of(item, known.of(item)))
            .toList();
    int above = lead.isPresent() ? Math.min(ABOVE_SHOWN, rest.size()) : 0;
    List<CollectionView> all = archive.collections();
    return pages.show(
        "reading/home",
        new Home(
            lead,
            rest.subList(0, above),
            rest.subList(above, rest.size()),
            result.total(),
            all.stream().limit(COLLECTIONS_SHOWN).map(shelf::entry).toList(),
            all.size(),
            result.facets()));
  }

  /// Every collection.
  @GetMapping("/collections")
  public View collections(@RequestParam(defaultValue = "1") String page) {
    List<CollectionView> all = archive.collections();
    Paging paging = Paging.of(page, COLLECTIONS_A_PAGE, all.size());
    return pages.show(
        "reading/collections",
        new Collections(
            all.stream().skip(paging.offset()).limit(COLLECTIONS_A_PAGE).map(shelf::entry).toList(),
            paging));
  }
}
