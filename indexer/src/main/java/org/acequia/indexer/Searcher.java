package org.acequia.indexer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.acequia.core.archive.ItemId;
import org.acequia.core.search.SearchFacet;
import org.acequia.core.search.SearchQuery;
import org.acequia.core.search.SearchResult;
import org.acequia.core.search.SearchResult.Hit;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.facet.DrillDownQuery;
import org.apache.lucene.facet.FacetsCollectorManager;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;

/// Finds the items that a query asks for, in its order, with what is to be shown of them and the
/// counts of the facets. Safe for use by many threads.
final class Searcher {

  private final Analyzer analyzer;
  private final QueryReader reader;
  private final FacetCounts counts;

  Searcher(Analyzer analyzer, FacetCounts counts) {
    this.analyzer = analyzer;
    this.reader = new QueryReader(analyzer);
    this.counts = counts;
  }

  /// Answers `query` with at most [SearchQuery#LIMIT_MAX] hits.
  SearchResult search(IndexSearcher index, SearchQuery query) throws IOException {
    Query wanted = narrowed(reader.read(query.text()), query.narrowed());
    int offset = Math.clamp(query.offset(), 0, SearchQuery.OFFSET_MAX);
    int limit = Math.clamp(query.limit(), 0, SearchQuery.LIMIT_MAX);
    var result =
        FacetsCollectorManager.search(
            index,
            wanted,
            Math.max(1, offset + limit),
            order(query.order(), wanted),
            true,
            new FacetsCollectorManager());
    TopDocs top = result.topDocs();
    return new SearchResult(
        top.totalHits.value(),
        hits(index, wanted, top.scoreDocs, offset, limit),
        counts.count(index.getIndexReader(), result.facetsCollector()));
  }

  private static Query narrowed(Query query, Map<SearchFacet, List<String>> narrowed) {
    BooleanQuery.Builder all = new BooleanQuery.Builder().add(query, Occur.MUST);
    narrowed.forEach((facet, values) ->
        values.forEach(value ->
            all.add(
                new TermQuery(
                    DrillDownQuery.term(
                        FacetsConfig.DEFAULT_INDEX_FIELD_NAME, facet.name(), value)),
                Occur.FILTER)));
    return narrowed.isEmpty() ? query : all.build();
  }

  private static Sort order(SearchQuery.Order order, Query query) {
    boolean scored = !(query instanceof MatchAllDocsQuery);
    SortField newest = new SortField(ItemDocument.CHANGED, SortField.Type.LONG, true);
    SortField title = new SortField(ItemDocument.TITLE_ORDER, SortField.Type.STRING);
    return switch (order) {
      case RELEVANCE -> scored ? new Sort(SortField.FIELD_SCORE, newest) : new Sort(newest);
      case TITLE -> new Sort(title);
      case DATE -> new Sort(new SortField(ItemDocument.YEAR, SortField.Type.LONG), title);
    };
  }

  private List<Hit> hits(IndexSearcher index, Query query, ScoreDoc[] found, int offset, int limit)
      throws IOException {
    int count = Math.clamp(found.length - offset, 0, limit);
    int[] documents = new int[count];
    for (int i = 0; i < count; i++) {
      documents[i] = found[offset + i].doc;
    }
    Highlights highlights = Highlights.of(index, analyzer, query, documents);
    List<Hit> hits = new ArrayList<>(count);
    var stored = index.storedFields();
    for (int i = 0; i < count; i++) {
      var document = stored.document(documents[i]);
      float score = found[offset + i].score;
      hits.add(
          new Hit(
              ItemId.parse(document.get(ItemDocument.ID)),
              Float.isNaN(score) ? 0 : score,
              highlights.title(i, document.get(ItemDocument.TITLE_SHOWN)),
              highlights.snippet(i, document.get(ItemDocument.TEXT_SHOWN))));
    }
    return hits;
  }
}
