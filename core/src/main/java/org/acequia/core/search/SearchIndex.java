package org.acequia.core.search;

import java.util.List;
import java.util.Optional;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.ItemView;

/// A derived index of items: it can be deleted at any time and is rebuilt from the archive.
public interface SearchIndex {

  /// Indexes the items anew, replacing what was there. Visible to searches within a second.
  void put(List<ItemView> items);

  /// Forgets items.
  void remove(List<ItemId> items);

  /// Answers a query.
  SearchResult search(SearchQuery query);

  /// Returns titles, names and subjects that begin with `prefix`, the most frequent first.
  List<String> suggest(String prefix, int limit);

  /// Returns `text` with each word that occurs nowhere replaced by a similar one that does, as the
  /// index folds words; empty where no word needs it, or none is similar.
  Optional<String> correct(String text);

  /// Forgets everything.
  void clear();

  /// Makes all that was put visible and durable before returning.
  void commit();

  /// Returns the number of items.
  long size();
}
