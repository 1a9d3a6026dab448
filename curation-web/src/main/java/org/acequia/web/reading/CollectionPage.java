package org.acequia.web.reading;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.CollectionId;
import org.acequia.core.archive.CollectionView;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.search.SearchQuery;
import org.acequia.web.pages.NotHere;
import org.acequia.web.pages.Pages;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/// `/collections/{id}`: what a collection is, and what is in it.
@Controller
public final class CollectionPage {

  private static final int ITEMS_A_PAGE = 20;

  private final Archive archive;
  private final Shelf shelf;
  private final Pictures pictures;
  private final Pages pages;

  /// Shows collections of `archive`.
  public CollectionPage(Archive archive, Shelf shelf, Pictures pictures, Pages pages) {
    this.archive = archive;
    this.shelf = shelf;
    this.pictures = pictures;
    this.pages = pages;
  }

  /// In which order the items stand.
  public enum Order {
    /// Those added last first.
    ADDED,
    TITLE,
    /// The oldest first.
    DATE;

    /// Returns the name in addresses.
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Order of(String code) {
      return List.of(values()).stream()
          .filter(o -> o.code().equals(code))
          .findFirst()
          .orElse(ADDED);
    }
  }

  /// What the page shows.
  ///
  /// @param cover the picture chosen for it
  public record Shown(
      CollectionView collection,
      Optional<Picture> cover,
      List<Card> cards,
      Order order,
      Paging paging) {}

  /// A collection.
  @GetMapping("/collections/{id}")
  public View collection(
      @PathVariable String id,
      @RequestParam(defaultValue = "1") String page,
      @RequestParam(defaultValue = "") String order) {
    CollectionView collection = NotHere.unless(() -> archive.collection(CollectionId.parse(id)));
    Paging paging = Paging.of(page, ITEMS_A_PAGE, collection.items());
    Order wanted = Order.of(order);
    List<MediaFile> cover = collection.cover().stream().toList();
    return pages.show(
        "reading/collection",
        new Shown(
            collection,
            cover.stream().flatMap(f -> pictures.ofFiles(cover).large(f).stream()).findFirst(),
            cards(collection.id(), wanted, paging.offset()),
            wanted,
            paging));
  }

  private List<Card> cards(CollectionId id, Order order, int offset) {
    return switch (order) {
      case ADDED -> shelf.cards(archive.items(id, offset, ITEMS_A_PAGE));
      case TITLE -> shelf.in(id, SearchQuery.Order.TITLE, offset, ITEMS_A_PAGE).cards();
      case DATE -> shelf.in(id, SearchQuery.Order.DATE, offset, ITEMS_A_PAGE).cards();
    };
  }
}
