package org.acequia.node.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.identity.PeerId;
import org.acequia.node.NodeApplication;
import org.acequia.node.NodeFiles;
import org.acequia.node.NodeOptions;
import org.acequia.node.audit.Act;
import org.acequia.node.jobs.Jobs;
import org.acequia.node.neighbours.Neighbours;
import org.acequia.replication.pairing.Introduction;
import org.acequia.web.AuditLog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whatever changes something on a node, through the API or a page, is noted in the audit trail, or
/// stands here with the reason why not: each endpoint of a whole node is called.
class AuditedEndpointsTests {

  private static final String PASSWORD = "a long enough password";
  private static final String NEIGHBOUR = "12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA";
  private static final Set<RequestMethod> READING =
      Set.of(RequestMethod.GET, RequestMethod.HEAD, RequestMethod.OPTIONS);
  private static final Pattern FORM_TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private static final Pattern SENT_TABLE = Pattern.compile("value=\"([^\"]*feast\\.csv)\"");
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  /// What changes nothing that is worth remembering, or is proven elsewhere.
  private static final Map<String, String> UNNOTED =
      Map.of(
          "POST /setup", "founds by the same call as POST /api/v1/setup, once in a node's life",
          "POST /api/v1/pair", "takes a second node: NeighboursIT",
          "POST /curate/network/accept", "takes a second node: NeighboursIT",
          "POST /api/v1/neighbours/{}/dial", "only connects, as the node does by itself",
          "POST /curate/accessions", "opens an empty act; what is put into it is noted",
          "DELETE /curate/uploads/{}", "gives up bytes that nobody was told are kept",
          "POST /curate/accessions/{}/undo", "the job notes it when it has undone: ImportIT",
          "POST /api/v1/imports/{}/undo", "the job notes it when it has undone: ImportIT",
          "* /error", "says what went wrong");

  private static final Cid UNREAD = Cid.of(Codec.RAW, "nowhere".getBytes(StandardCharsets.UTF_8));

  @TempDir private static Path folder;
  private static ConfigurableApplicationContext node;
  private static URI base;
  private static String token = "";

  private final Map<String, String> cookies = new TreeMap<>();
  private final Set<String> called = new TreeSet<>();
  private String formToken = "";

  @BeforeAll
  static void start() throws Exception {
    Path data = folder.resolve("data");
    node = NodeApplication.start(NodeOptions.loopback(data, Optional.empty()));
    // Jobs wait, so that they can be cancelled.
    node.getBean(Jobs.class).stop();
    base = URI.create(Files.readString(data.resolve(NodeFiles.ADDRESS)).strip());
    token = Files.readString(data.resolve(NodeFiles.TOKEN)).strip();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static Stream<String> endpoints() {
    return node
        .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .keySet()
        .stream()
        .flatMap(AuditedEndpointsTests::changing)
        .map(AuditedEndpointsTests::nameless);
  }

  private static Stream<String> changing(RequestMappingInfo mapping) {
    Set<RequestMethod> verbs = mapping.getMethodsCondition().getMethods();
    Stream<String> names =
        verbs.isEmpty()
            ? Stream.of("*")
            : verbs.stream().filter(Predicate.not(READING::contains)).map(RequestMethod::name);
    return names.flatMap(
        verb -> mapping.getPatternValues().stream().map(path -> verb + " " + path));
  }

  private static String nameless(String endpoint) {
    return endpoint.replaceAll("\\{[^}]*}", "{}");
  }

  @Test
  void everyEndpointThatChangesSomethingIsNoted() throws Exception {
    callTheApi();
    callThePages();
    assertThat(Stream.concat(called.stream(), UNNOTED.keySet().stream()))
        .containsExactlyInAnyOrderElementsOf(endpoints().distinct().toList())
        .hasSizeGreaterThan(50);
  }

  private void callTheApi() throws Exception {
    JsonNode sheet =
        api(
            Act.COMMUNITY_FOUNDED,
            "POST /api/v1/setup",
            "",
            Map.of("community", "Vila", "curator", "Rosa", "password", PASSWORD));
    String collection =
        id(api(Act.COLLECTION_ADDED, "POST /api/v1/collections", "", Map.of("title", text("A"))));
    api(
        Act.COLLECTION_DESCRIBED,
        "PUT /api/v1/collections/{}/description",
        collection,
        Map.of("description", Map.of("title", text("B"))));
    Map<String, Object> wish =
        Map.of("collection", collection, "description", Map.of("title", text("One")));
    String item = id(api(Act.ITEMS_ADDED, "POST /api/v1/items", "", wish));
    api(
        Act.ITEMS_ADDED,
        "POST /api/v1/collections/{}/items",
        collection,
        Map.of("items", List.of(wish)));
    api(
        Act.ITEM_DESCRIBED,
        "PUT /api/v1/items/{}/description",
        item,
        Map.of("description", Map.of("title", text("Two"))));
    JsonNode file = api(Act.UPLOADED, "POST /api/v1/blobs", "", Map.of("any", "bytes"));
    api(
        Act.ITEM_FILES_CHANGED,
        "PUT /api/v1/items/{}/media",
        item,
        Map.of("media", List.of(Map.of("cid", file.path("cid").asString()))));
    api(Act.ITEM_TAGGED, "PUT /api/v1/items/{}/tags", item, Map.of("tags", text("feast")));
    api(Act.ITEM_REMOVED, "DELETE /api/v1/items/{}", item, Map.of());
    leaveUnread();
    api(Act.FILES_READ_AGAIN, "POST /api/v1/files/retry", "", Map.of());
    String job = id(api(Act.VERIFIED, "POST /api/v1/verify", "", Map.of()));
    api(Act.JOB_CANCELLED, "POST /api/v1/jobs/{}/cancel", job, Map.of());
    api(Act.JOB_RETRIED, "POST /api/v1/jobs/{}/retry", job, Map.of());
    api(Act.REINDEXED, "POST /api/v1/reindex", "", Map.of());
    Path table = Files.writeString(folder.resolve("a.csv"), "title\nA\n");
    api(
        Act.IMPORTED,
        "POST /api/v1/imports",
        "",
        Map.of("paths", List.of(table.toString()), "collection", "C"));
    callForPeople(sheet.path("recoveryCode").asString());
    addNeighbour();
    api(Act.NEIGHBOUR_REMOVED, "DELETE /api/v1/neighbours/{}", NEIGHBOUR, Map.of());
  }

  private static void addNeighbour() {
    node.getBean(Neighbours.class)
        .add(
            PeerId.parse(NEIGHBOUR),
            new Introduction("Monte Alto", List.of()),
            Instant.parse("2026-11-01T00:00:00Z"));
  }

  private void callForPeople(String code) throws Exception {
    Map<String, String> ana = Map.of("name", "Ana", "password", PASSWORD);
    api(Act.CURATOR_ADDED, "POST /api/v1/curators", "", ana);
    api(Act.SIGNED_IN, "POST /api/v1/sessions", "", ana);
    api(Act.INVITED, "POST /api/v1/invites", "", Map.of());
    openForm("/sign-in");
    form(Act.SIGN_IN_FAILED, "POST /sign-in", "", "name", "Rosa", "password", "wrong wrong wrong");
    form(
        Act.RECOVERY_FAILED,
        "POST /sign-in/recover",
        "",
        "name=Rosa&code=AAAA-AAAA&password=%1$s&again=%1$s".formatted(PASSWORD.replace(' ', '+')));
    form(
        Act.RECOVERED,
        "POST /sign-in/recover",
        "",
        "name=Rosa&code=%2$s&password=%1$s&again=%1$s".formatted(PASSWORD.replace(' ', '+'), code));
  }

  private void callThePages() throws Exception {
    form(Act.SIGNED_IN, "POST /sign-in", "", "name", "Rosa", "password", PASSWORD);
    openForm("/curate/account");
    String collection =
        lastPart(form(Act.COLLECTION_ADDED, "POST /curate/collections", "", "title", "Fotos"));
    form(Act.COLLECTION_DESCRIBED, "POST /curate/collections/{}", collection, "title", "Photos");
    form(Act.COLLECTION_COVER_CHOSEN, "POST /curate/collections/{}/cover", collection);
    uploadFromAPage(collection);
    editFromAPage(collection);
    uploadInPieces(collection);
    importFromAPage();
    leaveUnread();
    form(Act.FILES_READ_AGAIN, "POST /curate/files/retry", "");
    addNeighbour();
    form(Act.NEIGHBOUR_REMOVED, "POST /admin/neighbours/{}/end", NEIGHBOUR);
    form(Act.INVITED, "POST /curate/network/invite", "");
    form(
        Act.CURATOR_ADDED,
        "POST /curate/people",
        "",
        "name=Rui&password=%1$s&again=%1$s".formatted(PASSWORD.replace(' ', '+')));
    String job = id(api(Act.VERIFIED, "POST /api/v1/verify", "", Map.of()));
    form(Act.JOB_CANCELLED, "POST /admin/jobs/{}/cancel", job);
    form(Act.JOB_RETRIED, "POST /admin/jobs/{}/retry", job);
    form(Act.TOKEN_MADE, "POST /curate/tokens", "", "name=mine&days=3&scope=read");
    form(Act.TOKEN_REVOKED, "POST /curate/tokens/revoke", "", "id", newest().subject());
    form(
        Act.PASSWORD_CHANGED,
        "POST /curate/account/password",
        "",
        "current=%1$s&password=%1$sx&again=%1$sx".formatted(PASSWORD.replace(' ', '+')));
    openForm("/curate/account");
    form(Act.SIGNED_OUT, "POST /sign-out", "");
    openForm("/sign-in");
    form(Act.SIGNED_IN, "POST /sign-in", "", "name", "Rosa", "password", PASSWORD + "x");
    openForm("/curate/account");
    form(Act.SIGNED_OUT_EVERYWHERE, "POST /curate/account/sign-out-everywhere", "");
  }

  private void uploadFromAPage(String collection) throws Exception {
    String multipart =
        """
        --edge\r
        Content-Disposition: form-data; name="collection"\r
        \r
        %s\r
        --edge\r
        Content-Disposition: form-data; name="_csrf"\r
        \r
        %s\r
        --edge\r
        Content-Disposition: form-data; name="files"; filename="a.txt"\r
        Content-Type: text/plain\r
        \r
        on a page\r
        --edge--\r
        """
            .formatted(collection, formToken);
    noted(
        Act.UPLOADED,
        "POST /curate/upload",
        "",
        request -> request.header("Content-Type", "multipart/form-data; boundary=edge"),
        multipart);
  }

  private void importFromAPage() throws Exception {
    String multipart =
        """
        --edge\r
        Content-Disposition: form-data; name="table"; filename="feast.csv"\r
        Content-Type: text/csv\r
        \r
        title
        A
        \r
        --edge--\r
        """;
    HttpResponse<String> sent =
        noted(
            Act.TABLE_SENT,
            "POST /curate/import/table",
            "",
            request -> request.header("Content-Type", "multipart/form-data; boundary=edge"),
            multipart);
    Matcher source = SENT_TABLE.matcher(sent.body());
    assertThat(source.find()).as(sent.body()).isTrue();
    String job = lastPart(form(Act.IMPORTED, "POST /curate/import", "", "source", source.group(1)));
    form(Act.JOB_CANCELLED, "POST /curate/import/{}/cancel", job);
    form(Act.JOB_RETRIED, "POST /curate/import/{}/retry", job);
  }

  private void editFromAPage(String collection) throws Exception {
    String item =
        id(
            api(
                Act.ITEMS_ADDED,
                "POST /api/v1/items",
                "",
                Map.of("collection", collection, "description", Map.of("title", text("Old")))));
    String version =
        JSON.readTree(ask("/api/v1/items/" + item).body())
            .path("descriptionHeads")
            .get(0)
            .asString();
    HttpResponse<String> edit =
        form(Act.ITEM_DESCRIBED, "POST /curate/items/{}", item, "title=New&head=" + version);
    String undo = edit.headers().firstValue("Location").orElseThrow().split("undo=", 2)[1];
    form(Act.ITEM_RESTORED, "POST /curate/undo", "", "undo", undo);
    form(Act.ITEM_RESTORED, "POST /curate/items/{}/restore", item, "version", version);
    form(
        Act.ITEM_DESCRIBED,
        "POST /curate/items",
        "",
        "act=save&item=%1$s&was.title.%1$s=Old&title.%1$s=Newer".formatted(item));
    form(Act.ITEM_TAGGED, "POST /curate/items", "", "act=tag&addTag=feast&pick=" + item);
    form(Act.ITEM_REMOVED, "POST /curate/items/{}/remove", item);
    String other =
        id(
            api(
                Act.ITEMS_ADDED,
                "POST /api/v1/items",
                "",
                Map.of("collection", collection, "description", Map.of("title", text("Other")))));
    form(Act.ITEM_REMOVED, "POST /curate/items", "", "act=remove&pick=" + other);
  }

  private void uploadInPieces(String collection) throws Exception {
    HttpResponse<String> begun = begin(collection, "pieces");
    String upload = lastPart(begun);
    noted(
        Act.UPLOADED,
        "PATCH /curate/uploads/{}",
        upload,
        request ->
            request
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Offset", "0")
                .header("Content-Type", "application/offset+octet-stream"),
        "pieces");
    noted(
        Act.UPLOADED,
        "POST /curate/uploads",
        "",
        request ->
            tus(request, collection, 5).header("Content-Type", "application/offset+octet-stream"),
        "whole");
    String again = lastPart(begin(collection, "pieces"));
    send(
        "PATCH",
        "/curate/uploads/" + again,
        request ->
            request
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Offset", "0")
                .header("Content-Type", "application/offset+octet-stream")
                .header("X-CSRF-TOKEN", formToken),
        "pieces");
    form(Act.ITEMS_ADDED, "POST /curate/uploads/{}/keep", again);
    leaveUnread();
    form(Act.FILES_READ_AGAIN, "POST /curate/files/{}/retry", UNREAD.toString());
  }

  /// Notes of a file that reading it failed; the node holds none such, so that nobody reads it.
  private static void leaveUnread() {
    JdbcClient.create(node.getBean(DataSource.class))
        .sql(
            "insert into extractions (blob, state, fault) values (?, 'failed', 'DAMAGED')"
                + " on conflict (blob) do update set state = 'failed'")
        .param(UNREAD.toBytes())
        .update();
  }

  private HttpResponse<String> begin(String collection, String bytes) throws Exception {
    return send(
        "POST",
        "/curate/uploads",
        request -> tus(request, collection, bytes.length()).header("X-CSRF-TOKEN", formToken),
        "");
  }

  private static HttpRequest.Builder tus(HttpRequest.Builder request, String into, int length) {
    var base64 = java.util.Base64.getEncoder();
    return request
        .header("Tus-Resumable", "1.0.0")
        .header("Upload-Length", Integer.toString(length))
        .header(
            "Upload-Metadata",
            "collection %s,filename %s"
                .formatted(
                    base64.encodeToString(into.getBytes(UTF_8)),
                    base64.encodeToString("a.bin".getBytes(UTF_8))));
  }

  /// Calls an endpoint with the operator's token.
  private JsonNode api(Act act, String endpoint, String variable, Map<String, ?> body)
      throws Exception {
    HttpResponse<String> answer =
        noted(
            act,
            endpoint,
            variable,
            request ->
                request
                    .header("Content-Type", "application/json")
                    .header("Authorization", "Bearer " + token),
            JSON.writeValueAsString(body));
    return JSON.readTree(answer.body().isEmpty() ? "{}" : answer.body());
  }

  /// Sends a form as who is signed in.
  ///
  /// @param fields a whole body, or names and values in turn
  private HttpResponse<String> form(Act act, String endpoint, String variable, String... fields)
      throws Exception {
    List<String> body = new ArrayList<>();
    if (fields.length == 1) {
      body.add(fields[0]);
    }
    for (int i = 0; i + 1 < fields.length; i += 2) {
      body.add(fields[i] + "=" + java.net.URLEncoder.encode(fields[i + 1], UTF_8));
    }
    body.add("_csrf=" + java.net.URLEncoder.encode(formToken, UTF_8));
    return noted(
        act,
        endpoint,
        variable,
        request -> request.header("Content-Type", "application/x-www-form-urlencoded"),
        String.join("&", body));
  }

  private HttpResponse<String> noted(
      Act act, String endpoint, String variable, Requesting how, String body) throws Exception {
    long before = newest().id();
    String[] parts = endpoint.split(" ", 2);
    HttpResponse<String> answer =
        send(
            parts[0],
            parts[1].replace("{}", variable),
            request ->
                parts[1].startsWith("/curate/upload") || parts[1].endsWith("/table")
                    ? how.with(request).header("X-CSRF-TOKEN", formToken)
                    : how.with(request),
            body);
    called.add(endpoint);
    List<String> acts =
        node.getBean(AuditLog.class).acts(everything()).stream()
            .filter(entry -> entry.id() > before)
            .map(AuditLog.Entry::act)
            .toList();
    assertThat(acts)
        .as("%s answered %d: %s", endpoint, answer.statusCode(), answer.body())
        .contains(act.code());
    return answer;
  }

  private static AuditLog.Query everything() {
    return new AuditLog.Query(Optional.empty(), Optional.empty(), Optional.empty(), 20);
  }

  private static AuditLog.Entry newest() {
    return node.getBean(AuditLog.class).acts(everything()).stream()
        .findFirst()
        .orElse(new AuditLog.Entry(0, Instant.EPOCH, "", Optional.empty(), Optional.empty(), ""));
  }

  @FunctionalInterface
  private interface Requesting {
    HttpRequest.Builder with(HttpRequest.Builder request);
  }

  private void openForm(String page) throws Exception {
    Matcher found = FORM_TOKEN.matcher(ask(page).body());
    assertThat(found.find()).as(page).isTrue();
    formToken = found.group(1);
  }

  private HttpResponse<String> ask(String path) throws Exception {
    return send("GET", path, request -> request, "");
  }

  private HttpResponse<String> send(String verb, String path, Requesting how, String body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path)).method(verb, BodyPublishers.ofString(body));
    how.with(request);
    if (!cookies.isEmpty() && request.build().headers().firstValue("Authorization").isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString(UTF_8));
    for (String cookie : answer.headers().allValues("set-cookie")) {
      String[] pair = cookie.split(";", 2)[0].split("=", 2);
      cookies.put(pair[0], pair[1]);
    }
    return answer;
  }

  private static List<Map<String, String>> text(String text) {
    return List.of(Map.of("language", "pt", "text", text));
  }

  private static String id(JsonNode made) {
    return made.path("id").asString();
  }

  private static String lastPart(HttpResponse<String> answer) {
    String location = answer.headers().firstValue("Location").orElseThrow();
    return location.replaceFirst("\\?.*", "").replaceFirst(".*/", "");
  }
}
