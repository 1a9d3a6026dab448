package org.acequia.indexer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.SequencedSet;
import org.acequia.core.archive.ItemView;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.archive.Term;
import org.acequia.core.search.SearchFacet;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetField;
import org.apache.lucene.util.BytesRef;

/// How an item becomes a Lucene document.
///
/// - `id`: the item's id, exact.
/// - `all`: every text of the description, the tags and the file names.
/// - one field for each [Term], under its code, and `tag`: words.
/// - `file`: what was found in the item's files, which counts less.
/// - `title.shown`, `text.shown`: stored, for display and highlighting.
/// - `suggest`: what a prefix completes to, as `folded U+0000 written`.
/// - `year`, `title.order`, `changed`: for ordering.
/// - `$facets`: the values of each [SearchFacet].
final class ItemDocument {

  static final String ID = "id";
  static final String ALL = "all";
  static final String FILE = "file";
  static final String TAG = "tag";
  static final String TITLE_SHOWN = "title.shown";
  static final String TEXT_SHOWN = "text.shown";
  static final String SUGGEST = "suggest";
  static final String YEAR = "year";
  static final String TITLE_ORDER = "title.order";
  static final String CHANGED = "changed";
  static final char SUGGEST_SEPARATOR = '\0';

  /// The longest facet value and suggestion, in UTF-16 units; longer ones are cut.
  static final int VALUE_LENGTH_MAX = 200;

  /// The most values one item adds to one facet.
  static final int VALUES_MAX = 100;

  private static final String UNTITLED = "";

  /// How much of the words in an item's files is stored, to be shown around a match, in UTF-16
  /// units.
  private static final int SHOWN_LENGTH_MAX = 20_000;

  private final ItemView item;
  private final FileWords words;
  private final Document document = new Document();

  private ItemDocument(ItemView item, FileWords words) {
    this.item = item;
    this.words = words;
  }

  /// @param words what stands in its files
  static Document of(ItemView item, FileWords words) {
    return new ItemDocument(item, words).build();
  }

  private Document build() {
    document.add(new StringField(ID, item.id().toString(), Store.YES));
    addTitle();
    addTexts();
    addTags();
    addFacets();
    OptionalInt year = firstYear();
    document.add(new NumericDocValuesField(YEAR, year.orElse(Integer.MAX_VALUE)));
    document.add(new NumericDocValuesField(CHANGED, item.changed().value()));
    return document;
  }

  private void addTitle() {
    String title = title();
    document.add(new StoredField(TITLE_SHOWN, title));
    document.add(new SortedDocValuesField(TITLE_ORDER, new BytesRef(cut(Folding.fold(title)))));
  }

  private String title() {
    List<LangText> titles = item.description().all(Term.TITLE);
    if (!titles.isEmpty()) {
      return titles.getFirst().text();
    }
    return item.media().isEmpty() ? UNTITLED : item.media().getFirst().name();
  }

  private void addTexts() {
    StringBuilder shown = new StringBuilder();
    item.description()
        .values()
        .forEach((term, texts) -> {
          for (LangText text : texts) {
            document.add(new TextField(term.code(), text.text(), Store.NO));
            document.add(new TextField(ALL, text.text(), Store.NO));
            // A title stands above, and a language is a tag that nobody reads.
            if (term != Term.TITLE && term != Term.LANGUAGE) {
              append(shown, text.text());
            }
          }
        });
    for (MediaFile file : item.media()) {
      document.add(new TextField(ALL, file.name(), Store.NO));
      append(shown, file.name());
    }
    for (MediaFile file : item.media()) {
      words.words(file.blob()).ifPresent(text -> addWords(shown, text));
    }
    document.add(new StoredField(TEXT_SHOWN, shown.toString()));
  }

  private void addWords(StringBuilder shown, String text) {
    document.add(new TextField(FILE, text, Store.NO));
    int room = SHOWN_LENGTH_MAX - shown.length();
    if (room > 0) {
      append(shown, cut(text, room));
    }
  }

  private static void append(StringBuilder shown, String text) {
    shown.append(shown.isEmpty() ? "" : " · ").append(text);
  }

  private void addTags() {
    for (String tag : tags()) {
      document.add(new TextField(TAG, tag, Store.NO));
      document.add(new TextField(ALL, tag, Store.NO));
    }
  }

  private SequencedSet<String> tags() {
    SequencedSet<String> tags = new LinkedHashSet<>();
    item.tags().forEach(of -> of.tags().forEach(tag -> tags.add(tag.text())));
    return tags;
  }

  private void addFacets() {
    addFacet(SearchFacet.COLLECTION, List.of(item.collection().toString()));
    addFacet(SearchFacet.KIND, kinds());
    addFacet(SearchFacet.TYPE, types());
    addFacet(SearchFacet.CREATOR, texts(Term.CREATOR));
    addFacet(SearchFacet.SUBJECT, texts(Term.SUBJECT));
    addFacet(SearchFacet.PLACE, texts(Term.SPATIAL));
    addFacet(SearchFacet.LANGUAGE, texts(Term.LANGUAGE));
    addFacet(SearchFacet.TAG, tags());
    addFacet(SearchFacet.WORK, work());
    firstYear()
        .ifPresent(year -> addFacet(SearchFacet.DECADE, List.of(Integer.toString(year / 10 * 10))));
    addSuggestion(title());
    texts(Term.CREATOR).forEach(this::addSuggestion);
    texts(Term.SUBJECT).forEach(this::addSuggestion);
    texts(Term.SPATIAL).forEach(this::addSuggestion);
    tags().forEach(this::addSuggestion);
  }

  private void addFacet(SearchFacet facet, Iterable<String> values) {
    SequencedSet<String> distinct = new LinkedHashSet<>();
    for (String value : values) {
      String label = cut(value.strip());
      if (!label.isEmpty() && distinct.size() < VALUES_MAX) {
        distinct.add(label);
      }
    }
    distinct.forEach(label -> document.add(new SortedSetDocValuesFacetField(facet.name(), label)));
  }

  private void addSuggestion(String text) {
    String written = cut(text.strip());
    if (!written.isEmpty()) {
      document.add(
          new StringField(SUGGEST, Folding.fold(written) + SUGGEST_SEPARATOR + written, Store.NO));
    }
  }

  private List<String> work() {
    List<String> work = new ArrayList<>();
    if (item.description().all(Term.TITLE).isEmpty()) {
      work.add(SearchFacet.UNDESCRIBED);
    }
    if (item.description().all(Term.DATE).isEmpty()) {
      work.add(SearchFacet.UNDATED);
    }
    if (!item.conflicts().isEmpty()) {
      work.add(SearchFacet.CONFLICT);
    }
    return work;
  }

  private List<String> kinds() {
    return item.media().stream().map(file -> kind(file.mediaType())).distinct().toList();
  }

  private static String kind(String mediaType) {
    return switch (dcmiType(mediaType)) {
      case "StillImage" -> "picture";
      case "Sound" -> "audio";
      case "MovingImage" -> "video";
      default -> "document";
    };
  }

  /// What the description says, or else what kind of files there are, in the words of the DCMI type
  /// vocabulary.
  private List<String> types() {
    List<String> stated = texts(Term.TYPE);
    if (!stated.isEmpty()) {
      return stated;
    }
    return item.media().stream().map(file -> dcmiType(file.mediaType())).distinct().toList();
  }

  private static String dcmiType(String mediaType) {
    String kind = mediaType.toLowerCase(Locale.ROOT).split("/", 2)[0];
    return switch (kind) {
      case "image" -> "StillImage";
      case "audio" -> "Sound";
      case "video" -> "MovingImage";
      default -> "Text";
    };
  }

  private OptionalInt firstYear() {
    return item.description().all(Term.DATE).stream()
        .map(date -> Years.first(date.text()))
        .filter(OptionalInt::isPresent)
        .findFirst()
        .orElse(OptionalInt.empty());
  }

  private List<String> texts(Term term) {
    List<String> texts = new ArrayList<>();
    item.description().all(term).forEach(text -> texts.add(text.text()));
    return texts;
  }

  private static String cut(String text) {
    return cut(text, VALUE_LENGTH_MAX);
  }

  private static String cut(String text, int lengthMax) {
    if (text.length() <= lengthMax) {
      return text;
    }
    boolean splitsPair = Character.isHighSurrogate(text.charAt(lengthMax - 1));
    return text.substring(0, splitsPair ? lengthMax - 1 : lengthMax);
  }
}
