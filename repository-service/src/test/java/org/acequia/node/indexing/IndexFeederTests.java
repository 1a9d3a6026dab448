package org.acequia.node.indexing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.acequia.core.archive.CollectionId;
import org.acequia.core.archive.Description;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.ItemView;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.Term;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.record.Hlc;
import org.acequia.core.search.SearchQuery;
import org.acequia.indexer.FileWords;
import org.acequia.indexer.LuceneSearchIndex;
import org.acequia.node.records.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What the index knows after it was cut short in every way: a real index, a real log, and items
/// that stand in memory.
class IndexFeederTests {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(10);

  @TempDir private Path directory;

  private final HikariDataSource database = TestPostgres.newDatabase();
  private final Map<ItemId, ItemView> archive = new ConcurrentHashMap<>();
  private final AtomicInteger rebuilds = new AtomicInteger();

  @AfterEach
  void closeDatabase() {
    database.close();
  }

  @Test
  void whatArrivedWhileNothingRanIsCaughtUpWith() {
    change(1, "cururu");
    running(index -> assertFinds(index, "cururu", 1));

    change(1, "fandango");
    change(2, "jongo");

    running(index -> {
      assertFinds(index, "fandango", 1);
      assertFinds(index, "jongo", 1);
      assertFinds(index, "cururu", 0);
    });
    assertThat(rebuilds).as("built from nothing, and followed since").hasValue(1);
  }

  @Test
  void anIndexOlderThanWhatTheLogStillTellsIsBuiltAnew() throws IOException {
    change(1, "cururu");
    running(index -> assertFinds(index, "cururu", 1));
    Path old = directory.resolve("old");
    copy(directory.resolve("index"), old);
    change(2, "jongo");
    running(index -> assertFinds(index, "jongo", 1));

    try (LuceneSearchIndex index = LuceneSearchIndex.openOrRenew(old, FileWords.NONE);
        IndexFeeder feeder = feeder(index)) {
      feeder.start();
      assertFinds(index, "jongo", 1);
      assertFinds(index, "cururu", 1);
    }
  }

  @Test
  void theIndexOfAnotherDatabaseIsBuiltAnew() {
    try (HikariDataSource other = TestPostgres.newDatabase();
        LuceneSearchIndex index =
            LuceneSearchIndex.openOrRenew(directory.resolve("index"), FileWords.NONE)) {
      index.rebuild(
          sink -> sink.accept(List.of(view(9, "stranger"))),
          new ArrivalLog(other).mark(0).toString());
    }
    change(1, "cururu");

    running(index -> {
      assertFinds(index, "cururu", 1);
      assertFinds(index, "stranger", 0);
    });
  }

  @Test
  void aDamagedIndexIsBuiltAnew() throws IOException {
    change(1, "cururu");
    running(index -> assertFinds(index, "cururu", 1));
    try (Stream<Path> files = Files.list(directory.resolve("index"))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (file.getFileName().toString().startsWith("segments_")) {
          Files.write(file, new byte[] {1, 2, 3});
        }
      }
    }

    running(index -> assertFinds(index, "cururu", 1));
  }

  @Test
  void itemsThatWentAwayAreNotFoundAnyMore() {
    change(1, "cururu");
    running(index -> {
      assertFinds(index, "cururu", 1);
      archive.remove(id(1));
      arrive(id(1));
    });

    running(index -> assertFinds(index, "cururu", 0));
  }

  private void change(int number, String title) {
    archive.put(id(number), view(number, title));
    arrive(id(number));
  }

  private void arrive(ItemId id) {
    JdbcClient.create(database)
        .sql("insert into arrivals (kind, subject) values (1, ?)")
        .param(id.value().toArray())
        .update();
  }

  private void running(Consumer<LuceneSearchIndex> then) {
    try (LuceneSearchIndex index =
            LuceneSearchIndex.openOrRenew(directory.resolve("index"), FileWords.NONE);
        IndexFeeder feeder = feeder(index)) {
      feeder.start();
      then.accept(index);
    }
  }

  private IndexFeeder feeder(LuceneSearchIndex index) {
    return new IndexFeeder(
        index,
        new ArrivalLog(database),
        new IndexFeeder.Items() {
          @Override
          public void settle() {}

          @Override
          public List<ItemView> views(List<ItemId> ids) {
            return ids.stream().flatMap(id -> Stream.ofNullable(archive.get(id))).toList();
          }

          @Override
          public void forEach(Consumer<ItemView> action) {
            rebuilds.incrementAndGet();
            archive.values().forEach(action);
          }
        });
  }

  private static void assertFinds(LuceneSearchIndex index, String word, long expected) {
    await("hits of " + word)
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .until(() -> found(index, word), hits -> hits == expected);
  }

  private static long found(LuceneSearchIndex index, String word) {
    return index
        .search(new SearchQuery(word, Map.of(), 0, 10, SearchQuery.Order.RELEVANCE))
        .total();
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectory(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private static ItemId id(int number) {
    byte[] id = new byte[ItemId.SIZE_BYTES];
    id[0] = (byte) number;
    return new ItemId(Bytes.of(id));
  }

  private static ItemView view(int number, String title) {
    return new ItemView(
        id(number),
        new CollectionId(Bytes.of(new byte[CollectionId.SIZE_BYTES])),
        Description.of(Map.of(Term.TITLE, List.of(new LangText("pt", title)))),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Hlc.ofMillis(number),
        0);
  }
}
