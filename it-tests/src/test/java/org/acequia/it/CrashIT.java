package org.acequia.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.acequia.it.harness.NodeProcess;
import org.acequia.it.harness.Village;
import org.acequia.it.harness.Writer;
import org.acequia.it.harness.Writer.Written;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// A node that is killed at any moment has lost nothing that it acknowledged, and holds nothing
/// half.
class CrashIT {

  /// In all. More with `-Pnightly`.
  private static final int KILLS_IN_ALL = Integer.getInteger("acequia.kills", 20);

  /// In each of the four cases with files that are imported or fetched.
  private static final int KILLS = KILLS_IN_ALL * 3 / 20;

  /// In each of the two cases with people who write.
  private static final int KILLS_OF_WRITERS = KILLS_IN_ALL * 4 / 20;

  private static final int FILES = 2_000;

  /// The more kills, the slower, so that there is something left to fetch at the last of them.
  private static final long LINK_BYTES_PER_SECOND = 9_000_000 / Math.max(1, KILLS);

  private static final int WRITERS = 4;
  private static final int WRITTEN_FILE_BYTES_MAX = 1_500_000;

  /// How much is acknowledged before a kill, at most.
  private static final int ACKNOWLEDGED_MAX = 60;

  /// Printed, so that a run can be had again.
  private static final long SEED =
      Long.getLong("acequia.seed", ThreadLocalRandom.current().nextInt(1_000_000));

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir private Path folder;

  /// The node takes files in while its neighbour fetches what is there already, so that every kill
  /// hits both.
  @ParameterizedTest(name = "database killed too: {0}")
  @ValueSource(booleans = {false, true})
  void killsInTheMiddleOfImportAndSyncLoseNothing(boolean withDatabase) throws IOException {
    Random random = random(withDatabase ? 2 : 1);
    Path files = files(folder.resolve("files"), random);
    try (Village village = Village.inALine(folder, "a", "b")) {
      NodeProcess a = village.node("a");
      long acknowledged = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        long goal = acknowledged + 1 + random.nextInt(FILES / KILLS / 2);
        acknowledged = Math.max(acknowledged, importUntil(a, files, goal));
        kill(a, withDatabase);
        a.start();
        assertThat(itemsHeld(a))
            .as("items after kill " + kill)
            .isGreaterThanOrEqualTo(acknowledged);
        assertThat(village.blobsWanted("a")).as("files that items name and A lacks").isZero();
      }

      importUntil(a, files, FILES);
      village.awaitIndexed("a", FILES);
      village.awaitSameEverywhere(PATIENCE);
      assertThat(village.blobs("b")).isEqualTo(village.blobs("a")).hasSize(FILES);
      assertThat(village.verify("a")).isEmpty();
      assertThat(village.verify("b")).isEmpty();
    }
  }

  /// The neighbour is killed while it fetches.
  @ParameterizedTest(name = "database killed too: {0}")
  @ValueSource(booleans = {false, true})
  void killsOfTheNodeThatFetchesLoseNothing(boolean withDatabase) throws IOException {
    Random random = random(withDatabase ? 4 : 3);
    Path files = files(folder.resolve("files"), random);
    try (Village village = Village.inALine(folder, "a", "b")) {
      NodeProcess b = village.node("b");
      village.cut();
      village.importInto("a", files);
      village.slow(LINK_BYTES_PER_SECOND);
      village.heal();
      long held = 0;
      int killedWhileFetching = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        long goal = Math.min(FILES, held + 1 + random.nextInt(FILES / KILLS / 2));
        Awaitility.await("b holds some more")
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(20))
            .until(() -> blobsHeld(b) >= goal);
        held = blobsHeld(b);
        killedWhileFetching += held < FILES ? 1 : 0;
        kill(b, withDatabase);
        b.start();
        assertThat(blobsHeld(b)).as("files after kill " + kill).isGreaterThanOrEqualTo(held);
      }
      assertThat(killedWhileFetching).as("kills in the middle of sync").isGreaterThan(KILLS / 2);

      village.awaitSameEverywhere(PATIENCE);
      assertThat(village.blobs("b")).isEqualTo(village.blobs("a")).hasSize(FILES);
      village.awaitIndexed("b", FILES);
      assertThat(village.verify("b")).isEmpty();
    }
  }

  /// Several people send files, make items and edit them, the index is made anew now and then, and
  /// the node dies.
  @ParameterizedTest(name = "database killed too: {0}")
  @ValueSource(booleans = {false, true})
  void killsInTheMiddleOfUploadsAndEditsLoseNothing(boolean withDatabase) throws IOException {
    Random random = random(withDatabase ? 6 : 5);
    try (NodeProcess node = NodeProcess.on(folder.resolve("node")).start()) {
      Village.found(node);
      String collection =
          node.api()
              .post("/api/v1/collections", Map.of("title", List.of(Map.of("text", "Written"))))
              .path("id")
              .asString();
      List<Written> items = new ArrayList<>();
      Set<String> files = new TreeSet<>();
      for (int kill = 0; kill < KILLS_OF_WRITERS; kill++) {
        List<Writer> writers = writeUntilKilled(node, collection, random, withDatabase);
        node.start();
        assertThat(writers).as("refusals").allMatch(writer -> writer.failure().isEmpty());
        writers.forEach(writer -> items.addAll(writer.items()));
        writers.forEach(writer -> files.addAll(writer.files()));
        items.forEach(item -> assertKept(node, item));
        assertThat(blobs(node)).as("files after kill " + kill).containsAll(files);
        assertThat(blobsWanted(node)).as("files that items name and the node lacks").isZero();
        try (Stream<Path> parts = Files.list(node.data().resolve("blobs/incoming"))) {
          assertThat(parts).as("half a file").noneMatch(part -> part.toString().endsWith(".part"));
        }
      }
      long held = itemsHeld(node);
      Awaitility.await("the index has every item")
          .atMost(PATIENCE)
          .until(() -> node.api().get("/api/v1/search?limit=1").path("total").asLong() == held);
      assertThat(node.command("verify").exitCode()).isZero();
    }
  }

  private static List<Writer> writeUntilKilled(
      NodeProcess node, String collection, Random random, boolean withDatabase) {
    AtomicInteger acknowledged = new AtomicInteger();
    List<Writer> writers = new ArrayList<>();
    int goal = 1 + random.nextInt(ACKNOWLEDGED_MAX);
    boolean whileIndexing = random.nextBoolean();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < WRITERS; i++) {
        Writer writer =
            new Writer(
                node,
                collection,
                new Random(random.nextLong()),
                WRITTEN_FILE_BYTES_MAX,
                acknowledged);
        writers.add(writer);
        threads.execute(writer);
      }
      Awaitility.await("%d acknowledgements".formatted(goal))
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(3))
          .until(() -> acknowledged.get() >= goal);
      if (whileIndexing) {
        node.api().post("/api/v1/reindex", Map.of());
      }
      kill(node, withDatabase);
    }
    return writers;
  }

  private static void assertKept(NodeProcess node, Written item) {
    JsonNode now = node.api().get("/api/v1/items/" + item.id());
    assertThat(Writer.title(now)).as(item.id()).isIn(item.possibleTitles());
    assertThat(now.path("media").path(0).path("cid").asString()).isEqualTo(item.file());
    assertThat(now.path("missingBodies").asInt(-1)).isZero();
    assertThat(now.path("conflicts")).isEmpty();
  }

  private static void kill(NodeProcess node, boolean withDatabase) {
    if (withDatabase) {
      node.killWithDatabase();
    } else {
      node.kill();
    }
  }

  private static Random random(int which) {
    System.out.printf("CrashIT: -Dacequia.seed=%d -Dacequia.kills=%d%n", SEED, KILLS_IN_ALL);
    return new Random(SEED + which);
  }

  private static Set<String> blobs(NodeProcess node) {
    Set<String> cids = new TreeSet<>();
    for (JsonNode blob : node.api().get("/api/v1/blobs")) {
      cids.add(blob.path("cid").asString());
    }
    return cids;
  }

  private static long blobsWanted(NodeProcess node) {
    return node.api().get("/api/v1/status").path("blobs").path("wanted").asLong(-1);
  }

  /// Starts the import and returns how many items were acknowledged once that is at least `goal`,
  /// or the import is over.
  private static long importUntil(NodeProcess node, Path files, long goal) {
    JsonNode job =
        node.api()
            .post(
                "/api/v1/imports",
                Map.of("paths", List.of(files.toString()), "collection", "Notes"));
    String at = "/api/v1/imports/" + job.path("id").asLong();
    return Awaitility.await("the import gets to " + goal)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .until(
            () -> {
              JsonNode now = node.api().get(at);
              long here =
                  now.path("progress").path("added").asLong()
                      + now.path("progress").path("alreadyHere").asLong();
              boolean over = !Set.of("WAITING", "RUNNING").contains(now.path("state").asString());
              return over || here >= goal ? here : -1;
            },
            here -> here >= 0);
  }

  private static long itemsHeld(NodeProcess node) {
    long items = 0;
    for (JsonNode collection : node.api().get("/api/v1/collections")) {
      items += collection.path("items").asLong();
    }
    return items;
  }

  private static long blobsHeld(NodeProcess node) {
    return node.api().get("/api/v1/status").path("blobs").path("held").asLong();
  }

  private static Path files(Path root, Random random) throws IOException {
    Files.createDirectory(root);
    for (int i = 0; i < FILES; i++) {
      byte[] content = new byte[200 + random.nextInt(i % 100 == 0 ? 1_500_000 : 4_000)];
      random.nextBytes(content);
      Files.write(root.resolve("note-%05d.bin".formatted(i)), content);
    }
    return root;
  }
}
