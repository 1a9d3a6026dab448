package org.acequia.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.acequia.it.harness.NodeProcess;
import org.acequia.it.harness.NodeProcess.CommandResult;
import org.acequia.it.harness.Village;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A pairing that ends, and what stays.
class NeighboursIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration A_WHILE = Duration.ofSeconds(3);

  @TempDir private Path folder;

  private static JsonNode neighbours(NodeProcess node) {
    return node.api().get("/api/v1/network").path("neighbours");
  }

  private static String add(NodeProcess node, String collection, String title) {
    return node.api()
        .post(
            "/api/v1/items",
            Map.of(
                "collection",
                collection,
                "description",
                Map.of("title", List.of(Map.of("text", title)))))
        .path("id")
        .asString();
  }

  private static boolean holds(NodeProcess node, String item) {
    return node.api().getRaw("/api/v1/items/" + item).statusCode() == 200;
  }

  private static void await(java.util.concurrent.Callable<Boolean> condition) {
    Awaitility.await().atMost(PATIENCE).until(condition);
  }

  @Test
  void aPairingThatEndsStopsWhatIsSentKeepsWhatCameAndCanBeginAnew() {
    try (NodeProcess one = NodeProcess.on(folder.resolve("one")).start();
        NodeProcess other = NodeProcess.on(folder.resolve("other")).start()) {
      Village.found(one);
      String invite = Village.invite(one);
      Village.join(other, invite);
      String collection =
          one.api()
              .post("/api/v1/collections", Map.of("title", List.of(Map.of("text", "Fotos"))))
              .path("id")
              .asString();
      String before = add(one, collection, "Before");
      await(() -> holds(other, before));
      String name = neighbours(one).get(0).path("name").asString();
      String peer = neighbours(one).get(0).path("peerId").asString();

      CommandResult ended = one.command("pair", "--end", name);

      assertThat(ended.exitCode()).as(ended.errors()).isZero();
      assertThat(ended.output()).contains(name, peer);
      assertThat(neighbours(one)).isEmpty();
      assertThat(one.command("audit").output()).contains("neighbour_removed", peer);
      String after = add(one, collection, "After");
      String here = neighbours(other).get(0).path("peerId").asString();
      other.api().postRaw("/api/v1/neighbours/%s/dial".formatted(here), Map.of());
      Awaitility.await().during(A_WHILE).atMost(PATIENCE).until(() -> !holds(other, after));
      assertThat(holds(other, before)).isTrue();
      assertThat(one.command("pair", "--end", peer).exitCode()).isNotZero();
      assertThat(other.command("pair", invite).exitCode()).isNotZero();

      CommandResult anew = other.command("pair", Village.invite(one));

      assertThat(anew.exitCode()).as(anew.errors()).isZero();
      assertThat(other.command("audit").output()).contains("paired");
      await(() -> holds(other, after));
    }
  }
}
