package org.acequia.indexer;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.acequia.core.archive.Term;
import org.acequia.core.search.SearchQuery;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.QueryBuilder;
import org.jspecify.annotations.Nullable;

/// Reads what a person typed into a search box. Every text is a query; none is an error.
///
/// All words must occur. `"…"` is a phrase, `-` in front excludes, `title:` (a term's code, or
/// `tag`) in front names a field, `*` behind completes a word.
final class QueryReader {

  /// How many words and phrases count; what is typed beyond them is ignored.
  static final int CLAUSES_MAX = 32;

  private static final float TITLE_BOOST = 3f;

  /// What a person says of an item weighs more than what happens to stand in its files.
  private static final float FILE_BOOST = 0.25f;

  private static final Pattern CLAUSE =
      Pattern.compile("(-)?(?:([a-z]{3,12}):)?(?:\"([^\"]*)\"?|([^\\s\"]+))");

  private static final Set<String> FIELDS =
      Arrays.stream(Term.values()).map(Term::code).collect(Collectors.toUnmodifiableSet());

  private final Analyzer analyzer;
  private final QueryBuilder words;

  QueryReader(Analyzer analyzer) {
    this.analyzer = analyzer;
    this.words = new QueryBuilder(analyzer);
  }

  /// Returns the query for `text`; for a text without words, all items.
  Query read(String text) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    int length = Math.min(text.length(), SearchQuery.TEXT_LENGTH_MAX);
    Matcher clause = CLAUSE.matcher(text.substring(0, length));
    boolean demands = false;
    boolean excludes = false;
    for (int count = 0; count < CLAUSES_MAX && clause.find(); count++) {
      Query one = clause(clause);
      if (one instanceof MatchNoDocsQuery) {
        continue;
      }
      if (clause.group(1) != null) {
        excludes = true;
        query.add(one, Occur.MUST_NOT);
      } else {
        demands = true;
        query.add(one, Occur.MUST);
        addTitleBoost(query, clause);
      }
    }
    if (!demands && !excludes) {
      return MatchAllDocsQuery.INSTANCE;
    }
    return demands ? query.build() : query.add(MatchAllDocsQuery.INSTANCE, Occur.MUST).build();
  }

  private Query clause(Matcher clause) {
    String field = clause.group(2);
    if (field == null) {
      return anywhere(clause.group(3), clause.group(4));
    }
    if (FIELDS.contains(field) || field.equals(ItemDocument.TAG)) {
      return match(field, clause.group(3), clause.group(4));
    }
    String typed = clause.group(3) != null ? clause.group(3) : clause.group(4);
    return anywhere(field + " " + typed, null);
  }

  private Query anywhere(@Nullable String phrase, @Nullable String word) {
    Query said = match(ItemDocument.ALL, phrase, word);
    if (said instanceof MatchNoDocsQuery) {
      return said;
    }
    return new BooleanQuery.Builder()
        .add(said, Occur.SHOULD)
        .add(new BoostQuery(match(ItemDocument.FILE, phrase, word), FILE_BOOST), Occur.SHOULD)
        .build();
  }

  private void addTitleBoost(BooleanQuery.Builder query, Matcher clause) {
    if (clause.group(2) == null) {
      Query title = match(Term.TITLE.code(), clause.group(3), clause.group(4));
      if (!(title instanceof MatchNoDocsQuery)) {
        query.add(new BoostQuery(title, TITLE_BOOST), Occur.SHOULD);
      }
    }
  }

  private Query match(String field, @Nullable String phrase, @Nullable String word) {
    if (word != null && word.endsWith("*") && word.length() > 1) {
      String stem = word.substring(0, word.length() - 1);
      return new PrefixQuery(
          new org.apache.lucene.index.Term(field, analyzer.normalize(field, stem)));
    }
    Query query = words.createPhraseQuery(field, phrase != null ? phrase : word);
    return query != null ? query : MatchNoDocsQuery.INSTANCE;
  }
}
