package org.acequia.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.acequia.it.harness.SharedData;
import org.acequia.it.harness.Village;
import org.acequia.it.reading.ReadItem;
import org.acequia.it.reading.SharedRecords;
import org.acequia.it.reading.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Node A takes everything in; B is paired with A and C with B; A and C never meet. C ends with the
/// same as A, and finds what the test's own reading of the files says is to be found.
class ThreeNodesIT {

  /// How long everything may take to reach the end of the line, on a busy machine.
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @TempDir private Path folder;

  @Test
  void whatOneNodeTakesInIsFoundOnTheNodeTwoLinksAway() throws IOException {
    Path shared = SharedData.root();
    try (Village village = Village.inALine(folder, "a", "b", "c")) {
      takeEverythingIn(village, shared);

      village.awaitSameEverywhere(PATIENCE);

      assertThat(village.records("c")).isEqualTo(village.records("a"));
      Set<String> blobs = village.blobs("a");
      assertThat(blobs).hasSizeGreaterThan(1_000);
      assertThat(village.blobs("c")).isEqualTo(blobs);
      village.assertSameBytes("a", "c", blobs);
      village.awaitIndexed("c", village.items("a"));
      List<ReadItem> read = new ArrayList<>(SharedRecords.read(shared.resolve("records")));
      read.addAll(SharedRecords.files(shared.resolve("media")));
      read.addAll(SharedRecords.files(shared.resolve("documents")));
      assertThat(village.items("c")).isEqualTo(read.size());
      checkQueries(village, read);
      assertThat(village.verify("c")).as("damage that ./acequia verify finds on C").isEmpty();
      checkHealing(village);
    }
  }

  private static void takeEverythingIn(Village village, Path shared) {
    Path records = shared.resolve("records");
    village.importInto("a", records.resolve("tate-artworks-2000.jsonl"), "tate.json");
    village.importInto("a", records.resolve("teenie-harris-2000.jsonl"), "teenie-harris.json");
    village.importInto("a", records.resolve("dplace-ea-societies.csv"), "dplace.json");
    village.importInto("a", shared.resolve("media"));
    village.importInto("a", shared.resolve("documents"));
  }

  private static void checkHealing(Village village) throws IOException {
    String rotten = village.blobs("c").iterator().next();
    Files.writeString(village.fileOf("c", rotten), "rot");

    assertThat(village.verify("c")).singleElement().asString().contains(rotten, "neighbours");

    village.awaitSameEverywhere(PATIENCE);
    village.assertSameBytes("a", "c", Set.of(rotten));
    assertThat(village.verify("c")).as("damage that is left on C").isEmpty();
  }

  private static void checkQueries(Village village, List<ReadItem> read) {
    check(village, "q=desk+children", read, i -> i.says("desk") && i.says("children"));
    check(village, "q=title:river", read, i -> Words.in(i.all("title"), "river"));
    check(
        village,
        "q=medium:graphite+-subject:river",
        read,
        i -> Words.in(i.all("medium"), "graphite") && !Words.in(i.all("subject"), "river"));
    check(village, "q=%22standing+in+front+of%22", read, i -> i.says("standing in front of"));
    // Of the title, for words also stand in the text of documents, which this test does not read.
    check(
        village,
        "q=title:portrait+-woman",
        read,
        i -> Words.in(i.all("title"), "portrait") && !i.says("woman"));
    check(village, "q=churchy*", read, i -> i.saysWordBeginning("churchy"));
    check(
        village,
        "creator=Henry+Moore+OM%2C+CH",
        read,
        i -> i.all("creator").contains("Henry Moore OM, CH"));
    check(
        village,
        "q=boxing&type=Photographic+Negative",
        read,
        i -> i.says("boxing") && i.all("type").contains("Photographic Negative"));
    check(
        village, "q=church&decade=1950", read, i -> i.says("church") && i.decade().equals("1950"));
    check(
        village,
        "subject=kneeling&decade=1800",
        read,
        i -> i.all("subject").contains("kneeling") && i.decade().equals("1800"));
    checkFacet(village, read);
  }

  private static void check(
      Village village,
      String query,
      List<ReadItem> read,
      java.util.function.Predicate<ReadItem> expected) {
    Set<String> titles = new TreeSet<>();
    long count = 0;
    for (ReadItem item : read) {
      if (expected.test(item)) {
        count++;
        titles.add(item.all("title").getFirst());
      }
    }
    Village.Hits hits = village.search("c", query);
    assertThat(hits.total()).as("hits of " + query).isEqualTo(count);
    assertThat(hits.titles()).as("titles of the hits of " + query).isEqualTo(titles);
  }

  private static void checkFacet(Village village, List<ReadItem> read) {
    JsonNode decades =
        village
            .api("c")
            .get("/api/v1/search?q=portrait+type:negative")
            .path("facets")
            .path("DECADE");
    Map<String, Long> expected =
        ReadItem.countDecades(
            read.stream()
                .filter(i -> i.says("portrait") && Words.in(i.all("type"), "negative"))
                .toList());
    assertThat(decades.size()).isEqualTo(expected.size());
    for (JsonNode count : decades) {
      assertThat(count.path("items").asLong())
          .as("portraits of the decade " + count.path("value").asString())
          .isEqualTo(expected.get(count.path("value").asString()));
    }
  }
}
