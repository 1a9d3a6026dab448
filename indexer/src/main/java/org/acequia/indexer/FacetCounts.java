package org.acequia.indexer;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.acequia.core.search.SearchFacet;
import org.acequia.core.search.SearchResult.Count;
import org.apache.lucene.facet.FacetResult;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.sortedset.DefaultSortedSetDocValuesReaderState;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetCounts;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesReaderState;
import org.apache.lucene.index.IndexReader;
import org.jspecify.annotations.Nullable;

/// Counts the values of facets among matches.
final class FacetCounts {

  /// How many values of a facet are named.
  static final int VALUES_MAX = 20;

  private final FacetsConfig config;
  private @Nullable SortedSetDocValuesReaderState latest;

  FacetCounts(FacetsConfig config) {
    this.config = config;
  }

  static FacetsConfig config() {
    FacetsConfig config = new FacetsConfig();
    for (SearchFacet facet : SearchFacet.values()) {
      config.setMultiValued(facet.name(), true);
    }
    return config;
  }

  Map<SearchFacet, List<Count>> count(IndexReader reader, FacetsCollector matches)
      throws IOException {
    Map<SearchFacet, List<Count>> counts = new EnumMap<>(SearchFacet.class);
    if (reader.maxDoc() == 0) {
      return counts; // an index without documents does not know the field
    }
    SortedSetDocValuesReaderState state = state(reader);
    var values = new SortedSetDocValuesFacetCounts(state, matches);
    for (SearchFacet facet : SearchFacet.values()) {
      FacetResult top =
          state.getOrdRange(facet.name()) == null
              ? null
              : values.getTopChildren(VALUES_MAX, facet.name());
      if (top != null) {
        counts.put(
            facet,
            Arrays.stream(top.labelValues)
                .map(value -> new Count(value.label, value.value.longValue()))
                .toList());
      }
    }
    return counts;
  }

  /// The ordinals of a reader are costly to build and are kept until the next reader comes.
  private synchronized SortedSetDocValuesReaderState state(IndexReader reader) throws IOException {
    if (latest == null || !latest.getReader().equals(reader)) {
      latest = new DefaultSortedSetDocValuesReaderState(reader, config);
    }
    return latest;
  }
}
