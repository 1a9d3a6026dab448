package org.acequia.web.curating;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.Author;
import org.acequia.core.archive.CollectionId;
import org.acequia.core.archive.CollectionView;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.ItemView;
import org.acequia.core.search.SearchFacet;
import org.acequia.core.search.SearchIndex;
import org.acequia.core.search.SearchQuery;
import org.acequia.core.search.SearchResult;
import org.acequia.web.pages.Languages;
import org.acequia.web.pages.Pages;
import org.acequia.web.pages.Undos;
import org.acequia.web.reading.Paging;
import org.acequia.web.reading.Shelf;
import org.acequia.web.reading.Vocabulary;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/// `/curate/items`: many items at once, edited in place, tagged, moved, removed.
///
/// Each row carries what the person saw. Only what they typed otherwise is stated, so that a change
/// that somebody else made meanwhile is never taken back unseen.
@Controller
public final class ItemsPage {

  private static final int ITEMS_A_PAGE = 20;
  private static final int WORDS_LENGTH_MAX = 200;

  private final Desk desk;
  private final Archive archive;
  private final SearchIndex index;
  private final Shelf shelf;
  private final Bulk bulk;
  private final Undos undos;
  private final Pages pages;

  /// Edits `archive`.
  public ItemsPage(
      Desk desk,
      Archive archive,
      SearchIndex index,
      Shelf shelf,
      Bulk bulk,
      Undos undos,
      Pages pages) {
    this.desk = desk;
    this.archive = archive;
    this.index = index;
    this.shelf = shelf;
    this.bulk = bulk;
    this.undos = undos;
    this.pages = pages;
  }

  /// Which items are shown.
  ///
  /// @param collection its id, empty for all
  /// @param show one of [#SHOWN], empty for all
  public record Filter(String q, String collection, String show) {

    /// What items can be looked for by what is still to do.
    public static final List<String> SHOWN =
        List.of(SearchFacet.UNDESCRIBED, SearchFacet.UNDATED, SearchFacet.CONFLICT);

    /// Returns the address of a page of them.
    public String address(int page) {
      return "/curate/items?q=%s&collection=%s&show=%s&page=%d"
          .formatted(
              URLEncoder.encode(q, StandardCharsets.UTF_8),
              URLEncoder.encode(collection, StandardCharsets.UTF_8),
              URLEncoder.encode(show, StandardCharsets.UTF_8),
              page);
    }

    private Map<SearchFacet, List<String>> narrowed() {
      Map<SearchFacet, List<String>> narrowed = new EnumMap<>(SearchFacet.class);
      if (!collection.isEmpty()) {
        narrowed.put(SearchFacet.COLLECTION, List.of(collection));
      }
      if (SHOWN.contains(show)) {
        narrowed.put(SearchFacet.WORK, List.of(show));
      }
      return narrowed;
    }
  }

  /// What the page shows.
  public record Items(
      Filter filter,
      List<Row> rows,
      Paging paging,
      List<CollectionView> collections,
      Vocabulary vocabulary,
      Optional<String> problem) {}

  /// The list.
  @GetMapping("/curate/items")
  public View list(
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "") String collection,
      @RequestParam(defaultValue = "") String show,
      @RequestParam(defaultValue = "1") String page) {
    return list(
        HttpStatus.OK, request, new Filter(bounded(q), bounded(collection), show), page, null);
  }

  private View list(
      HttpStatus status,
      HttpServletRequest request,
      Filter filter,
      String page,
      @org.jspecify.annotations.Nullable String problem) {
    int offset = Paging.of(page, ITEMS_A_PAGE, 0).offset();
    Optional<CollectionView> whole =
        filter.q().isEmpty() && filter.show().isEmpty()
            ? collection(filter.collection())
            : Optional.empty();
    List<ItemView> items;
    long total;
    if (whole.isPresent()) {
      items = archive.items(whole.get().id(), offset, ITEMS_A_PAGE);
      total = whole.get().items();
    } else {
      SearchResult result =
          index.search(
              new SearchQuery(
                  filter.q(),
                  filter.narrowed(),
                  offset,
                  ITEMS_A_PAGE,
                  SearchQuery.Order.RELEVANCE));
      items = shelf.items(result);
      total = result.total();
    }
    Author author = desk.curator(request).author();
    return pages.show(
        status,
        "curating/items",
        new Items(
            filter,
            Row.of(items, shelf.cards(items), author, Languages.of(request).code()),
            Paging.of(page, ITEMS_A_PAGE, total),
            archive.collections(),
            shelf.vocabulary(),
            Optional.ofNullable(problem)));
  }

  /// Does what one of the buttons says, to the rows that are ticked, or saves the rows.
  @PostMapping("/curate/items")
  public View act(HttpServletRequest request) {
    Form form = new Form(request);
    Filter filter =
        new Filter(bounded(form.field("q")), bounded(form.field("collection")), form.field("show"));
    String page = form.field("page");
    Author author = desk.curator(request).author();
    String language = Languages.of(request).code();
    List<ItemView> picked =
        form.fields("pick").stream().limit(ITEMS_A_PAGE).flatMap(id -> item(id).stream()).toList();
    String act = form.field("act");
    if (picked.isEmpty() && !act.equals("save")) {
      return list(HttpStatus.UNPROCESSABLE_CONTENT, request, filter, page, "items.problem.none");
    }
    Bulk.Done done;
    switch (act) {
      case "tag" -> {
        String tag = form.field("addTag");
        if (tag.isEmpty() || tag.length() > Bulk.TAG_LENGTH_MAX) {
          return list(HttpStatus.UNPROCESSABLE_CONTENT, request, filter, page, "items.problem.tag");
        }
        done = bulk.tag(author, picked, tag, language);
      }
      case "move" -> {
        Optional<CollectionView> into = collection(form.field("into"));
        if (into.isEmpty()) {
          return list(
              HttpStatus.UNPROCESSABLE_CONTENT, request, filter, page, "upload.noCollection");
        }
        done = bulk.move(author, picked, into.get().id());
      }
      case "remove" -> done = bulk.remove(author, picked);
      default -> done = bulk.save(author, rows(form), language);
    }
    int number = Paging.of(page, ITEMS_A_PAGE, 0).number();
    return pages.seeOther(
        undos.offer(author, filter.address(number), done.message(), done.count(), done.back()));
  }

  private List<Bulk.Typed> rows(Form form) {
    return form.fields("item").stream()
        .limit(ITEMS_A_PAGE)
        .flatMap(id -> item(id).map(item -> Bulk.Typed.of(form, id, item)).stream())
        .toList();
  }

  private Optional<ItemView> item(String id) {
    try {
      return archive.item(ItemId.parse(id));
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }

  private Optional<CollectionView> collection(String id) {
    try {
      return archive.collection(CollectionId.parse(id));
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }

  private static String bounded(String text) {
    return text.substring(0, Math.min(text.length(), WORDS_LENGTH_MAX));
  }
}
