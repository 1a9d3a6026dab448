package org.acequia.indexer;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.ItemView;
import org.acequia.core.search.SearchFacet;
import org.acequia.core.search.SearchIndex;
import org.acequia.core.search.SearchQuery;
import org.acequia.core.search.SearchResult;
import org.acequia.core.search.SearchResult.Hit;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.facet.DrillDownQuery;
import org.apache.lucene.facet.FacetsCollectorManager;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// The search index in a directory of files. Safe for use by many threads.
public final class LuceneSearchIndex implements SearchIndex, AutoCloseable {

  /// How long a search may go on answering from before the latest change.
  private static final long STALE_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(250);

  /// How much is kept in memory before a segment is written.
  private static final double BUFFER_MB = 24;

  /// How many terms a suggestion looks at.
  private static final int SUGGEST_TERMS_MAX = 2_000;

  private static final int PREFIX_LENGTH_MAX = 50;

  /// Under which key a commit says what it has.
  private static final String POSITION = "position";

  private final Directory directory;
  private final FileWords words;
  private final Analyzer analyzer = new FoldingAnalyzer();
  private final FacetsConfig facets = FacetCounts.config();
  private final FacetCounts counts = new FacetCounts(facets);
  private final QueryReader reader = new QueryReader(analyzer);
  private final IndexWriter writer;
  private final SearcherManager searchers;
  private final AtomicBoolean changed = new AtomicBoolean();
  private final AtomicLong refreshedNanos = new AtomicLong(System.nanoTime());
  private volatile boolean rebuilding;

  private LuceneSearchIndex(Directory directory, FileWords words) throws IOException {
    this.directory = directory;
    this.words = words;
    this.writer =
        new IndexWriter(directory, new IndexWriterConfig(analyzer).setRAMBufferSizeMB(BUFFER_MB));
    this.searchers = new SearcherManager(writer, null);
  }

  /// Opens the index in `directory`, or begins an empty one.
  ///
  /// @throws SearchIndexException if another process has it open, or its files are damaged
  public static LuceneSearchIndex open(Path directory) {
    return open(directory, FileWords.NONE);
  }

  private static LuceneSearchIndex open(Path directory, FileWords words) {
    try {
      return new LuceneSearchIndex(FSDirectory.open(directory), words);
    } catch (IOException e) {
      throw new SearchIndexException(
          "The search index in %s cannot be opened".formatted(directory), e);
    }
  }

  /// Opens the index in `directory`; one that is damaged, or of another version of Lucene, is
  /// deleted and begun anew: it is derived.
  ///
  /// @param words asked for while an item is indexed
  /// @throws SearchIndexException if another process has it open, or the disk fails
  public static LuceneSearchIndex openOrRenew(Path directory, FileWords words) {
    try {
      return open(directory, words);
    } catch (SearchIndexException e) {
      if (!isDamage(e.getCause())) {
        throw e;
      }
      empty(directory);
      return open(directory, words);
    }
  }

  private static boolean isDamage(@Nullable Throwable cause) {
    return cause instanceof CorruptIndexException
        || cause instanceof IndexFormatTooOldException
        || cause instanceof IndexFormatTooNewException
        || cause instanceof IndexNotFoundException
        || cause instanceof EOFException
        || cause instanceof FileNotFoundException
        || cause instanceof NoSuchFileException;
  }

  private static void empty(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new SearchIndexException(
          "The damaged search index in %s cannot be deleted".formatted(directory), e);
    }
  }

  @Override
  public void put(List<ItemView> items) {
    writing(() -> {
      for (ItemView item : items) {
        writer.updateDocument(idTerm(item.id()), facets.build(ItemDocument.of(item, words)));
      }
    });
  }

  @Override
  public void remove(List<ItemId> items) {
    writing(() ->
        writer.deleteDocuments(items.stream().map(LuceneSearchIndex::idTerm).toArray(Term[]::new)));
  }

  @Override
  public void clear() {
    writing(writer::deleteAll);
  }

  @Override
  public void commit() {
    writing(writer::commit);
    refresh();
  }

  /// Does as [#commit()], and remembers with it how far the index has followed the records, in the
  /// words of who feeds it: either both survive a crash, or neither.
  public void commit(String position) {
    writer.setLiveCommitData(Map.of(POSITION, position).entrySet());
    commit();
  }

  /// Returns what the last [#commit(String)] remembered.
  public Optional<String> position() {
    var data = writer.getLiveCommitData();
    if (data == null) {
      return Optional.empty();
    }
    for (Map.Entry<String, String> entry : data) {
      if (entry.getKey().equals(POSITION)) {
        return Optional.of(entry.getValue());
      }
    }
    return Optional.empty();
  }

  /// Replaces all that is indexed, in place. Until it has returned, searches are answered from what
  /// was there, if anything was; a crash or a failure leaves on disk what was there, to be rebuilt
  /// again.
  ///
  /// For the thread that feeds the index, alone.
  ///
  /// @param source puts everything
  /// @param position see [#commit(String)]
  public void rebuild(Consumer<Consumer<List<ItemView>>> source, String position) {
    rebuilding = rebuilding || size() > 0;
    writer.setLiveCommitData(Map.<String, String>of().entrySet());
    clear();
    source.accept(this::put);
    commit(position);
    rebuilding = false;
    refresh();
  }

  @Override
  public long size() {
    return searching(searcher -> (long) searcher.getIndexReader().numDocs());
  }

  @Override
  public SearchResult search(SearchQuery query) {
    return searching(searcher -> search(searcher, query));
  }

  @Override
  public List<String> suggest(String prefix, int limit) {
    String typed = prefix.strip();
    String folded = Folding.fold(typed.substring(0, Math.min(typed.length(), PREFIX_LENGTH_MAX)));
    return folded.isEmpty() ? List.of() : searching(searcher -> suggest(searcher, folded, limit));
  }

  @Override
  public Optional<String> correct(String text) {
    return searching(searcher -> Spelling.in(searcher.getIndexReader()).correct(text));
  }

  @Override
  public void close() {
    try (directory;
        writer;
        searchers) {
      writer.commit();
    } catch (IOException e) {
      throw new SearchIndexException("The search index cannot be closed", e);
    }
  }

  private SearchResult search(IndexSearcher searcher, SearchQuery query) throws IOException {
    Query wanted = narrowed(reader.read(query.text()), query.narrowed());
    int offset = Math.clamp(query.offset(), 0, SearchQuery.OFFSET_MAX);
    int limit = Math.clamp(query.limit(), 0, SearchQuery.LIMIT_MAX);
    var result =
        FacetsCollectorManager.search(
            searcher,
            wanted,
            Math.max(1, offset + limit),
            order(query.order(), wanted),
            true,
            new FacetsCollectorManager());
    TopDocs top = result.topDocs();
    return new SearchResult(
        top.totalHits.value(),
        hits(searcher, wanted, top.scoreDocs, offset, limit),
        counts.count(searcher.getIndexReader(), result.facetsCollector()));
  }

  private Query narrowed(Query query, Map<SearchFacet, List<String>> narrowed) {
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

  private List<Hit> hits(
      IndexSearcher searcher, Query query, ScoreDoc[] found, int offset, int limit)
      throws IOException {
    int count = Math.clamp(found.length - offset, 0, limit);
    int[] documents = new int[count];
    for (int i = 0; i < count; i++) {
      documents[i] = found[offset + i].doc;
    }
    Highlights highlights = Highlights.of(searcher, analyzer, query, documents);
    List<Hit> hits = new ArrayList<>(count);
    var stored = searcher.storedFields();
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

  private List<String> suggest(IndexSearcher searcher, String folded, int limit)
      throws IOException {
    Map<String, Integer> frequencies = new LinkedHashMap<>();
    Terms terms = MultiTerms.getTerms(searcher.getIndexReader(), ItemDocument.SUGGEST);
    if (terms == null) {
      return List.of();
    }
    TermsEnum each = terms.iterator();
    if (each.seekCeil(new BytesRef(folded)) == TermsEnum.SeekStatus.END) {
      return List.of();
    }
    for (int i = 0; i < SUGGEST_TERMS_MAX; i++) {
      String term = each.term().utf8ToString();
      if (!term.startsWith(folded)) {
        break;
      }
      String written = term.substring(term.indexOf(ItemDocument.SUGGEST_SEPARATOR) + 1);
      frequencies.merge(written, each.docFreq(), Integer::sum);
      if (each.next() == null) {
        break;
      }
    }
    return frequencies.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
        .limit(limit)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Term idTerm(ItemId id) {
    return new Term(ItemDocument.ID, id.toString());
  }

  private void writing(Change change) {
    try {
      change.apply();
      changed.set(true);
    } catch (IOException e) {
      throw new SearchIndexException("The search index cannot be written", e);
    }
  }

  private <T> T searching(Question<T> question) {
    if (changed.get() && System.nanoTime() - refreshedNanos.get() > STALE_NANOS_MAX) {
      refresh();
    }
    try {
      IndexSearcher searcher = searchers.acquire();
      try {
        return question.ask(searcher);
      } finally {
        searchers.release(searcher);
      }
    } catch (IOException e) {
      throw new SearchIndexException("The search index cannot be read", e);
    }
  }

  private void refresh() {
    if (rebuilding) {
      return;
    }
    try {
      changed.set(false);
      searchers.maybeRefreshBlocking();
      refreshedNanos.set(System.nanoTime());
    } catch (IOException e) {
      throw new SearchIndexException("The search index cannot be read", e);
    }
  }

  @FunctionalInterface
  private interface Change {
    void apply() throws IOException;
  }

  @FunctionalInterface
  private interface Question<T> {
    T ask(IndexSearcher searcher) throws IOException;
  }
}
