package org.acequia.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.acequia.it.harness.NodeProcess;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Nothing of what people are called, write, look for, send or come from stands in a log.
class LogIT {

  private static final String PASSWORD = "xipaglozz a long enough password";

  /// Part of every text that somebody types, so that one search finds what leaks.
  private static final String TELLING = "xipaglozz";

  /// Where the visitor comes from.
  private static final String ADDRESS = "127.0.0.77";

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int CUT_OFF = 0;
  private static final Set<String> UNDER_WAY = Set.of("WAITING", "RUNNING");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient visitor = visitor();
  private final List<Integer> statuses = new ArrayList<>();
  @TempDir private Path folder;

  private static HttpClient visitor() {
    try {
      return HttpClient.newBuilder()
          .localAddress(InetAddress.getByName(ADDRESS))
          .version(HttpClient.Version.HTTP_1_1)
          .build();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void nothingThatPeopleTypeSendOrComeFromStandsInTheLogInEitherFormat() throws Exception {
    try (NodeProcess node = NodeProcess.on(folder.resolve("node")).under(logging("text"))) {
      node.start();
      found(node);
      live(node, "1");
      node.stop();
    }
    Path data = folder.resolve("node");
    try (NodeProcess node = NodeProcess.on(data).under(logging("json"))) {
      node.start();
      live(node, "2");
      node.stop();
      assertThat(node.output()).contains("\"logger_name\"");
    }
    assertThat(statuses).as("what was answered").contains(200, 201, 400, 401, 404);
    String token = Files.readString(data.resolve("token")).strip();
    List<Path> logs = logs();
    assertThat(logs).anyMatch(log -> log.endsWith("postgresql.log")).hasSize(2);
    for (Path log : logs) {
      assertThat(Files.readString(log).lines())
          .as(log.toString())
          .noneMatch(line -> line.toLowerCase(java.util.Locale.ROOT).contains(TELLING))
          .noneMatch(line -> line.contains(ADDRESS) || line.contains("203.0.113.99"))
          .noneMatch(line -> line.contains(token));
    }
  }

  private static List<String> logging(String format) {
    return List.of("sh", "-c", "exec \"$@\" --log-format " + format, "sh");
  }

  /// Returns what the nodes printed, and the logs in their directories.
  private List<Path> logs() throws IOException {
    try (Stream<Path> files = Files.walk(folder, 3)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().contains(".log"))
          .toList();
    }
  }

  private void found(NodeProcess node) throws Exception {
    tell(
        node,
        "/api/v1/setup",
        Map.of("community", "Vila", "curator", "Rosa " + TELLING, "password", PASSWORD));
  }

  /// What happens on a day, and what goes wrong on one.
  private void live(NodeProcess node, String day) throws Exception {
    person(node, "Rosa " + TELLING, PASSWORD);
    person(node, "Rosa " + TELLING, TELLING + "-wrong");
    person(node, TELLING + "-nobody", PASSWORD);
    person(node, TELLING + "\u0000", PASSWORD);
    Map<String, String> again = Map.of("name", "Rosa " + TELLING, "password", PASSWORD);
    tell(node, "/api/v1/curators", again);
    tell(node, "/api/v1/curators", Map.of("name", TELLING + day + "\u0000", "password", PASSWORD));
    material(node);
    for (String path :
        List.of(
            "/" + TELLING + ".php?x=" + TELLING,
            "/items/" + TELLING,
            "/api/v1/" + TELLING,
            "/api/v1/items/" + TELLING,
            "/api/v1/jobs/" + TELLING,
            "/api/v1/imports/" + TELLING,
            "/api/v1/search?q=" + TELLING,
            "/api/v1/search?q=a&limit=" + TELLING,
            "/api/v1/search?q=a&order=" + TELLING,
            "/api/v1/suggest?q=" + TELLING,
            "/api/v1/audit?before=" + TELLING,
            "/api/v1/audit?who=" + TELLING + "%00",
            "/search?q=" + TELLING + "&page=" + TELLING,
            "/search/suggest?q=" + TELLING + "%00",
            "/ipfs/" + TELLING,
            "/assets/" + TELLING + "%2e%2e%2f",
            "/language/" + TELLING,
            "/collections/" + TELLING + ";x=" + TELLING)) {
      ask(node, "GET", path, "");
      ask(node, "PATCH", path, TELLING);
    }
    for (String path :
        List.of("/admin/audit?before=" + TELLING, "/admin/neighbours?ended=" + TELLING)) {
      asRosa(node, path);
    }
    ask(node, "POST", "/api/v1/items", "{\"" + TELLING + "\": \"" + TELLING);
    ask(node, "POST", "/api/v1/items", "{\"" + TELLING + "\": 1}");
    ask(node, "POST", "/api/v1/imports", "{\"paths\": \"" + TELLING + "\"}");
  }

  /// Asks for a page of stewards with the token of somebody who signed in.
  private void asRosa(NodeProcess node, String path) throws Exception {
    String token =
        JSON.readTree(person(node, "Rosa " + TELLING, PASSWORD).body()).path("token").asString();
    HttpResponse<String> answer =
        visitor.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + path))
                .header("Authorization", "Bearer " + token)
                .build(),
            BodyHandlers.ofString(UTF_8));
    assertThat(answer.statusCode()).as(path).isBetween(400, 499);
  }

  /// A file rots, and somebody asks for it.
  private void rot(NodeProcess node) throws Exception {
    String cid = tell(node, "/api/v1/blobs?name=" + TELLING + ".txt", Map.of("of", TELLING));
    try (Stream<Path> files = Files.walk(node.data().resolve("blobs"))) {
      Path blob =
          files.filter(file -> file.getFileName().toString().equals(cid)).findFirst().orElseThrow();
      Files.setPosixFilePermissions(blob, PosixFilePermissions.fromString("rw-------"));
      Files.writeString(blob, Files.readString(blob).replace('{', '['));
    }
    try {
      ask(node, "GET", "/ipfs/" + cid + "?filename=" + TELLING, "");
    } catch (IOException _) {
      statuses.add(CUT_OFF); // as it should, once bytes have been sent
    }
  }

  private void material(NodeProcess node) throws Exception {
    String collection =
        tell(node, "/api/v1/collections", Map.of("title", text(TELLING + " photographs")));
    tell(
        node,
        "/api/v1/items",
        Map.of("collection", collection, "description", Map.of("title", text(TELLING))));
    tell(
        node,
        "/api/v1/items",
        Map.of("collection", collection, "description", Map.of("title", text(TELLING + "\u0000"))));
    for (String name : List.of(".jpg", ".pdf", ".zip", "\u0000.mp3")) {
      ask(
          node,
          "POST",
          "/api/v1/blobs?name=" + URLEncoder.encode("letter-" + TELLING + name, UTF_8),
          "%PDF-1.4 " + TELLING + name);
    }
    Path files = Files.createDirectories(folder.resolve("stick-" + TELLING));
    Files.writeString(files.resolve("note-" + TELLING + ".txt"), "of " + TELLING);
    Files.writeString(files.resolve("broken-" + TELLING + ".jpg"), "no picture of " + TELLING);
    Path table =
        Files.writeString(
            folder.resolve(TELLING + ".csv"),
            "title,date,files\n%1$s,yesterday,%1$s.jpg\n\"%1$s\n".formatted(TELLING));
    for (Path path : List.of(files, table, folder.resolve("absent-" + TELLING))) {
      tell(
          node,
          "/api/v1/imports",
          Map.of("paths", List.of(path.toString()), "collection", "Of " + TELLING));
    }
    tell(node, "/api/v1/verify", Map.of());
    rot(node);
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() ->
            node.api()
                .get("/api/v1/jobs")
                .valueStream()
                .noneMatch(job -> UNDER_WAY.contains(job.path("state").asString())));
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> node.api().get("/api/v1/files").path("waiting").asLong() == 0);
  }

  private static List<Map<String, String>> text(String text) {
    return List.of(Map.of("language", "pt", "text", text));
  }

  private HttpResponse<String> person(NodeProcess node, String name, String password)
      throws Exception {
    return ask(
        node,
        "POST",
        "/api/v1/sessions",
        JSON.writeValueAsString(Map.of("name", name, "password", password)));
  }

  /// Returns the id or the CID that came back, if any.
  private String tell(NodeProcess node, String path, Map<String, ?> body) throws Exception {
    String answer = ask(node, "POST", path, JSON.writeValueAsString(body)).body();
    if (!answer.startsWith("{")) {
      return "";
    }
    JsonNode made = JSON.readTree(answer);
    return made.path("cid").asString(made.path("id").asString(""));
  }

  private HttpResponse<String> ask(NodeProcess node, String verb, String path, String body)
      throws Exception {
    String token = Files.readString(node.data().resolve("token")).strip();
    boolean known = !path.contains("sessions");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + path))
            .method(
                verb, verb.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .header(
                "Content-Type", path.contains("blobs") ? "image/" + TELLING : "application/json")
            .header("User-Agent", TELLING)
            .header("Referer", "http://" + TELLING + ".example/")
            .header("Accept-Language", TELLING)
            .header("X-Forwarded-For", "203.0.113.99");
    if (known) {
      request.header("Cookie", "acequia=" + TELLING);
      request.header("Authorization", "Bearer " + token);
    }
    HttpResponse<String> answer = visitor.send(request.build(), BodyHandlers.ofString(UTF_8));
    statuses.add(answer.statusCode());
    return answer;
  }
}
