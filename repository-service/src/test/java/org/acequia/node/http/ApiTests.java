package org.acequia.node.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.acequia.node.NodeApplication;
import org.acequia.node.NodeFiles;
import org.acequia.node.NodeOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The API and the gateway of a whole node, over a real port, with its own PostgreSQL.
class ApiTests {

  private static final int LEAF_BYTES = 1 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir private static Path data;
  private static ConfigurableApplicationContext node;
  private static URI base;
  private static String token = "";

  @BeforeAll
  static void foundACommunity() throws Exception {
    node = NodeApplication.start(NodeOptions.loopback(data, Optional.empty()));
    base = URI.create(Files.readString(data.resolve(NodeFiles.ADDRESS)).strip());
    token = Files.readString(data.resolve(NodeFiles.TOKEN)).strip();
    post(
        "/api/v1/setup",
        Map.of("community", "Vila", "curator", "Rosa", "password", "a long password"));
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void rangesOfAFileAreTheBytesThatWereAskedForAndImpossibleOnesAreRefused() throws Exception {
    byte[] bytes = bytes(1, LEAF_BYTES + 1_000);
    String path = "/ipfs/" + store(bytes);

    HttpResponse<byte[]> middle = get(path, "Range", "bytes=1048570-1048579");
    assertThat(middle.statusCode()).isEqualTo(206);
    assertThat(middle.headers().firstValue("Content-Range"))
        .contains("bytes 1048570-1048579/" + bytes.length);
    assertThat(middle.body()).isEqualTo(Arrays.copyOfRange(bytes, 1_048_570, 1_048_580));
    assertThat(get(path, "Range", "bytes=-5").body())
        .isEqualTo(Arrays.copyOfRange(bytes, bytes.length - 5, bytes.length));
    assertThat(get(path, "Range", "bytes=1048576-").body())
        .isEqualTo(Arrays.copyOfRange(bytes, LEAF_BYTES, bytes.length));
    HttpResponse<byte[]> beyond = get(path, "Range", "bytes=9999999-");
    assertThat(beyond.statusCode()).isEqualTo(416);
    assertThat(beyond.headers().firstValue("Content-Range")).contains("bytes */" + bytes.length);
    assertThat(get(path, "Range", "lines=1-2").body()).isEqualTo(bytes);
  }

  @Test
  void whatABrowserCouldRunIsHandedOutAsADownloadInASandbox() throws Exception {
    String page = store("<script>alert(1)</script>".getBytes(UTF_8));
    addItem("Page", List.of(Map.of("cid", page, "name", "évil\".html", "type", "text/html")));

    HttpResponse<byte[]> answer = get("/ipfs/" + page);

    assertThat(answer.headers().firstValue("Content-Type")).contains("application/octet-stream");
    assertThat(answer.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"_vil_.html\"; filename*=UTF-8''%C3%A9vil%22.html");
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .startsWith("sandbox; default-src 'none'");
    assertThat(answer.headers().allValues("X-Content-Type-Options")).containsOnly("nosniff");
  }

  @Test
  void aPictureIsShownUnderItsTypeAndNotSentTwice() throws Exception {
    String picture = store(bytes(2, 300));
    addItem("Picture", List.of(Map.of("cid", picture, "name", "a.png", "type", "image/png")));

    HttpResponse<byte[]> first = get("/ipfs/" + picture);
    String etag = first.headers().firstValue("ETag").orElse("");

    assertThat(first.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(first.headers().firstValue("Cache-Control"))
        .contains("public, max-age=29030400, immutable");
    assertThat(etag).isEqualTo('"' + picture + '"');
    assertThat(get("/ipfs/" + picture, "If-None-Match", etag).statusCode()).isEqualTo(304);
    assertThat(
            get("/ipfs/" + picture + "?download=true&filename=b.png")
                .headers()
                .firstValue("Content-Disposition"))
        .contains("attachment; filename=\"b.png\"");
  }

  @Test
  void aPageThatWasKeptIsAnsweredAsTheOneThatWasMade() throws Exception {
    KeptPages pages =
        (KeptPages) node.getBean("keptPages", FilterRegistrationBean.class).getFilter();
    MockHttpServletRequest spanish = new MockHttpServletRequest("GET", "/collections");
    spanish.addPreferredLocale(Locale.of("es"));
    HttpResponse<byte[]> made = asReader("/collections");
    await()
        .atMost(PATIENCE)
        .until(() -> {
          asReader("/collections");
          return Objects.requireNonNull(pages).find(spanish).isPresent();
        });

    HttpResponse<byte[]> kept = asReader("/collections");

    assertThat(headersButTheDate(kept)).isEqualTo(headersButTheDate(made));
    assertThat(kept.body()).isEqualTo(made.body());
    for (String other : List.of("/ipfs/nonsense", "/language/es", "/nowhere", "/assets/none.css")) {
      asReader(other);
      assertThat(headersButTheDate(asReader("/collections")))
          .as("after another answer on the same connection")
          .isEqualTo(headersButTheDate(made));
    }
    String tag = kept.headers().firstValue("ETag").orElseThrow();
    assertThat(asReader("/collections", "If-None-Match", tag).statusCode()).isEqualTo(304);
  }

  private static HttpResponse<byte[]> asReader(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
    request.header("Accept-Language", "es");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static Map<String, List<String>> headersButTheDate(HttpResponse<?> answer) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(answer.headers().map());
    headers.remove("Date");
    return headers;
  }

  @Test
  void namesThatAreNoneAndFilesThatAreNotHereAreProblems() throws Exception {
    HttpResponse<byte[]> none = get("/ipfs/nonsense");
    HttpResponse<byte[]> absent =
        get("/ipfs/bafkreifzjut3te7nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e");

    assertThat(List.of(none.statusCode(), absent.statusCode())).containsExactly(400, 404);
    for (HttpResponse<byte[]> answer : List.of(none, absent)) {
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
      assertThat(JSON.readTree(answer.body()).path("detail").asString()).isNotEmpty();
    }
  }

  @Test
  void anAnswerWhoseFileIsRottenBreaksOffAndIsNeverWhole() throws Exception {
    byte[] bytes = bytes(3, 2 * LEAF_BYTES + 10);
    String cid = store(bytes);
    rot(cid, bytes.length - 5);

    assertThatExceptionOfType(IOException.class).isThrownBy(() -> get("/ipfs/" + cid));
    assertThat(get("/ipfs/" + cid, "Range", "bytes=0-99").body()).hasSize(100);
    JsonNode job = finished(post("/api/v1/verify", Map.of()));
    assertThat(job.path("result").path("findings").toString()).contains(cid);
  }

  @Test
  void anItemIsFoundSoonAfterItIsAddedAndNoLongerOnceItIsGone() throws Exception {
    JsonNode item = addItem("Cururu de Tietê", List.of());
    String id = item.path("id").asString();
    String query = "/api/v1/search?q=cururu";

    JsonNode hit = until(query, answer -> answer.path("total").asInt() == 1);
    assertThat(hit.path("hits").get(0).path("item").asString()).isEqualTo(id);
    assertThat(hit.path("facets").path("COLLECTION").get(0).path("items").asInt()).isEqualTo(1);
    finished(post("/api/v1/reindex", Map.of()));
    assertThat(read(query).path("total").asInt()).isEqualTo(1);
    assertThat(send("DELETE", "/api/v1/items/" + id, new byte[0]).statusCode()).isEqualTo(204);
    until(query, answer -> answer.path("total").asInt() == 0);
    assertThat(get("/api/v1/items/" + id).statusCode()).isEqualTo(404);
    assertThat(read("/api/v1/items/" + id + "/history").isEmpty()).isFalse();
  }

  @Test
  void anEditSupersedesWhatItsAuthorSawAndTwoSuchEditsAreAConflict() throws Exception {
    JsonNode item = addItem("Jongo", List.of());
    String at = "/api/v1/items/" + item.path("id").asString();
    List<String> seen = List.of(item.path("descriptionHeads").get(0).asString());

    for (String title : List.of("Jongo da Serrinha", "Jongo de Piquete")) {
      byte[] edit = json(Map.of("description", Map.of("title", text(title)), "supersedes", seen));
      assertThat(send("PUT", at + "/description", edit).statusCode()).isEqualTo(200);
    }

    JsonNode conflict = read(at).path("conflicts").get(0);
    assertThat(conflict.path("field").asString()).isEqualTo("title");
    assertThat(conflict.path("claims").toString()).contains("Serrinha").contains("Piquete");
  }

  @Test
  void whatCannotBeUsedIsRefusedWithAReasonAndNothingIsKept() throws Exception {
    byte[] unknownTerm = json(Map.of("nonsense", text("x")));
    byte[] tooLong = new byte[BodyLimit.SIZE_BYTES_MAX + 1];

    assertThat(send("POST", "/api/v1/collections", unknownTerm).statusCode()).isEqualTo(400);
    assertThat(send("POST", "/api/v1/collections", tooLong).statusCode()).isEqualTo(413);
    assertThat(send("POST", "/api/v1/collections", "{".getBytes(UTF_8)).statusCode())
        .isEqualTo(400);
    HttpResponse<byte[]> stranger =
        HTTP.send(
            HttpRequest.newBuilder(base.resolve("/api/v1/collections"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(json(Map.of("title", text("Mine")))))
                .build(),
            BodyHandlers.ofByteArray());
    assertThat(stranger.statusCode()).isIn(401, 403);
    assertThat(read("/api/v1/collections").toString()).doesNotContain("Mine");
  }

  @Test
  void aJobIsShownToWhoAskedForItAndToStewardsOnly() throws Exception {
    Map<String, String> ana = Map.of("name", "Ana", "password", "another long password");
    post("/api/v1/curators", ana);
    String anas = post("/api/v1/sessions", ana).path("token").asString();
    String job = "/api/v1/jobs/" + post("/api/v1/reindex", Map.of()).path("id").asString();

    assertThat(get(job).statusCode()).as("the operator, who asked").isEqualTo(200);
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(job)).header("Authorization", "Bearer " + anas).build();
    assertThat(HTTP.send(request, BodyHandlers.ofString()).statusCode())
        .as("a curator, who did not")
        .isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"operator", "the operator", " The OPERATOR ", "a Node of Maras"})
  void nobodyCanPassForTheOperatorOrForANode(String name) throws Exception {
    Map<String, String> wish = Map.of("name", name, "password", "a long password");

    assertThat(send("POST", "/api/v1/curators", json(wish)).statusCode()).isEqualTo(409);
  }

  private static JsonNode addItem(String title, List<Map<String, String>> media) throws Exception {
    String collection =
        post("/api/v1/collections", Map.of("title", text("Of " + title))).path("id").asString();
    String id =
        post(
                "/api/v1/items",
                Map.of(
                    "collection", collection,
                    "description", Map.of("title", text(title)),
                    "media", media))
            .path("id")
            .asString();
    return read("/api/v1/items/" + id);
  }

  private static List<Map<String, String>> text(String text) {
    return List.of(Map.of("language", "pt", "text", text));
  }

  private static String store(byte[] bytes) throws Exception {
    HttpResponse<byte[]> answer = send("POST", "/api/v1/blobs", bytes);
    assertThat(answer.statusCode()).isEqualTo(201);
    return JSON.readTree(answer.body()).path("cid").asString();
  }

  /// Changes one byte of the blob behind the store's back.
  private static void rot(String cid, long offset) throws IOException {
    try (Stream<Path> files = Files.walk(data.resolve("blobs"))) {
      Path blob =
          files.filter(file -> file.getFileName().toString().equals(cid)).findFirst().orElseThrow();
      Files.setPosixFilePermissions(
          blob, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
      try (var channel =
          java.nio.channels.FileChannel.open(
              blob, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        java.nio.ByteBuffer one = java.nio.ByteBuffer.allocate(1);
        channel.read(one, offset);
        one.put(0, (byte) ~one.get(0)).rewind();
        channel.write(one, offset);
      }
    }
  }

  private static byte[] bytes(int seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static JsonNode finished(JsonNode job) throws Exception {
    String at = "/api/v1/jobs/" + job.path("id").asString();
    JsonNode ended =
        until(
            at,
            now ->
                now.path("state").asString().equals("DONE")
                    || now.path("state").asString().equals("FAILED"));
    assertThat(ended.path("state").asString()).as(ended.toString()).isEqualTo("DONE");
    return ended;
  }

  private static JsonNode until(String path, Predicate<JsonNode> expected) throws Exception {
    return await(path).atMost(PATIENCE).until(() -> read(path), expected);
  }

  private static JsonNode read(String path) throws Exception {
    HttpResponse<byte[]> answer = get(path);
    assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static JsonNode post(String path, Map<String, ?> body) throws Exception {
    HttpResponse<byte[]> answer = send("POST", path, json(body));
    assertThat(answer.statusCode() / 100).as(new String(answer.body(), UTF_8)).isEqualTo(2);
    return JSON.readTree(answer.body());
  }

  private static byte[] json(Map<String, ?> body) {
    return JSON.writeValueAsBytes(body);
  }

  private static HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = request(path);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static HttpResponse<byte[]> send(String method, String path, byte[] body)
      throws Exception {
    return HTTP.send(
        request(path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofByteArray(body))
            .build(),
        BodyHandlers.ofByteArray());
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer " + token);
  }
}
