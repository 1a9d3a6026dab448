package org.acequia.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.acequia.it.harness.NodeProcess;
import org.acequia.it.harness.Village;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// A node that is killed at any moment has lost nothing that it acknowledged, and holds nothing
/// half.
class CrashIT {

  private static final int KILLS = 10;
  private static final int FILES = 6_000;
  private static final long LINK_BYTES_PER_SECOND = 4_000_000;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir private Path folder;

  /// The node takes files in while its neighbour fetches what is there already, so that every kill
  /// hits both.
  @ParameterizedTest(name = "database killed too: {0}")
  @ValueSource(booleans = {false, true})
  void tenKillsInTheMiddleOfImportAndSyncLoseNothing(boolean withDatabase) throws IOException {
    Random random = new Random(withDatabase ? 2 : 1);
    Path files = files(folder.resolve("files"), random);
    try (Village village = Village.inALine(folder, "a", "b")) {
      NodeProcess a = village.node("a");
      long acknowledged = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        long goal = acknowledged + 1 + random.nextInt(FILES / KILLS / 2);
        acknowledged = Math.max(acknowledged, importUntil(a, files, goal));
        if (withDatabase) {
          a.killWithDatabase();
        } else {
          a.kill();
        }
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
  void tenKillsOfTheNodeThatFetchesLoseNothing(boolean withDatabase) throws IOException {
    Random random = new Random(withDatabase ? 4 : 3);
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
        if (withDatabase) {
          b.killWithDatabase();
        } else {
          b.kill();
        }
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
