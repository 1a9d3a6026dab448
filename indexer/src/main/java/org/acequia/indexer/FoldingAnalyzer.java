package org.acequia.indexer;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.icu.ICUFoldingFilter;
import org.apache.lucene.analysis.icu.segmentation.ICUTokenizer;

/// Words by Unicode's rules (UAX #29, with dictionaries for scripts that do not write spaces),
/// folded by UTR #30: case, accents and width make no difference.
final class FoldingAnalyzer extends Analyzer {

  @Override
  protected TokenStreamComponents createComponents(String field) {
    Tokenizer words = new ICUTokenizer();
    return new TokenStreamComponents(words, new ICUFoldingFilter(words));
  }

  @Override
  protected TokenStream normalize(String field, TokenStream in) {
    return new ICUFoldingFilter(in);
  }
}
