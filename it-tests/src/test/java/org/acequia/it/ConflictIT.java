package org.acequia.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.acequia.it.harness.Village;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Two curators who edit while their nodes are apart both keep their words.
class ConflictIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir private Path folder;

  @Test
  void editsMadeWhileCutOffMeetAndTheOneRealConflictIsShownOnEveryNode() {
    try (Village village = Village.inALine(folder, "a", "b", "c")) {
      String collection =
          village
              .api("a")
              .post("/api/v1/collections", Map.of("title", text("Songs")))
              .path("id")
              .asString();
      String first = add(village, collection, "Jongo");
      String second = add(village, collection, "Fandango");
      String both = add(village, collection, "Cururu");
      village.awaitSameEverywhere(PATIENCE);

      village.cut();
      retitle(village, "a", first, "Jongo da Serrinha");
      retitle(village, "b", second, "Fandango caiçara");
      retitle(village, "a", both, "Cururu de Piracicaba");
      retitle(village, "b", both, "Cururu de Tietê");
      village.heal();
      village.awaitSameEverywhere(PATIENCE);

      for (String name : List.of("a", "b", "c")) {
        assertThat(titles(village, name, first)).as(name).containsExactly("Jongo da Serrinha");
        assertThat(titles(village, name, second)).as(name).containsExactly("Fandango caiçara");
        assertThat(item(village, name, first).path("conflicts")).isEmpty();
        assertThat(item(village, name, second).path("conflicts")).isEmpty();
        assertThat(claims(item(village, name, both)))
            .as("the conflict on " + name)
            .containsExactlyInAnyOrder("Cururu de Piracicaba", "Cururu de Tietê");
      }
      assertThat(item(village, "b", both)).isEqualTo(item(village, "a", both));
      assertThat(item(village, "c", both)).isEqualTo(item(village, "a", both));
    }
  }

  private static String add(Village village, String collection, String title) {
    return village
        .api("a")
        .post(
            "/api/v1/items",
            Map.of("collection", collection, "description", Map.of("title", text(title))))
        .path("id")
        .asString();
  }

  private static void retitle(Village village, String node, String item, String title) {
    List<String> heads = new ArrayList<>();
    item(village, node, item).path("descriptionHeads").forEach(head -> heads.add(head.asString()));
    var answer =
        village
            .api(node)
            .putRaw(
                "/api/v1/items/%s/description".formatted(item),
                Map.of("description", Map.of("title", text(title)), "supersedes", heads));
    assertThat(answer.statusCode() / 100).as(new String(answer.body(), UTF_8)).isEqualTo(2);
  }

  private static List<Map<String, String>> text(String text) {
    return List.of(Map.of("language", "pt", "text", text));
  }

  private static JsonNode item(Village village, String node, String item) {
    return village.api(node).get("/api/v1/items/" + item);
  }

  private static List<String> titles(Village village, String node, String item) {
    List<String> titles = new ArrayList<>();
    item(village, node, item)
        .path("description")
        .path("title")
        .forEach(title -> titles.add(title.path("text").asString()));
    return titles;
  }

  private static List<String> claims(JsonNode item) {
    assertThat(item.path("conflicts")).hasSize(1);
    List<String> claimed = new ArrayList<>();
    item.path("conflicts")
        .get(0)
        .path("claims")
        .forEach(claim ->
            claim.path("values").forEach(value -> claimed.add(value.path("text").asString())));
    return claimed;
  }
}
