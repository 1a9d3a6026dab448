package org.acequia.indexer;

import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;

/// Completes what somebody types with words that the archive holds.
final class Suggestions {

  /// How many terms a suggestion looks at.
  private static final int TERMS_MAX = 2_000;

  private static final int PREFIX_LENGTH_MAX = 50;

  private final IndexReader index;

  private Suggestions(IndexReader index) {
    this.index = index;
  }

  static Suggestions in(IndexReader index) {
    return new Suggestions(index);
  }

  /// Returns up to `limit` words that begin with `prefix`, those of most items first.
  List<String> complete(String prefix, int limit) throws IOException {
    String typed = prefix.strip();
    String folded = Folding.fold(typed.substring(0, Math.min(typed.length(), PREFIX_LENGTH_MAX)));
    if (folded.isEmpty()) {
      return List.of();
    }
    Map<String, Integer> frequencies = new LinkedHashMap<>();
    Terms terms = MultiTerms.getTerms(index, ItemDocument.SUGGEST);
    if (terms == null) {
      return List.of();
    }
    TermsEnum each = terms.iterator();
    if (each.seekCeil(new BytesRef(folded)) == TermsEnum.SeekStatus.END) {
      return List.of();
    }
    for (int i = 0; i < TERMS_MAX; i++) {
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
}
