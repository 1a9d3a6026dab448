package org.acequia.indexer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.search.BoostAttribute;
import org.apache.lucene.search.FuzzyTermsEnum;
import org.apache.lucene.util.BytesRef;

/// Finds words of the index that look like words that are not in it: one letter more, less or
/// other, or two swapped; two of these in long words. The first letter counts as right.
final class Spelling {

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
  private static final int LONG_WORD_LENGTH = 6;
  private static final int SHORT_WORD_LENGTH = 3;
  private static final int WORD_LENGTH_MAX = 40;
  private static final int WORDS_MAX = 8;

  private final IndexReader reader;

  private Spelling(IndexReader reader) {
    this.reader = reader;
  }

  static Spelling in(IndexReader reader) {
    return new Spelling(reader);
  }

  /// Returns the words of `text`, corrected; empty where nothing was.
  Optional<String> correct(String text) throws IOException {
    List<String> words = new ArrayList<>();
    boolean corrected = false;
    Matcher word = WORD.matcher(text);
    while (word.find() && words.size() < WORDS_MAX) {
      Optional<String> better = similar(Folding.fold(word.group()));
      corrected |= better.isPresent();
      words.add(better.orElse(word.group()));
    }
    return corrected ? Optional.of(String.join(" ", words)) : Optional.empty();
  }

  private Optional<String> similar(String folded) throws IOException {
    Term term = new Term(ItemDocument.ALL, folded);
    boolean looked = folded.length() > SHORT_WORD_LENGTH && folded.length() <= WORD_LENGTH_MAX;
    Terms terms = looked ? MultiTerms.getTerms(reader, ItemDocument.ALL) : null;
    if (terms == null || reader.docFreq(term) > 0) {
      return Optional.empty();
    }
    int edits = folded.length() >= LONG_WORD_LENGTH ? 2 : 1;
    FuzzyTermsEnum candidates = new FuzzyTermsEnum(terms, term, edits, 1, true);
    BoostAttribute likeness = candidates.attributes().addAttribute(BoostAttribute.class);
    String best = "";
    double bestScore = 0;
    for (BytesRef next = candidates.next(); next != null; next = candidates.next()) {
      double score = likeness.getBoost() * 100 + Math.log(candidates.docFreq());
      if (score > bestScore) {
        bestScore = score;
        best = next.utf8ToString();
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }
}
