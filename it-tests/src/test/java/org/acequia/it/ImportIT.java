package org.acequia.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.acequia.it.harness.NodeProcess;
import org.acequia.it.harness.NodeProcess.CommandResult;
import org.acequia.it.harness.Village;
import org.acequia.it.harness.Writer;
import org.acequia.it.pages.Chromium;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// An operator takes tables and folders in: looks first, cancels, undoes, and is cut off.
class ImportIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /// What ten transactions hold, so that a cancel or a kill comes between.
  private static final int ROWS = 5_000;

  @TempDir private static Path folder;
  private static NodeProcess node;

  @BeforeAll
  static void start() {
    node = NodeProcess.on(folder.resolve("node")).start();
    Village.found(node);
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void aDryRunNamesEveryBadRowAndChangesNothing() throws IOException {
    Path table = folder.resolve("malas.csv");
    String bad =
        IntStream.range(0, 1_200).mapToObj("one,two,three %d\n"::formatted).collect(joined());
    Files.writeString(table, "title,date\nBuena,1987\n" + bad + "Otra buena,1988\n");
    CommandResult looked = node.command("import", "--dry-run", table.toString());
    assertThat(looked.exitCode()).as(looked.errors()).isEqualTo(1);
    assertThat(looked.output())
        .contains("2 added", "1,200 left out", "Nothing was changed.", "malas.csv, line 3: ")
        .contains("./acequia import --list ");
    String id = looked.output().replaceAll("(?s).*--list (\\d+).*", "$1");
    List<String> all = node.command("import", "--list", id).output().lines().toList();
    assertThat(all).hasSize(1 + 1_200);
    assertThat(all.getLast()).contains("malas.csv, line 1202", "three 1199");
    assertThat(collections()).doesNotContainKey("malas");
  }

  @Test
  void aCuratorLooksTakesInAndUndoesOnPagesWithoutJavaScript() throws IOException {
    String bad = IntStream.range(0, 150).mapToObj("a,b,c,d%d\n"::formatted).collect(joined());
    Path table = folder.resolve("láminas.csv");
    Files.writeString(table, "nombre,año,tags\nPlaza,1950,plaza\nPuente,1951,\n" + bad);
    Path mapping = folder.resolve("láminas.json");
    Files.writeString(mapping, "{\"terms\": {\"title\": \"nombre\", \"date\": \"año\"}}");
    try (Chromium chromium = Chromium.start();
        BrowserContext context = chromium.window(Chromium.Mode.DESK.withoutScript())) {
      Page page = context.newPage();
      page.navigate(node.api().uri("/sign-in?back=%2Fcurate%2Fimport").toString());
      page.fill("#name", "Rosa");
      page.fill("#password", Village.PASSWORD);
      page.locator("form:has(#password) button").click();
      assertThat(page.locator(".empty").isVisible()).isTrue();
      page.setInputFiles("#table", table);
      page.setInputFiles("#mapping", mapping);
      page.locator("form:has(#table) button").click();
      page.locator("button[value=look]").click();
      awaitOver(page);
      assertThat(page.locator("dl.terms").innerText()).contains("2").contains("150");
      assertThat(page.locator("ul.rows li").count()).isEqualTo(100);
      page.locator("a[rel=next]").click();
      assertThat(page.locator("ul.rows li").last().innerText())
          .contains("línea 153", "d149", "Tiene 4 celdas");
      String list = page.locator("a[download]").getAttribute("href");
      String csv = page.request().get(node.api().uri(list).toString()).text();
      assertThat(csv.lines()).hasSize(1 + 150);
      assertThat(collections()).doesNotContainKey("láminas");
      page.locator("button[value=take]").click();
      awaitOver(page);
      assertThat(titles("láminas")).containsOnly("Plaza", "Puente");
      page.locator("form[action$='/undo'] button").click();
      page.waitForURL("**/curate/accessions");
      Awaitility.await("the items go away")
          .atMost(PATIENCE)
          .until(() -> Long.valueOf(0).equals(collections().get("láminas")));
      page.reload();
      assertThat(page.locator("main").innerText()).contains("Lo deshizo Rosa");
    }
  }

  @Test
  void anImportIsUndoneAsOneActAndCanBeDoneAgain() throws IOException {
    Path table = folder.resolve("fotos.csv");
    Files.writeString(table, "title,file\nAntes,\n");
    assertThat(node.command("import", table.toString()).exitCode()).isZero();
    Path photo = Files.writeString(folder.resolve("foto.txt"), "una foto");
    Files.writeString(table, "title,file\nAntes,\nUno,foto.txt\nDos,\nTres,\n");
    CommandResult taken = node.command("import", table.toString());
    assertThat(taken.output()).contains("3 added, 1 already here");
    assertThat(titles("fotos")).containsOnly("Antes", "Uno", "Dos", "Tres");
    describe(item("fotos", "Dos"), "Dos, contado por Rosa");
    String id = taken.output().replaceAll("(?s).*--undo (\\d+).*", "$1");
    CommandResult undone = node.command("import", "--undo", id);
    assertThat(undone.output()).contains("2 items went away; 1 stays", "so it stays");
    assertThat(titles("fotos")).containsOnly("Antes", "Dos, contado por Rosa");
    assertThat(node.command("import", "--undo", id).errors()).contains("is undone already");
    assertThat(node.command("audit", "--json").output()).contains("accession_undone");
    JsonNode again = importNow(table);
    assertThat(again.path("progress").path("added").asLong()).isEqualTo(2);
    assertThat(again.path("progress").path("alreadyHere").asLong()).isEqualTo(2);
    assertThat(titles("fotos")).containsOnly("Antes", "Dos, contado por Rosa", "Uno", "Tres");
    assertThat(importNow(table).path("progress").path("added").asLong()).isZero();
    assertThat(photo).exists();
  }

  @Test
  void aCancelledImportKeepsWhatItAddedAndIsUndoneAsOne() throws IOException {
    Path table = table("muchas.csv", ROWS);
    String id = ask(table);
    awaitAdded(id);
    node.api().post("/api/v1/jobs/" + id + "/cancel", Map.of());
    JsonNode job = awaitEnd(id);
    assertThat(job.path("state").asString()).isEqualTo("CANCELLED");
    long added = job.path("counts").path("added").asLong();
    assertThat(added).isPositive().isLessThan(ROWS);
    assertThat(job.path("message").asString()).startsWith("%,d items were added".formatted(added));
    assertThat(collections().get("muchas")).isEqualTo(added);
    undo(id);
    assertThat(collections().get("muchas")).isZero();
    node.api().post("/api/v1/jobs/" + id + "/retry", Map.of());
    JsonNode again = awaitEnd(id);
    assertThat(again.path("state").asString()).isEqualTo("DONE");
    assertThat(again.path("counts").path("added").asLong()).isEqualTo(ROWS);
    assertThat(collections().get("muchas")).isEqualTo(ROWS);
  }

  @Test
  void anImportThatIsKilledGoesOnToExactlyItsItems() throws IOException {
    Path table = table("cortada.csv", ROWS);
    String id = ask(table);
    awaitAdded(id);
    node.kill();
    node.start();
    JsonNode job = awaitEnd(id);
    assertThat(job.path("state").asString()).isEqualTo("DONE");
    assertThat(job.path("attempts").asInt()).as("cut off").isGreaterThan(1);
    assertThat(job.path("counts").path("added").asLong()).isEqualTo(ROWS);
    assertThat(job.path("counts").path("alreadyHere").asLong()).isZero();
    assertThat(collections().get("cortada")).isEqualTo(ROWS);
    assertThat(titles("cortada"))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, ROWS).mapToObj("Fila %d"::formatted).toList());
    undo(id);
    assertThat(collections().get("cortada")).isZero();
  }

  private static void undo(String id) {
    JsonNode undo = node.api().post("/api/v1/imports/" + id + "/undo", Map.of());
    assertThat(awaitEnd(undo.path("id").asString()).path("state").asString()).isEqualTo("DONE");
  }

  /// Looks again, as the page offers, until the import is over.
  private static void awaitOver(Page page) {
    Awaitility.await("the import is over")
        .atMost(PATIENCE)
        .until(() -> {
          if (page.locator("form[action$='/cancel']").count() == 0) {
            return true;
          }
          page.locator("main .actions a").first().click();
          return false;
        });
  }

  private static Collector<CharSequence, ?, String> joined() {
    return Collectors.joining();
  }

  private static Path table(String name, int rows) throws IOException {
    String lines =
        IntStream.range(0, rows).mapToObj("Fila %1$d,19%1$02d\n"::formatted).collect(joined());
    return Files.writeString(folder.resolve(name), "title,date\n" + lines);
  }

  private static String ask(Path table) {
    return node.api()
        .post("/api/v1/imports", Map.of("paths", List.of(table.toString())))
        .path("id")
        .asString();
  }

  private static JsonNode importNow(Path table) {
    String id = ask(table);
    awaitEnd(id);
    return node.api().get("/api/v1/imports/" + id);
  }

  private static void awaitAdded(String id) {
    Awaitility.await("something is added")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> node.api().get("/api/v1/imports/" + id).path("progress").path("added").asLong(),
            added -> added > 0);
  }

  private static JsonNode awaitEnd(String job) {
    return Awaitility.await("the job ends")
        .atMost(PATIENCE)
        .until(
            () -> node.api().get("/api/v1/jobs/" + job),
            now -> !Set.of("WAITING", "RUNNING").contains(now.path("state").asString()));
  }

  private static Map<String, Long> collections() {
    return stream(node.api().get("/api/v1/collections"))
        .collect(Collectors.toMap(Writer::title, one -> one.path("items").asLong()));
  }

  private static List<String> titles(String collection) {
    return hits(collection).stream().map(ImportIT::title).toList();
  }

  private static String item(String collection, String title) {
    return hits(collection).stream()
        .filter(hit -> title(hit).equals(title))
        .map(hit -> hit.path("item").asString())
        .findFirst()
        .orElseThrow();
  }

  private static String title(JsonNode hit) {
    return stream(hit.path("title"))
        .map(part -> part.path("text").asString())
        .collect(Collectors.joining());
  }

  private static void describe(String item, String title) {
    String at = "/api/v1/items/" + item;
    JsonNode heads = node.api().get(at).path("descriptionHeads");
    node.api()
        .put(
            at + "/description",
            Map.of(
                "description",
                Map.of("title", List.of(Map.of("language", "es", "text", title))),
                "supersedes",
                List.of(heads.path(0).asString())));
  }

  /// Returns everything in a collection, once the index has followed.
  private static List<JsonNode> hits(String collection) {
    String id =
        stream(node.api().get("/api/v1/collections"))
            .filter(one -> Writer.title(one).equals(collection))
            .map(one -> one.path("id").asString())
            .findFirst()
            .orElseThrow();
    long items = Objects.requireNonNull(collections().get(collection));
    String search = "/api/v1/search?collection=%s&limit=100&offset=".formatted(id);
    Awaitility.await("the index follows")
        .atMost(PATIENCE)
        .until(() -> node.api().get(search + 0).path("total").asLong() == items);
    List<JsonNode> hits = new ArrayList<>();
    JsonNode page = node.api().get(search + 0).path("hits");
    while (!page.isEmpty()) {
      page.forEach(hits::add);
      page = node.api().get(search + hits.size()).path("hits");
    }
    return hits;
  }

  private static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
