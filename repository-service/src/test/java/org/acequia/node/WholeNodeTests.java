package org.acequia.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Who may do what on one whole node in this process, with real PostgreSQL, files and HTTP. Founded
/// by the command, on a directory on which nothing runs.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WholeNodeTests {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PASSWORD = "una contraseña larga";

  @TempDir private static Path home;

  private final HttpClient http = HttpClient.newHttpClient();
  private Optional<ConfigurableApplicationContext> node = Optional.empty();
  private URI base = URI.create("http://127.0.0.1/");
  private String token = "";

  @BeforeAll
  void startAfterSettingUp() throws Exception {
    Path data = home.resolve("data");
    Path password = Files.writeString(home.resolve("password"), PASSWORD + "\n");
    assertThat(
            command(
                "setup",
                "--data",
                data.toString(),
                "--community",
                "San Juan",
                "--curator",
                "María",
                "--password-file",
                password.toString()))
        .contains("San Juan", "Recovery code")
        .doesNotContain(PASSWORD);
    node = Optional.of(NodeApplication.start(NodeOptions.loopback(data, Optional.empty())));
    base = URI.create(Files.readString(data.resolve(NodeFiles.ADDRESS)).strip());
    token = Files.readString(data.resolve(NodeFiles.TOKEN)).strip();
  }

  @AfterAll
  void stop() {
    node.ifPresent(ConfigurableApplicationContext::close);
  }

  private static String command(String... arguments) {
    StringWriter out = new StringWriter();
    int exitCode =
        Acequia.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(out))
            .execute(arguments);
    assertThat(exitCode).describedAs(out.toString()).isZero();
    return out.toString();
  }

  private HttpResponse<String> send(String method, String path, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path)).method(method, BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString(UTF_8));
  }

  private JsonNode tell(String bearer, String method, String path, String json) throws Exception {
    HttpResponse<String> answer =
        send(
            method,
            path,
            json,
            "Authorization",
            "Bearer " + bearer,
            "Content-Type",
            "application/json");
    assertThat(answer.statusCode()).describedAs(answer.body()).isBetween(200, 299);
    return JSON.readTree(answer.body());
  }

  private String aCollection() throws Exception {
    return tell(
            token,
            "POST",
            "/api/v1/collections",
            "{\"title\":[{\"language\":\"es\",\"text\":\"Fotos\"}]}")
        .path("id")
        .asString();
  }

  private String anItem(String title) throws Exception {
    return tell(
            token,
            "POST",
            "/api/v1/items",
            "{\"collection\":\"%s\",\"description\":{\"title\":[{\"text\":\"%s\"}]}}"
                .formatted(aCollection(), title))
        .path("id")
        .asString();
  }

  @Test
  void curatorsEditsAreTheirOwn() throws Exception {
    String id = anItem("La banda");
    String session =
        tell(
                token,
                "POST",
                "/api/v1/sessions",
                "{\"name\":\"maría\",\"password\":\"%s\"}".formatted(PASSWORD))
            .path("token")
            .asString();
    String head =
        tell(token, "GET", "/api/v1/items/" + id, "").path("descriptionHeads").path(0).asString();

    tell(
        session,
        "PUT",
        "/api/v1/items/" + id + "/description",
        "{\"description\":{\"title\":[{\"text\":\"La banda municipal\"}]},\"supersedes\":[\"%s\"]}"
            .formatted(head));

    JsonNode history = tell(token, "GET", "/api/v1/items/" + id + "/history", "");
    assertThat(history.path(0).path("by").asString()).isEqualTo("María");
    assertThat(history.path(1).path("by").asString()).isNotEqualTo("María");
  }

  @Test
  void addedCuratorSignsIn() throws Exception {
    tell(
        token, "POST", "/api/v1/curators", "{\"name\":\"Pedro\",\"password\":\"otra contraseña\"}");

    assertThat(
            tell(
                    token,
                    "POST",
                    "/api/v1/sessions",
                    "{\"name\":\"Pedro\",\"password\":\"otra contraseña\"}")
                .path("name")
                .asString())
        .isEqualTo("Pedro");
  }

  @Test
  void wrongPasswordIsRefusedWithAProblem() throws Exception {
    HttpResponse<String> answer =
        send(
            "POST",
            "/api/v1/sessions",
            "{\"name\":\"nadie\",\"password\":\"equivocada\"}",
            "Content-Type",
            "application/json");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @Test
  void nobodyWritesWithoutSigningIn() throws Exception {
    for (String path :
        new String[] {"items", "collections", "blobs", "imports", "curators", "setup", "verify"}) {
      assertThat(
              send("POST", "/api/v1/" + path, "{}", "Content-Type", "application/json")
                  .statusCode())
          .describedAs(path)
          .isEqualTo(401);
    }
  }

  @Test
  void secondSetupIsRefused() throws Exception {
    HttpResponse<String> answer =
        send(
            "POST",
            "/api/v1/setup",
            "{\"community\":\"Otra\",\"curator\":\"Otra\",\"password\":\"otra contraseña\"}",
            "Authorization",
            "Bearer " + token,
            "Content-Type",
            "application/json");

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("Nothing was changed");
  }

  @Test
  void formIsNoFile() throws Exception {
    assertThat(
            send(
                    "POST",
                    "/api/v1/blobs",
                    "a=b",
                    "Authorization",
                    "Bearer " + token,
                    "Content-Type",
                    "application/x-www-form-urlencoded")
                .statusCode())
        .isEqualTo(415);
  }

  @Test
  void statusIsToldAtTheTerminal() {
    assertThat(command("status", "--data", home.resolve("data").toString())).contains("San Juan");
    assertThat(command("verify", "--data", home.resolve("data").toString()))
        .containsIgnoringCase("no damage");
  }
}
