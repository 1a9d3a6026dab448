package org.acequia.web.reading;

import java.util.List;
import java.util.Optional;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.CollectionView;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.ItemView;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.archive.Term;
import org.acequia.core.archive.Version;
import org.acequia.web.pages.MediaKind;
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

  private static final int FILES_A_PAGE = 24;
  private static final int VERSIONS_A_PAGE = 12;

  private final Archive archive;
  private final Pages pages;

  /// Shows items of `archive`.
  public ItemPage(Archive archive, Pages pages) {
    this.archive = archive;
    this.pages = pages;
  }

  /// What the page shows.
  ///
  /// @param paging through the files
  public record Shown(ItemView item, Optional<CollectionView> collection, Paging paging) {

    /// Returns the item as a list shows it.
    public Card card() {
      return Card.of(item);
    }

    /// Returns the files on this page.
    public List<MediaFile> files() {
      return item.media().stream().skip(paging.offset()).limit(paging.size()).toList();
    }

    /// Returns the terms beside title and description, in their order.
    public List<Term> terms() {
      return item.description().values().keySet().stream()
          .filter(term -> term != Term.TITLE && term != Term.DESCRIPTION)
          .toList();
    }

    /// Returns everybody's tags, each once.
    public List<LangText> tags() {
      return item.tags().stream().flatMap(of -> of.tags().stream()).distinct().toList();
    }

    /// Returns how a file is shown.
    public MediaKind kind(MediaFile file) {
      return MediaKind.of(file);
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
    return pages.show(
        "reading/item",
        new Shown(
            item,
            archive.collection(item.collection()),
            Paging.of(files, FILES_A_PAGE, item.media().size())));
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
