package org.acequia.web.reading;

import org.acequia.core.archive.Archive;
import org.acequia.core.archive.CollectionId;
import org.acequia.core.archive.CollectionView;
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

  private static final int ITEMS_A_PAGE = 24;

  private final Archive archive;
  private final Shelf shelf;
  private final Pages pages;

  /// Shows collections of `archive`.
  public CollectionPage(Archive archive, Shelf shelf, Pages pages) {
    this.archive = archive;
    this.shelf = shelf;
    this.pages = pages;
  }

  /// What the page shows.
  public record Shown(CollectionView collection, Shelf.Found found, Paging paging) {}

  /// A collection.
  @GetMapping("/collections/{id}")
  public View collection(@PathVariable String id, @RequestParam(defaultValue = "1") String page) {
    CollectionView collection = NotHere.unless(() -> archive.collection(CollectionId.parse(id)));
    int offset = (Paging.parse(page, ITEMS_A_PAGE) - 1) * ITEMS_A_PAGE;
    Shelf.Found found =
        shelf.in(collection.id(), SearchQuery.Order.RELEVANCE, offset, ITEMS_A_PAGE);
    return pages.show(
        "reading/collection",
        new Shown(collection, found, Paging.of(page, ITEMS_A_PAGE, found.total())));
  }
}
