package org.acequia.web.reading;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.ItemView;
import org.acequia.core.media.DocumentPage;
import org.acequia.core.media.DocumentPages;
import org.acequia.core.media.Fault;
import org.acequia.web.pages.MediaKind;
import org.acequia.web.pages.NotHere;
import org.acequia.web.pages.Pages;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/// `/items/{id}/look/{number}`: a picture in large, or a document page by page.
@Controller
public final class LookPage {

  /// How many bytes of a page's words are shown: the page must stay small in any script.
  private static final int WORDS_BYTES_MAX = 7_000;

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");

  /// No paper has a page whose number has more.
  private static final int DIGITS_MAX = 8;

  private final Archive archive;
  private final Pictures pictures;
  private final DocumentPages documents;
  private final Pages pages;

  /// Shows files of the items of `archive`.
  public LookPage(Archive archive, Pictures pictures, DocumentPages documents, Pages pages) {
    this.archive = archive;
    this.pictures = pictures;
    this.documents = documents;
    this.pages = pages;
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

  /// One page of a document.
  ///
  /// @param number which, from 1
  /// @param last the last one that can be looked at
  /// @param picture of it, if there is one by now
  /// @param words what is written on it; empty where that is not known
  /// @param fault why there is no picture and will be none
  /// @param waiting whether the picture is being made
  /// @param near whether it is shown as large as it is
  public record Document(
      ItemView item,
      Shown shown,
      int number,
      int last,
      Optional<Picture> picture,
      String words,
      Optional<Fault> fault,
      boolean waiting,
      boolean near) {

    /// Returns the item as a list shows it.
    public Card card() {
      return Card.of(item);
    }

    /// Returns how many pages the document has.
    public int total() {
      return shown.pages();
    }

    /// Returns where another page is.
    public String at(int other) {
      return address(item.id(), shown, other);
    }

    /// Tells whether there might be a picture if somebody had it made again.
    public boolean canBeTriedAgain() {
      return fault.filter(why -> why != Fault.NO_SPACE).isPresent();
    }
  }

  /// A picture, or a page of a document.
  @GetMapping("/items/{id}/look/{number}")
  public View look(
      @PathVariable String id,
      @PathVariable String number,
      @RequestParam(defaultValue = "false") boolean near,
      @RequestParam(defaultValue = "1") String page) {
    ItemView item = NotHere.unless(() -> archive.item(ItemId.parse(id)));
    List<Shown> files = pictures.shown(item, 0, item.media().size());
    Shown wanted =
        NotHere.unless(() ->
            files.stream()
                .filter(file -> file.kind() == MediaKind.PICTURE || file.pages() > 0)
                .filter(file -> Integer.toString(file.number()).equals(number))
                .findFirst());
    return wanted.pages() > 0
        ? document(item, wanted, page, near)
        : picture(item, wanted, files, near && wanted.here() && wanted.looks());
  }

  private View picture(ItemView item, Shown wanted, List<Shown> files, boolean near) {
    List<Integer> numbers =
        files.stream().filter(file -> file.kind() == MediaKind.PICTURE).map(Shown::number).toList();
    int at = numbers.indexOf(wanted.number());
    return pages.show(
        "reading/look",
        new Look(
            item,
            wanted,
            near,
            at > 0 ? Optional.of(numbers.get(at - 1)) : Optional.empty(),
            at + 1 < numbers.size() ? Optional.of(numbers.get(at + 1)) : Optional.empty()));
  }

  private static String address(ItemId item, Shown shown, int page) {
    return "/items/%s/look/%d?page=%d".formatted(item, shown.number(), page);
  }

  private View document(ItemView item, Shown shown, String asked, boolean near) {
    int last = Math.min(shown.pages(), DocumentPages.PAGES_MAX);
    int number = NotHere.unless(() -> nearest(asked, last));
    if (!asked.equals(Integer.toString(number))) {
      return pages.seeOther(address(item.id(), shown, number));
    }
    DocumentPage page = documents.look(shown.file().blob(), number, last);
    Optional<Picture> picture = picture(shown, number, page);
    boolean waiting = page instanceof DocumentPage.Waiting;
    // Not a page to be kept: soon there may be more to see.
    boolean passing = waiting || page.equals(new DocumentPage.Missing(Fault.NO_SPACE));
    return pages.show(
        passing ? HttpStatus.ACCEPTED : HttpStatus.OK,
        "reading/document",
        new Document(
            item,
            shown,
            number,
            last,
            picture,
            page instanceof DocumentPage.Drawn(_, _, String text) ? begin(text) : "",
            page instanceof DocumentPage.Missing(Fault fault)
                ? Optional.of(fault)
                : Optional.empty(),
            waiting,
            near && picture.isPresent()));
  }

  /// There is a picture of the first page in any case: the preview of the whole.
  private static Optional<Picture> picture(Shown shown, int number, DocumentPage page) {
    return page instanceof DocumentPage.Drawn(int width, int height, _)
        ? Optional.of(
            new Picture(DocumentPage.path(shown.file().blob(), number), width, height, null))
        : shown.picture().filter(_ -> number == 1);
  }

  /// Returns the page that is asked for, or the first or last one for a number beyond them.
  private static Optional<Integer> nearest(String asked, int last) {
    return Optional.of(asked)
        .filter(text -> NUMBER.matcher(text).matches())
        .map(text -> text.length() > DIGITS_MAX ? beyond(text) : Integer.parseInt(text))
        .map(page -> Math.clamp(page, 1, last));
  }

  private static int beyond(String number) {
    return number.startsWith("-") ? Integer.MIN_VALUE : Integer.MAX_VALUE;
  }

  private static String begin(String text) {
    int bytes = 0;
    for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
      bytes += bytes(text.codePointAt(at));
      if (bytes > WORDS_BYTES_MAX) {
        return text.substring(0, at) + "…";
      }
    }
    return text;
  }

  /// How many bytes a character takes on the page, in UTF-8.
  private static int bytes(int character) {
    return switch (character) {
      case '&' -> "&amp;".length();
      case '<', '>' -> "&lt;".length();
      default -> character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x1_0000 ? 3 : 4;
    };
  }
}
