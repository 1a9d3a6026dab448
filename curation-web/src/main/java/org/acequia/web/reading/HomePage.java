package org.acequia.web.reading;

import java.util.List;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.CollectionView;
import org.acequia.web.Founding;
import org.acequia.web.pages.Pages;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/// `/` and `/collections`: where a reader begins.
@Controller
public final class HomePage {

  private static final int COLLECTIONS_SHOWN = 9;
  private static final int COLLECTIONS_A_PAGE = 24;
  private static final int NEWEST_SHOWN = 12;

  private final Archive archive;
  private final Shelf shelf;
  private final Founding founding;
  private final Pages pages;

  /// Shows what `archive` holds.
  public HomePage(Archive archive, Shelf shelf, Founding founding, Pages pages) {
    this.archive = archive;
    this.shelf = shelf;
    this.founding = founding;
    this.pages = pages;
  }

  /// What the first page shows.
  ///
  /// @param collectionsTotal how many collections there are, shown or not
  public record Home(List<Shelf.Entry> collections, int collectionsTotal, Shelf.Found newest) {}

  /// What the list of collections shows.
  public record Collections(List<Shelf.Entry> collections, Paging paging) {}

  /// The first page.
  @GetMapping("/")
  public View home() {
    if (founding.community().isEmpty()) {
      return pages.show("reading/waiting", "");
    }
    List<CollectionView> all = archive.collections();
    return pages.show(
        "reading/home",
        new Home(
            all.stream().limit(COLLECTIONS_SHOWN).map(shelf::entry).toList(),
            all.size(),
            shelf.newest(0, NEWEST_SHOWN)));
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
