package org.acequia.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.acequia.core.archive.ItemView;
import org.acequia.core.search.SearchFacet;
import org.acequia.core.search.SearchQuery;
import org.acequia.indexer.LuceneSearchIndex;

/// How soon readers find, and how fast an index is made.
final class SearchBench implements Benchmark {

  private static final int BATCH = 500;
  private static final int HITS = 20;

  /// Enough for the JVM to have compiled what matters.
  private static final int WARM_ITEMS = 10_000;

  private static final double MILLI = 1e-6;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  @Override
  public String name() {
    return "search";
  }

  @Override
  public void run(boolean quick, Consumer<Measure> out) throws Exception {
    int count = quick ? 20_000 : 200_000;
    int queries = quick ? 500 : 3_000;
    try (Workplace place = Workplace.open()) {
      raw(place.directory("warm-raw"), WARM_ITEMS);
      index(place.directory("warm"), WARM_ITEMS).close();
      Meter meter = new Meter();
      try (LuceneSearchIndex index = index(place.directory("index"), count)) {
        double ours = count / meter.read().cpu();
        double raw = raw(place.directory("raw"), count); // last, in the warmest JVM
        out.accept(
            Measure.of(name(), "%,d items indexed".formatted(count), ours, "1/CPU-s")
                .beside("raw Lucene, 1/CPU-s", raw)
                .ratio(ours / raw)
                .within(Measure.Budget.ratioAtLeast(0.5)));
        search(index, queries(queries / 3, 1));
        latencies(index, queries(queries, 2), count, out);
      }
    }
  }

  private static double raw(Path directory, int count) throws Exception {
    Meter meter = new Meter();
    try (RawLucene raw = new RawLucene(directory)) {
      for (int i = 0; i < count; i++) {
        raw.add(SyntheticItems.item(i));
      }
      raw.commit();
      return count / meter.read().cpu();
    }
  }

  private static LuceneSearchIndex index(Path directory, int count) {
    LuceneSearchIndex index = LuceneSearchIndex.open(directory);
    List<ItemView> batch = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      batch.add(SyntheticItems.item(i));
      if (batch.size() == BATCH || i == count - 1) {
        index.put(batch);
        batch.clear();
      }
    }
    index.commit();
    return index;
  }

  private void latencies(
      LuceneSearchIndex index, List<SearchQuery> queries, int items, Consumer<Measure> out) {
    double[][] times = search(index, queries);
    String what = "faceted search among %,d items, ".formatted(items);
    for (double share : new double[] {0.5, 0.99}) {
      String name = what + "p" + Math.round(share * 100);
      double wall = Figures.percentile(times[0], share);
      double cpu = Figures.percentile(times[1], share);
      Measure measure = Measure.of(name(), name, wall, "ms").beside("its own CPU time, ms", cpu);
      out.accept(share > 0.9 ? measure.within(Measure.Budget.atMost(20)) : measure);
    }
  }

  /// Returns milliseconds on the wall and of CPU time for each query.
  private static double[][] search(LuceneSearchIndex index, List<SearchQuery> queries) {
    double[][] times = new double[2][queries.size()];
    for (int i = 0; i < queries.size(); i++) {
      long wall = System.nanoTime();
      long cpu = THREADS.getCurrentThreadCpuTime();
      index.search(queries.get(i));
      times[0][i] = (System.nanoTime() - wall) * MILLI;
      times[1][i] = (THREADS.getCurrentThreadCpuTime() - cpu) * MILLI;
    }
    return times;
  }

  /// One word, two words, a word within a facet, a prefix, or everything of a collection.
  private static List<SearchQuery> queries(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<SearchQuery> queries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String word = SyntheticItems.word(random);
      queries.add(
          switch (i % 5) {
            case 0 -> query(word, Map.of());
            case 1 -> query(word + " " + SyntheticItems.word(random), Map.of());
            case 2 ->
                query(word, Map.of(SearchFacet.SUBJECT, List.of(SyntheticItems.subject(i % 40))));
            case 3 -> query(word.substring(0, Math.min(4, word.length())) + "*", Map.of());
            default ->
                query(
                    "",
                    Map.of(
                        SearchFacet.COLLECTION,
                        List.of(
                            SyntheticItems.collection(i % SyntheticItems.COLLECTIONS).toString())));
          });
    }
    return queries;
  }

  private static SearchQuery query(String text, Map<SearchFacet, List<String>> narrowed) {
    return new SearchQuery(text, narrowed, 0, HITS, SearchQuery.Order.RELEVANCE);
  }
}
