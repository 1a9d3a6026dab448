package org.acequia.web.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.CollectionView;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.ItemView;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.archive.Term;
import org.acequia.core.archive.Version;
import org.acequia.core.media.FileMetadata;
import org.acequia.core.search.SearchFacet;
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

  private static final int FILES_A_PAGE = 12;
  private static final int VERSIONS_A_PAGE = 12;

  /// How much of a paper its page shows, in UTF-16 units: twelve of them must fit.
  private static final int WORDS_LENGTH_MAX = 400;

  private final Archive archive;
  private final Pictures pictures;
  private final Pages pages;

  /// Shows items of `archive`.
  public ItemPage(Archive archive, Pictures pictures, Pages pages) {
    this.archive = archive;
    this.pictures = pictures;
    this.pages = pages;
  }

  /// A file as the page shows it.
  ///
  /// @param number its place among the item's files, from 1
  /// @param about what it says about itself
  /// @param here whether its bytes are; there may be a picture of it all the same
  /// @param words how a paper begins of which there is no picture
  public record Shown(
      MediaFile file,
      int number,
      MediaKind kind,
      Optional<Picture> picture,
      FileMetadata about,
      boolean here,
      Optional<String> words) {

    /// Returns where its bytes are.
    public String address() {
      return "/ipfs/" + file.blob();
    }

    /// Tells whether the browser has a viewer of its own for it.
    public boolean opens() {
      return file.mediaType().equals("application/pdf") || file.mediaType().equals("text/plain");
    }
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

  /// One picture, as large as the window or as large as it is.
  ///
  /// @param near whether it is shown as large as it is
  public record Look(
      ItemView item, Shown shown, boolean near, Optional<Integer> before, Optional<Integer> after) {

    /// Returns the item as a list shows it.
    public Card card() {
      return Card.of(item);
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
            shown(item, paging.offset(), paging.size()),
            paging));
  }

  /// One picture of an item.
  @GetMapping("/items/{id}/look/{number}")
  public View look(
      @PathVariable String id,
      @PathVariable String number,
      @RequestParam(defaultValue = "false") boolean near) {
    ItemView item = NotHere.unless(() -> archive.item(ItemId.parse(id)));
    List<Shown> pictures =
        shown(item, 0, item.media().size()).stream()
            .filter(file -> file.kind() == MediaKind.PICTURE)
            .toList();
    Shown wanted =
        NotHere.unless(() ->
            pictures.stream()
                .filter(file -> Integer.toString(file.number()).equals(number))
                .findFirst());
    int at = pictures.indexOf(wanted);
    return pages.show(
        "reading/look",
        new Look(
            item,
            wanted,
            near && wanted.here(),
            at > 0 ? Optional.of(pictures.get(at - 1).number()) : Optional.empty(),
            at + 1 < pictures.size()
                ? Optional.of(pictures.get(at + 1).number())
                : Optional.empty()));
  }

  private List<Shown> shown(ItemView item, int offset, int limit) {
    List<MediaFile> files = item.media().stream().skip(offset).limit(limit).toList();
    Pictures.Known known = pictures.ofFiles(files);
    List<Shown> shown = new ArrayList<>();
    for (MediaFile file : files) {
      Optional<Picture> picture = known.large(file);
      shown.add(
          new Shown(
              file,
              offset + shown.size() + 1,
              MediaKind.of(file),
              picture,
              known.of(file).metadata(),
              pictures.holds(file),
              words(file, picture)));
    }
    return shown;
  }

  private Optional<String> words(MediaFile file, Optional<Picture> picture) {
    return MediaKind.of(file) == MediaKind.DOCUMENT && picture.isEmpty()
        ? pictures.words(file, WORDS_LENGTH_MAX)
        : Optional.empty();
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
