package org.acequia.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.acequia.core.archive.ItemView;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.Term;
import org.acequia.core.search.SearchFacet;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.icu.ICUFoldingFilter;
import org.apache.lucene.analysis.icu.segmentation.ICUTokenizer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;

/// Lucene by itself: the same analysis and the same kinds of fields as the node's index has, and
/// documents that are only added.
final class RawLucene implements AutoCloseable {

  private static final double BUFFER_MB = 24;

  private final Directory directory;
  private final IndexWriter writer;
  private final FacetsConfig facets = new FacetsConfig();

  RawLucene(Path path) throws IOException {
    for (SearchFacet facet : SearchFacet.values()) {
      facets.setMultiValued(facet.name(), true);
    }
    directory = FSDirectory.open(path);
    writer =
        new IndexWriter(
            directory, new IndexWriterConfig(new Folding()).setRAMBufferSizeMB(BUFFER_MB));
  }

  void add(ItemView item) throws IOException {
    Document document = new Document();
    document.add(new StringField("id", item.id().toString(), Store.YES));
    StringBuilder shown = new StringBuilder();
    item.description()
        .values()
        .forEach((term, texts) -> {
          for (LangText text : texts) {
            document.add(new TextField(term.code(), text.text(), Store.NO));
            document.add(new TextField("all", text.text(), Store.NO));
            shown.append(text.text()).append(' ');
          }
        });
    String title = first(item, Term.TITLE);
    document.add(new StoredField("title.shown", title));
    document.add(new StoredField("text.shown", shown.toString()));
    document.add(new SortedDocValuesField("title.order", new BytesRef(fold(title))));
    document.add(new NumericDocValuesField("year", Long.parseLong(first(item, Term.DATE))));
    document.add(new NumericDocValuesField("changed", item.changed().value()));
    addFacet(document, SearchFacet.COLLECTION, item.collection().toString());
    addFacet(document, SearchFacet.TYPE, first(item, Term.TYPE));
    addFacet(document, SearchFacet.LANGUAGE, first(item, Term.LANGUAGE));
    addFacet(document, SearchFacet.DECADE, first(item, Term.DATE).substring(0, 3) + "0");
    addFacet(document, SearchFacet.CREATOR, first(item, Term.CREATOR));
    suggest(document, title);
    suggest(document, first(item, Term.CREATOR));
    for (String subject :
        item.description().all(Term.SUBJECT).stream().map(LangText::text).distinct().toList()) {
      addFacet(document, SearchFacet.SUBJECT, subject);
      suggest(document, subject);
    }
    writer.addDocument(facets.build(document));
  }

  void commit() throws IOException {
    writer.commit();
  }

  @Override
  public void close() throws IOException {
    try (directory;
        writer) {
      writer.commit();
    }
  }

  private static void addFacet(Document document, SearchFacet facet, String value) {
    document.add(new SortedSetDocValuesFacetField(facet.name(), value));
  }

  private static void suggest(Document document, String written) {
    document.add(new StringField("suggest", fold(written) + "\0" + written, Store.NO));
  }

  private static String first(ItemView item, Term term) {
    List<LangText> texts = item.description().all(term);
    return texts.getFirst().text();
  }

  /// Cheaper than what the node does, so that the limit is Lucene's.
  private static String fold(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static final class Folding extends Analyzer {
    @Override
    protected TokenStreamComponents createComponents(String field) {
      Tokenizer words = new ICUTokenizer();
      return new TokenStreamComponents(words, new ICUFoldingFilter(words));
    }
  }
}
