package org.acequia.web.reading;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.CollectionView;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.ItemView;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.Term;
import org.acequia.core.archive.Version;
import org.acequia.core.search.SearchFacet;
import org.acequia.web.pages.NotHere;
import org.acequia.web.pages.Pages;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/// `/items/{id}` and its history.
@Controller
public final class ItemPage {

  private static final int FILES_A_PAGE = 12;
  private static final int VERSIONS_A_PAGE = 12;

  private final Archive archive;
  private final Pictures pictures;
  private final Pages pages;

  /// Shows items of `archive`.
  public ItemPage(Archive archive, Pictures pictures, Pages pages) {
    this.archive = archive;
    this.pictures = pictures;
    this.pages = pages;
  }

  /// What the page shows.
  ///
  /// @param place what stands beside it in its collection
  /// @param paging through the files
  public record One(
      ItemView item,
      Optional<CollectionView> collection,
      Archive.Place place,
      List<Shown> files,
      Paging paging) {

    /// Returns the item as a list shows it.
    public Card card() {
      return Card.of(item);
    }

    /// Returns the terms beside title and description, in their order.
    public List<Term> terms() {
      return item.description().values().keySet().stream()
          .filter(term -> term != Term.TITLE && term != Term.DESCRIPTION)
          .toList();
    }

    /// Returns by which facet others with the same value of a term are found.
    public Optional<String> facet(Term term) {
      return switch (term) {
        case CREATOR -> Optional.of(Narrowing.parameter(SearchFacet.CREATOR));
        case SUBJECT -> Optional.of(Narrowing.parameter(SearchFacet.SUBJECT));
        case SPATIAL -> Optional.of(Narrowing.parameter(SearchFacet.PLACE));
        default -> Optional.empty();
      };
    }

    /// Returns everybody's tags, each once.
    public List<LangText> tags() {
      return item.tags().stream().flatMap(of -> of.tags().stream()).distinct().toList();
    }

    /// Returns the names of those who made it.
    public String creators() {
      return item.description().all(Term.CREATOR).stream()
          .limit(4)
          .map(LangText::text)
          .collect(Collectors.joining(", "));
    }
  }

  /// What the history shows.
  public record Past(ItemView item, List<Change> changes, Paging paging) {

    /// Returns the item as a list shows it.
    public Card card() {
      return Card.of(item);
    }
  }

  /// An item.
  @GetMapping("/items/{id}")
  public View item(@PathVariable String id, @RequestParam(defaultValue = "1") String files) {
    ItemView item = NotHere.unless(() -> archive.item(ItemId.parse(id)));
    Paging paging = Paging.of(files, FILES_A_PAGE, item.media().size());
    return pages.show(
        "reading/item",
        new One(
            item,
            archive.collection(item.collection()),
            archive.place(item.id()).orElse(new Archive.Place(Optional.empty(), Optional.empty())),
            pictures.shown(item, paging.offset(), paging.size()),
            paging));
  }

  /// Who stated what about an item, and when.
  @GetMapping("/items/{id}/history")
  public View history(@PathVariable String id, @RequestParam(defaultValue = "1") String page) {
    ItemView item = NotHere.unless(() -> archive.item(ItemId.parse(id)));
    List<Version> versions = archive.history(item.id());
    Paging paging = Paging.of(page, VERSIONS_A_PAGE, versions.size());
    return pages.show(
        "reading/history",
        new Past(item, Change.of(versions, paging.offset(), VERSIONS_A_PAGE), paging));
  }
}
