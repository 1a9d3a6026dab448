package org.acequia.web.reading;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.CollectionId;
import org.acequia.core.archive.CollectionView;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.archive.Term;
import org.acequia.core.search.SearchFacet;
import org.acequia.core.search.SearchIndex;
import org.acequia.core.search.SearchQuery;
import org.acequia.core.search.SearchResult;

/// Lists of items and collections, as the pages show them: what the index finds, and what the
/// archive says about it.
public final class Shelf {

  /// Among how many of a collection's items a picture for its cover is looked for.
  private static final int COVER_CANDIDATES = 4;

  private final Archive archive;
  private final SearchIndex index;

  /// Lists what `archive` holds and `index` finds.
  public Shelf(Archive archive, SearchIndex index) {
    this.archive = archive;
    this.index = index;
  }

  /// A collection in a list.
  ///
  /// @param cover a picture out of it
  public record Entry(
      CollectionId id,
      List<LangText> titles,
      List<LangText> about,
      long items,
      Optional<MediaFile> cover) {}

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

  /// Returns the cards of hits, in their order. What has gone away since is left out.
  public List<Card> cards(SearchResult result) {
    return result.hits().stream().flatMap(hit -> card(hit.item()).stream()).toList();
  }

  /// Returns the card of an item.
  public Optional<Card> card(ItemId id) {
    return archive.item(id).map(Card::of);
  }

  /// Returns what a list says about a collection.
  public Entry entry(CollectionView collection) {
    Found some = in(collection.id(), SearchQuery.Order.RELEVANCE, 0, COVER_CANDIDATES);
    return new Entry(
        collection.id(),
        collection.description().all(Term.TITLE),
        collection.description().all(Term.DESCRIPTION).stream()
            .map(text -> new LangText(text.language(), Card.shortened(text.text(), 160)))
            .toList(),
        collection.items(),
        some.cards().stream().flatMap(card -> card.picture().stream()).findFirst());
  }

  private Found found(
      Map<SearchFacet, List<String>> narrowed, SearchQuery.Order order, int offset, int limit) {
    SearchResult result = index.search(new SearchQuery("", narrowed, offset, limit, order));
    return new Found(result.total(), cards(result));
  }
}
