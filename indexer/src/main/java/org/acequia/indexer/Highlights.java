package org.acequia.indexer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.acequia.core.search.SearchResult.Part;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.uhighlight.Passage;
import org.apache.lucene.search.uhighlight.PassageFormatter;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;

/// Finds the matched words in the stored texts of hits.
final class Highlights {

  /// How much of a text is looked at, in UTF-16 units.
  private static final int TEXT_LENGTH_MAX = 20_000;

  /// How much of an unmatched text is shown, in UTF-16 units.
  private static final int LEAD_LENGTH = 200;

  private static final int PASSAGES_MAX = 2;

  private final Map<String, Object[]> parts;

  private Highlights(Map<String, Object[]> parts) {
    this.parts = parts;
  }

  static Highlights of(IndexSearcher searcher, Analyzer analyzer, Query query, int[] documents) {
    if (documents.length == 0) {
      return new Highlights(Map.of());
    }
    Unified highlighter =
        new Unified(
            UnifiedHighlighter.builder(searcher, analyzer)
                .withMaxLength(TEXT_LENGTH_MAX)
                .withFieldMatcher(field -> true)
                .withHighlightPhrasesStrictly(false)
                .withFormatter(new Parts()));
    String[] fields = {ItemDocument.TITLE_SHOWN, ItemDocument.TEXT_SHOWN};
    try {
      return new Highlights(
          highlighter.objects(fields, query, documents.clone(), new int[] {1, PASSAGES_MAX}));
    } catch (IOException e) {
      throw new UncheckedIOException("The search index cannot be read", e);
    }
  }

  /// Returns the title of the hit at `index`, whole.
  List<Part> title(int index, String title) {
    List<Part> matched = parts(ItemDocument.TITLE_SHOWN, index);
    boolean whole = String.join("", matched.stream().map(Part::text).toList()).equals(title);
    return whole ? matched : List.of(new Part(title, false));
  }

  /// Returns text around the matched words of the hit at `index`, or the beginning of its text.
  List<Part> snippet(int index, String text) {
    List<Part> matched = parts(ItemDocument.TEXT_SHOWN, index);
    if (!matched.isEmpty()) {
      return matched;
    }
    if (text.length() <= LEAD_LENGTH) {
      return text.isEmpty() ? List.of() : List.of(new Part(text, false));
    }
    int space = text.lastIndexOf(' ', LEAD_LENGTH);
    return List.of(new Part(text.substring(0, space > 0 ? space : LEAD_LENGTH) + " …", false));
  }

  private List<Part> parts(String field, int index) {
    Object[] found = parts.get(field);
    return found != null && found[index] instanceof Found(var ofHit) ? ofHit : List.of();
  }

  private record Found(List<Part> parts) {}

  /// Opens the protected method that returns objects instead of marked-up text.
  private static final class Unified extends UnifiedHighlighter {
    Unified(Builder builder) {
      super(builder);
    }

    Map<String, Object[]> objects(String[] fields, Query query, int[] documents, int[] passages)
        throws IOException {
      return highlightFieldsAsObjects(fields, query, documents, passages);
    }
  }

  private static final class Parts extends PassageFormatter {
    @Override
    public Object format(Passage[] passages, String content) {
      List<Part> parts = new ArrayList<>();
      for (Passage passage : passages) {
        if (!parts.isEmpty()) {
          parts.add(new Part(" … ", false));
        }
        addPassage(parts, passage, content);
      }
      return new Found(List.copyOf(parts));
    }

    private static void addPassage(List<Part> parts, Passage passage, String content) {
      int at = passage.getStartOffset();
      for (int i = 0; i < passage.getNumMatches(); i++) {
        int start = Math.max(at, passage.getMatchStarts()[i]);
        int end = Math.min(passage.getMatchEnds()[i], passage.getEndOffset());
        if (end <= start) {
          continue;
        }
        addPart(parts, content.substring(at, start), false);
        addPart(parts, content.substring(start, end), true);
        at = end;
      }
      addPart(parts, content.substring(at, Math.max(at, passage.getEndOffset())), false);
    }

    private static void addPart(List<Part> parts, String text, boolean matched) {
      if (!text.isEmpty()) {
        parts.add(new Part(text, matched));
      }
    }
  }
}
