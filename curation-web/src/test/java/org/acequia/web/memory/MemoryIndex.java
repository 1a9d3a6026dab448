package org.acequia.web.memory;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.ItemView;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.Term;
import org.acequia.core.search.SearchFacet;
import org.acequia.core.search.SearchIndex;
import org.acequia.core.search.SearchQuery;
import org.acequia.core.search.SearchResult;
import org.acequia.web.pages.MediaKind;

/// Finds items by reading all of them.
public final class MemoryIndex implements SearchIndex {

  private final Archive archive;

  /// Searches `archive` as it stands.
  public MemoryIndex(Archive archive) {
    this.archive = archive;
  }

  @Override
  public void put(List<ItemView> items) {}

  @Override
  public void remove(List<ItemId> items) {}

  @Override
  public SearchResult search(SearchQuery query) {
    List<ItemView> matches = new ArrayList<>();
    archive.forEachItem(item -> {
      if (matches(item, query)) {
        matches.add(item);
      }
    });
    Map<SearchFacet, List<SearchResult.Count>> facets = new EnumMap<>(SearchFacet.class);
    for (SearchFacet facet : SearchFacet.values()) {
      Map<String, Long> counts = new LinkedHashMap<>();
      matches.forEach(item -> values(item, facet).forEach(v -> counts.merge(v, 1L, Long::sum)));
      facets.put(
          facet,
          counts.entrySet().stream()
              .sorted((a, b) -> Long.compare(b.getValue(), a.getValue()))
              .map(e -> new SearchResult.Count(e.getKey(), e.getValue()))
              .toList());
    }
    return new SearchResult(
        matches.size(),
        matches.reversed().stream()
            .skip(query.offset())
            .limit(query.limit())
            .map(item -> hit(item, query.text()))
            .toList(),
        facets);
  }

  private static SearchResult.Hit hit(ItemView item, String word) {
    List<SearchResult.Part> title =
        item.description().all(Term.TITLE).stream()
            .limit(1)
            .flatMap(text -> marked(text.text(), word).stream())
            .toList();
    List<SearchResult.Part> snippet =
        item.description().all(Term.DESCRIPTION).stream()
            .limit(1)
            .flatMap(
                t -> marked(t.text().substring(0, Math.min(200, t.text().length())), word).stream())
            .toList();
    return new SearchResult.Hit(item.id(), 1, title, snippet);
  }

  private static List<SearchResult.Part> marked(String text, String word) {
    int at = word.isEmpty() ? -1 : fold(text).indexOf(fold(word));
    return at < 0
        ? List.of(new SearchResult.Part(text, false))
        : List.of(
            new SearchResult.Part(text.substring(0, at), false),
            new SearchResult.Part(text.substring(at, at + word.length()), true),
            new SearchResult.Part(text.substring(at + word.length()), false));
  }

  private static boolean matches(ItemView item, SearchQuery query) {
    boolean narrowed =
        query.narrowed().entrySet().stream()
            .allMatch(entry -> values(item, entry.getKey()).containsAll(entry.getValue()));
    return narrowed
        && (query.text().isEmpty()
            || item.description().values().values().stream()
                .flatMap(List::stream)
                .anyMatch(text -> fold(text.text()).contains(fold(query.text()))));
  }

  private static String fold(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static List<String> values(ItemView item, SearchFacet facet) {
    return switch (facet) {
      case COLLECTION -> List.of(item.collection().toString());
      case KIND ->
          item.media().stream()
              .map(file -> MediaKind.of(file).name().toLowerCase(Locale.ROOT))
              .distinct()
              .toList();
      case PLACE -> texts(item.description().all(Term.SPATIAL));
      case WORK -> item.conflicts().isEmpty() ? List.of() : List.of("conflict");
      case TYPE -> texts(item.description().all(Term.TYPE));
      case CREATOR -> texts(item.description().all(Term.CREATOR));
      case SUBJECT -> texts(item.description().all(Term.SUBJECT));
      case DECADE ->
          texts(item.description().all(Term.DATE)).stream()
              .filter(date -> date.matches("\\d{4}.*"))
              .map(date -> date.substring(0, 3) + "0")
              .toList();
      case LANGUAGE -> texts(item.description().all(Term.LANGUAGE));
      case TAG -> item.tags().stream().flatMap(of -> texts(of.tags()).stream()).toList();
    };
  }

  private static List<String> texts(List<LangText> texts) {
    return texts.stream().map(LangText::text).toList();
  }

  @Override
  public List<String> suggest(String prefix, int limit) {
    List<String> titles = new ArrayList<>();
    archive.forEachItem(item -> titles.addAll(texts(item.description().all(Term.TITLE))));
    return titles.stream()
        .filter(title -> fold(title).startsWith(fold(prefix)))
        .limit(limit)
        .toList();
  }

  @Override
  public Optional<String> correct(String text) {
    return text.equals("aqua") ? Optional.of("agua") : Optional.empty();
  }

  @Override
  public void clear() {}

  @Override
  public void commit() {}

  @Override
  public long size() {
    return 0;
  }
}
