package org.acequia.indexer;

import com.ibm.icu.text.Normalizer2;
import java.text.Normalizer;

/// Folds a whole text as the analysis folds words, for ordering and prefixes.
final class Folding {

  private static final Normalizer2 CASE = Normalizer2.getNFKCCasefoldInstance();

  private Folding() {}

  static String fold(String text) {
    String decomposed = Normalizer.normalize(CASE.normalize(text), Normalizer.Form.NFD);
    return decomposed
        .codePoints()
        .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
