package org.acequia.indexer;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
import org.acequia.core.search.SearchIndex;
import org.acequia.core.search.SearchQuery;
import org.acequia.core.search.SearchResult;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/// The search index in a directory of files. Safe for use by many threads.
public final class LuceneSearchIndex implements SearchIndex, AutoCloseable {

  /// How long a search may go on answering from before the latest change.
  private static final long STALE_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(250);

  /// How much is kept in memory before a segment is written.
  private static final double BUFFER_MB = 24;

  /// Under which key a commit says what it has.
  private static final String POSITION = "position";

  private final Directory directory;
  private final FileWords words;
  private final Analyzer analyzer = new FoldingAnalyzer();
  private final FacetsConfig facets = FacetCounts.config();
  private final Searcher searcher = new Searcher(analyzer, new FacetCounts(facets));
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
    return searching(index -> (long) index.getIndexReader().numDocs());
  }

  @Override
  public SearchResult search(SearchQuery query) {
    return searching(index -> searcher.search(index, query));
  }

  @Override
  public List<String> suggest(String prefix, int limit) {
    return searching(index -> Suggestions.in(index.getIndexReader()).complete(prefix, limit));
  }

  @Override
  public Optional<String> correct(String text) {
    return searching(index -> Spelling.in(index.getIndexReader()).correct(text));
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
      IndexSearcher index = searchers.acquire();
      try {
        return question.ask(index);
      } finally {
        searchers.release(index);
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
    T ask(IndexSearcher index) throws IOException;
  }
}
