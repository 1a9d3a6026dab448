package org.acequia.web.reading;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.CollectionId;
import org.acequia.core.archive.CollectionView;
import org.acequia.core.archive.ItemView;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.Term;
import org.acequia.core.search.SearchFacet;
import org.acequia.core.search.SearchIndex;
import org.acequia.core.search.SearchQuery;
import org.acequia.core.search.SearchResult;

/// Lists of items and collections, as the pages show them: what the index finds, and what the
/// archive says about it.
public final class Shelf {

  /// How many pictures a collection's cover shows.
  private static final int MOSAIC_PICTURES = 3;

  /// Among how many of a collection's items pictures for its cover are looked for.
  private static final int COVER_CANDIDATES = 8;

  private final Archive archive;
  private final SearchIndex index;
  private final Pictures pictures;

  /// Lists what `archive` holds and `index` finds.
  public Shelf(Archive archive, SearchIndex index, Pictures pictures) {
    this.archive = archive;
    this.index = index;
    this.pictures = pictures;
  }

  /// A collection in a list.
  ///
  /// @param mosaic the picture chosen for it and pictures out of it, the first one to be largest
  public record Entry(
      CollectionId id,
      List<LangText> titles,
      List<LangText> about,
      long items,
      List<Picture> mosaic) {

    /// How many stretches the drawn valley has that stands for collections without pictures.
    private static final int STRETCHES = 4;

    /// Returns which stretch of the drawn valley stands for it: always the same one.
    public int stretch() {
      return Math.floorMod(id.toString().hashCode(), STRETCHES);
    }
  }

  /// A stretch of a longer list.
  ///
  /// @param total how many items the whole list has
  public record Found(long total, List<Card> cards) {}

  /// Returns the items that came last.
  public Found newest(int offset, int limit) {
    return found(Map.of(), SearchQuery.Order.RELEVANCE, offset, limit);
  }

  /// Returns the items of a collection.
  public Found in(CollectionId collection, SearchQuery.Order order, int offset, int limit) {
    return found(
        Map.of(SearchFacet.COLLECTION, List.of(collection.toString())), order, offset, limit);
  }

  /// Returns the items of hits, in their order. What has gone away since is left out.
  public List<ItemView> items(SearchResult result) {
    return result.hits().stream().flatMap(hit -> archive.item(hit.item()).stream()).toList();
  }

  /// Returns the cards of items, in their order.
  public List<Card> cards(List<ItemView> items) {
    Pictures.Known known = pictures.of(items);
    return items.stream().map(item -> Card.of(item, known.of(item))).toList();
  }

  /// Returns what a list says about a collection.
  public Entry entry(CollectionView collection) {
    List<ItemView> some = archive.items(collection.id(), 0, COVER_CANDIDATES);
    Pictures.Known known = pictures.of(some);
    Optional<Picture> cover =
        collection.cover().flatMap(file -> pictures.ofFiles(List.of(file)).small(file));
    List<Picture> mosaic =
        Stream.concat(cover.stream(), some.stream().flatMap(item -> known.of(item).stream()))
            .distinct()
            .limit(MOSAIC_PICTURES)
            .toList();
    return new Entry(
        collection.id(),
        collection.description().all(Term.TITLE),
        collection.description().all(Term.DESCRIPTION).stream()
            .limit(1)
            .map(text -> new LangText(text.language(), Card.shortened(text.text(), 110)))
            .toList(),
        collection.items(),
        mosaic.size() == 2 ? mosaic.subList(0, 1) : mosaic);
  }

  /// Returns the words that the archive uses already.
  public Vocabulary vocabulary() {
    return new Vocabulary(
        index.search(new SearchQuery("", Map.of(), 0, 1, SearchQuery.Order.RELEVANCE)).facets());
  }

  /// Returns how much there is still to do, by [SearchFacet#WORK].
  public Map<String, Long> work() {
    return vocabulary().counts().getOrDefault(SearchFacet.WORK, List.of()).stream()
        .collect(
            Collectors.toMap(SearchResult.Count::value, SearchResult.Count::items, (a, b) -> a));
  }

  private Found found(
      Map<SearchFacet, List<String>> narrowed, SearchQuery.Order order, int offset, int limit) {
    SearchResult result = index.search(new SearchQuery("", narrowed, offset, limit, order));
    return new Found(result.total(), cards(items(result)));
  }
}
