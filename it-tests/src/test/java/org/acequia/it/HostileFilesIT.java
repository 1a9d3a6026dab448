package org.acequia.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import org.acequia.it.harness.Api;
import org.acequia.it.harness.HostileFiles;
import org.acequia.it.harness.NodeProcess;
import org.acequia.it.harness.NodeProcess.CommandResult;
import org.acequia.it.harness.NodeWatch;
import org.acequia.it.harness.Village;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Files made to do harm: bounded, named, harmless, and the node goes on as if nothing were.
///
/// The text line has 256 MB, unless `-Dacequia.lineBytes` says otherwise; 4 GB are read in the same
/// way and only take longer to hash.
@TestInstance(Lifecycle.PER_CLASS)
class HostileFilesIT {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// So that what goes in circles is not waited for as long as an honest file is.
  private static final String PATIENCE_OF_NODE = "-Dacequia.extraction.seconds=10";

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final long LINE_BYTES = Long.getLong("acequia.lineBytes", 256L << 20);

  /// The budget of DESIGN.md for a large archive; this one is small.
  private static final long MEMORY_BYTES_MAX = 512L << 20;

  @TempDir private static Path folder;
  private NodeProcess node;
  private NodeWatch watch;

  /// By name, what the node tells of a file.
  private final Map<String, JsonNode> files = new TreeMap<>();

  /// By name, the item that has a file.
  private final Map<String, String> items = new TreeMap<>();

  @BeforeAll
  void takeThemIn() throws IOException {
    Path hostile = Files.createDirectory(folder.resolve("hostile"));
    HostileFiles.in(hostile, LINE_BYTES);
    node = NodeProcess.on(folder.resolve("node"), PATIENCE_OF_NODE).start();
    Village.found(node);
    watch = NodeWatch.of(node);
    CommandResult taken = node.command("import", "--json", hostile.toString());
    assertThat(taken.exitCode()).as(taken.output() + taken.errors()).isZero();
    JsonNode job = JSON.readTree(taken.output());
    assertThat(job.path("progress").path("refused").asLong()).isZero();
    Awaitility.await("every file was read")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> api().get("/api/v1/files").path("waiting").asLong() == 0);
    for (JsonNode hit : api().get("/api/v1/search?limit=100").path("hits")) {
      String id = hit.path("item").asString();
      for (JsonNode file : api().get("/api/v1/items/" + id + "/files")) {
        files.put(file.path("name").asString(), file);
        items.put(file.path("name").asString(), id);
      }
    }
  }

  @AfterAll
  void stop() {
    if (watch != null) {
      watch.close();
    }
    node.close();
  }

  @Test
  void theNodeAnsweredAllTheTimeAndStayedSmall() {
    assertThat(watch.answers()).isPositive();
    assertThat(watch.unanswered()).isEmpty();
    assertThat(watch.memoryBytesMax()).isBetween(1L, MEMORY_BYTES_MAX);
    assertThat(node.output()).doesNotContain("OutOfMemory").doesNotContain("ERROR");
  }

  @Test
  void whatUnfoldsWithoutEndIsStoppedAndNamed() {
    // Whether size or time stops it first depends on the machine.
    assertThat(fault(HostileFiles.BOMB)).isIn("too-large", "too-long");
    assertThat(fault(HostileFiles.HUGE_PICTURE)).isEqualTo("too-large");
  }

  @Test
  void whatGoesInCirclesComesToAnEnd() {
    for (String name : List.of(HostileFiles.CIRCLE_OF_PAGES, HostileFiles.CIRCLE_OF_FORMS)) {
      assertThat(files).containsKey(name);
      assertThat(named(name).path("state").asString()).as(name).isIn("done", "failed");
      assertThat(fault(name)).as(name).isIn("", "damaged", "too-long", "too-much");
    }
  }

  @Test
  void noReaderWaitsForeverForAPageThatGoesInCirclesAndTheFileIsOffered() {
    for (String name : List.of(HostileFiles.CIRCLE_OF_PAGES, HostileFiles.CIRCLE_OF_FORMS)) {
      String item = "/items/" + items.get(name);
      Awaitility.await(name)
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(500))
          .until(() -> api().getRaw(item + "/look/1?page=1").statusCode() != 202);
      assertThat(api().getRaw(item + "/look/1?page=1").statusCode()).as(name).isIn(200, 404);
      assertThat(new String(api().getRaw(item).body(), UTF_8)).contains("download=true");
    }
  }

  @Test
  void whatFailedIsListedAndCanBeTriedAgain() {
    long failed = api().get("/api/v1/files").path("failed").asLong();

    assertThat(api().get("/api/v1/files/failures").size()).isEqualTo((int) failed).isPositive();
    assertThat(api().post("/api/v1/files/retry", Map.of()).path("waiting").asLong())
        .isEqualTo(failed);
    Awaitility.await("they fail again")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> {
          JsonNode totals = api().get("/api/v1/files");
          assertThat(totals.path("waiting").asLong()).isZero();
          assertThat(totals.path("failed").asLong()).isEqualTo(failed);
        });
    assertThat(node.command("verify").exitCode()).isZero();
  }

  @Test
  void aLineOfManyMegabytesIsFoundByItsFirstWords() {
    assertThat(named(HostileFiles.LONG_LINE).path("hasText").asBoolean()).isTrue();
    Awaitility.await("the line is found")
        .atMost(Duration.ofSeconds(30))
        .until(() -> api().get("/api/v1/search?q=interminable").path("total").asLong() == 1);
  }

  @Test
  void aScriptIsHandedOutAsADownloadInASandbox() {
    for (String name : List.of(HostileFiles.SCRIPT_IN_SVG, HostileFiles.SCRIPT_IN_HTML)) {
      String cid = named(name).path("cid").asString();
      HttpResponse<byte[]> answer = api().getRaw("/ipfs/" + cid);

      assertThat(header(answer, "Content-Type")).as(name).isEqualTo("application/octet-stream");
      assertThat(header(answer, "Content-Disposition")).as(name).startsWith("attachment");
      assertThat(header(answer, "Content-Security-Policy")).as(name).startsWith("sandbox;");
      assertThat(header(answer, "X-Content-Type-Options")).as(name).isEqualTo("nosniff");
    }
  }

  @Test
  void aNameThatIsAnAttackIsOnlyText() {
    for (JsonNode hit : api().get("/api/v1/search?limit=100").path("hits")) {
      HttpResponse<byte[]> page = api().getRaw("/items/" + hit.path("item").asString());
      String html = new String(page.body(), UTF_8);

      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(html)
          .doesNotContain("<img src=x")
          .doesNotContain("\u202e")
          .doesNotContain("\u0007");
    }
    assertThat(files.keySet())
        .allSatisfy(name -> {
          assertThat(name).doesNotContain("/").doesNotContain("\\").doesNotContain("\u202e");
          assertThat(name.getBytes(UTF_8).length).isLessThanOrEqualTo(255);
          assertThat(name.codePoints().noneMatch(Character::isISOControl)).isTrue();
        });
    for (String name :
        List.of("../../../etc/passwd", "x".repeat(4_000), "a\u0000b\r\nSet-Cookie: c")) {
      HttpResponse<byte[]> kept = upload(name);
      assertThat(kept.statusCode()).as(name).isIn(201, 400);
      assertThat(new String(kept.body(), UTF_8)).doesNotContain("../").doesNotContain("\r");
      assertThat(kept.headers().firstValue("Set-Cookie")).isEmpty();
    }
  }

  private HttpResponse<byte[]> upload(String name) {
    return api().postBytes("/api/v1/blobs?name=" + Api.encode(name), "content".getBytes(UTF_8));
  }

  private JsonNode named(String name) {
    return Optional.ofNullable(files.get(name)).orElseThrow(() -> new NoSuchElementException(name));
  }

  private String fault(String name) {
    return Optional.ofNullable(files.get(name)).map(f -> f.path("fault").asString()).orElse("?");
  }

  private static String header(HttpResponse<byte[]> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private Api api() {
    return node.api();
  }
}
