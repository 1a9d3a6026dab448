package org.acequia.node.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.CookieManager;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.acequia.node.NodeApplication;
import org.acequia.node.NodeFiles;
import org.acequia.node.NodeOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/// What is refused is refused in a sentence: a text that cannot be kept, by everything that takes
/// text, and bytes of another file than the one that was begun.
class RefusalsTests {

  private static final String UNFIT = "a\0b";
  private static final String PASSWORD = "agua que corre";
  private static final Pattern FORM_TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  @TempDir private static Path folder;
  private static ConfigurableApplicationContext node;
  private static URI base;
  private static String token = "";
  private static String formToken = "";
  private static String collection = "";

  @BeforeAll
  static void start() throws Exception {
    Path data = folder.resolve("data");
    node = NodeApplication.start(NodeOptions.loopback(data, Optional.empty()));
    base = URI.create(Files.readString(data.resolve(NodeFiles.ADDRESS)).strip());
    token = Files.readString(data.resolve(NodeFiles.TOKEN)).strip();
    json(
        "POST",
        "/api/v1/setup",
        Map.of("community", "Vila", "curator", "Rosa", "password", PASSWORD));
    List<Map<String, String>> title = List.of(Map.of("language", "es", "text", "Fiestas"));
    collection =
        JSON.readTree(json("POST", "/api/v1/collections", Map.of("title", title)).body())
            .path("id")
            .asString();
    openForm("/sign-in");
    form("POST", "/sign-in", "name=Rosa&password=" + URLEncoder.encode(PASSWORD, UTF_8));
    openForm("/curate/account");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  /// What changes something, by its verb and path.
  private static Map<String, HandlerMethod> changing() {
    Map<String, HandlerMethod> found = new TreeMap<>();
    node.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .forEach((mapping, method) ->
            mapping.getMethodsCondition().getMethods().stream()
                .filter(verb -> verb != RequestMethod.GET && verb != RequestMethod.HEAD)
                .forEach(verb ->
                    mapping
                        .getPatternValues()
                        .forEach(path ->
                            found.put(verb + " " + path.replaceAll("\\{[^}]*}", "1"), method))));
    return found;
  }

  private static List<String> forms() {
    return changing().keySet().stream()
        .filter(endpoint -> endpoint.startsWith("POST ") && !endpoint.contains("/api/"))
        .toList();
  }

  private static List<String> documents() {
    return changing().entrySet().stream()
        .filter(endpoint -> body(endpoint.getValue()).isPresent())
        .map(Map.Entry::getKey)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void aFormWithAnUnfitFieldIsRefusedInASentence(String endpoint) throws Exception {
    String[] parts = endpoint.split(" ", 2);
    HttpResponse<String> answer = form(parts[0], parts[1], "title=a%00b");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("un carácter que no se puede guardar", "No se cambió nada.");
  }

  @ParameterizedTest
  @MethodSource("documents")
  void aDocumentWithAnUnfitTextIsRefusedInASentence(String endpoint) throws Exception {
    String[] parts = endpoint.split(" ", 2);
    List<Object> unfit =
        unfit(body(Optional.ofNullable(changing().get(endpoint)).orElseThrow()).orElseThrow(), 0)
            .toList();

    assertThat(unfit).isNotEmpty();
    for (Object document : unfit) {
      HttpResponse<String> answer = json(parts[0], parts[1], document);
      assertThat(answer.statusCode()).as("%s", document).isEqualTo(400);
      assertThat(JSON.readTree(answer.body()).path("detail").asString())
          .startsWith(FitText.REFUSAL);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/search?q=", "/curate/items?q=", "/admin/audit?who=", "/search/suggest?q="})
  void anAddressWithAnUnfitFieldIsRefused(String address) throws Exception {
    HttpResponse<String> refused = page(address + "%00");
    assertThat(refused.statusCode()).isEqualTo(400);
    String field = address.substring(address.indexOf('?') + 1, address.indexOf('='));
    assertThat(refused.body()).contains("<code>" + field + "</code>");
    assertThat(get(address + "a%0B%0C%01b").statusCode()).isEqualTo(200);
    assertThat(get(address + "%0Aa").statusCode()).isEqualTo(200);
  }

  @Test
  void theApiSaysInADocumentWhatIsUnfitInAnAddress() throws Exception {
    HttpResponse<String> answer = get("/api/v1/search?q=%00");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(JSON.readTree(answer.body()).path("detail").asString())
        .isEqualTo(FitText.REFUSAL + " It is in: q");
  }

  @Test
  void theApiSaysWhereInADocumentTheTextIs() throws Exception {
    List<Object> title = List.of(Map.of("language", "es", "text", UNFIT));
    HttpResponse<String> answer = json("POST", "/api/v1/collections", Map.of("title", title));

    assertThat(JSON.readTree(answer.body()).path("detail").asString())
        .isEqualTo(FitText.REFUSAL + " It is in: /title/0/text");
  }

  @Test
  void fieldsThatCannotBeReadAreRefusedWhereverTheyCome() throws Exception {
    for (String page : List.of("/", "/search", "/sign-in")) {
      assertThat(raw(page + "?x=%zz", "text/html"))
          .as(page)
          .startsWith("HTTP/1.1 400 ")
          .contains("Esto no se pudo entender");
    }
    assertThat(raw("/api/v1/search?q=%zz", "application/json"))
        .startsWith("HTTP/1.1 400 ")
        .contains(FitText.UNREADABLE);
    HttpResponse<String> answer = form("POST", "/sign-in", "name=%zz");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("Esto no se pudo entender");
  }

  @Test
  void allThatPostgresqlAndUtf8HoldIsFit() {
    assertThat(
            List.of(
                "",
                "a\tb\r\nc",
                "ñ",
                "a\u000bb\f",
                "\u001b[0m",
                "\u007f",
                "\ud83c\udf0a",
                "\ufffd",
                "\u202e"))
        .allMatch(FitText::isFit);
    assertThat(List.of("\0", "a\0b", "\ud83c", "\ud83cx", "\udf0a\ud83c"))
        .noneMatch(FitText::isFit);
  }

  @Test
  void aKeyThatComesWithAnotherSizeIsAboutAnotherFile() throws Exception {
    HttpResponse<String> begun = begin("feast.wav", 6);
    String place = begun.headers().firstValue("Location").orElseThrow();
    assertThat(patch(place, 0, "abc").statusCode()).isEqualTo(204);

    assertThat(begin("feast.wav", 6).headers().map())
        .containsEntry("location", List.of(place))
        .containsEntry("upload-offset", List.of("3"));
    assertThat(begin("feast.wav", 7).headers().map())
        .doesNotContainEntry("location", List.of(place))
        .containsEntry("upload-offset", List.of("0"));
    assertThat(begin("other.wav", 6).headers().map())
        .doesNotContainEntry("location", List.of(place))
        .containsEntry("upload-offset", List.of("0"));
  }

  @Test
  void bytesThatBelongElsewhereAreRefusedAndWhatCameBeforeIsKept() throws Exception {
    String place = begin("letter.wav", 6).headers().firstValue("Location").orElseThrow();
    assertThat(patch(place, 0, "abc").statusCode()).isEqualTo(204);

    assertRefused(patch(place, 0, "xyz"), 409, "upload.offset");
    assertRefused(patch(place, 5, "z"), 409, "upload.offset");
    assertRefused(patch("/curate/uploads/none", 0, "abc"), 404, "upload.gone");
    assertRefused(begin("letter.wav", -1), 400, "upload.malformed");
    HttpResponse<String> last = patch(place, 3, "def");
    assertThat(last.statusCode()).isEqualTo(204);
    assertThat(last.headers().firstValue("Acequia-Item")).isPresent();
  }

  @Test
  void aFileThatIsLongerThanItsSenderSaidIsBegunAnewRatherThanCut() throws Exception {
    String place = begin("grown.wav", 3).headers().firstValue("Location").orElseThrow();

    assertRefused(patch(place, 0, "abcdef"), 413, "upload.too_large");

    HttpResponse<String> head =
        send(tus(place).method("HEAD", HttpRequest.BodyPublishers.noBody()));
    assertThat(head.headers().firstValue("Upload-Offset")).contains("0");
    assertThat(head.headers().firstValue("Acequia-Item")).isEmpty();
    HttpResponse<String> whole = patch(place, 0, "abc");
    assertThat(whole.headers().firstValue("Acequia-Item")).isPresent();
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String problem) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(JSON.readTree(answer.body()).path("problem").asString()).isEqualTo(problem);
  }

  /// Begins an upload of a file whose name is the browser's key as well.
  private static HttpResponse<String> begin(String name, int sizeBytes) throws Exception {
    String metadata =
        "key %s,filename %s,collection %s"
            .formatted(base64(name), base64(name), base64(collection));
    return send(
        tus("/curate/uploads")
            .header("Upload-Length", Integer.toString(sizeBytes))
            .header("Upload-Metadata", metadata)
            .POST(HttpRequest.BodyPublishers.noBody()));
  }

  private static HttpResponse<String> patch(String place, int offset, String bytes)
      throws Exception {
    return send(
        tus(place)
            .header("Upload-Offset", Integer.toString(offset))
            .header("Content-Type", "application/offset+octet-stream")
            .method("PATCH", HttpRequest.BodyPublishers.ofString(bytes)));
  }

  private static HttpRequest.Builder tus(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .header("Tus-Resumable", "1.0.0")
        .header("X-CSRF-TOKEN", formToken);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static Optional<Type> body(HandlerMethod method) {
    return Arrays.stream(method.getMethodParameters())
        .filter(parameter -> parameter.hasParameterAnnotation(RequestBody.class))
        .map(MethodParameter::getGenericParameterType)
        .findFirst();
  }

  /// Every value of a type that has one unfit text in it.
  private static Stream<Object> unfit(Type type, int depth) {
    if (type.equals(String.class)) {
      return Stream.of(UNFIT);
    }
    if (depth == 5) {
      return Stream.empty();
    }
    if (type instanceof ParameterizedType generic) {
      Stream<Object> within =
          unfit(
              generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1],
              depth + 1);
      Class<?> raw = (Class<?>) generic.getRawType();
      if (Map.class.isAssignableFrom(raw)) {
        return Stream.concat(
            Stream.of(Map.of(UNFIT, List.of())), within.map(value -> Map.of("title", value)));
      }
      return Collection.class.isAssignableFrom(raw) ? within.map(List::of) : within;
    }
    return type instanceof Class<?> record && record.isRecord()
        ? Arrays.stream(record.getRecordComponents()).flatMap(part -> unfit(part, depth))
        : Stream.empty();
  }

  private static Stream<Object> unfit(RecordComponent part, int depth) {
    return unfit(part.getGenericType(), depth + 1).map(value -> Map.of(part.getName(), value));
  }

  private static void openForm(String address) throws Exception {
    Matcher found = FORM_TOKEN.matcher(get(address).body());
    assertThat(found.find()).as(address).isTrue();
    formToken = found.group(1);
  }

  private static HttpResponse<String> get(String address) throws Exception {
    return send(HttpRequest.newBuilder(base.resolve(address)));
  }

  private static HttpResponse<String> page(String address) throws Exception {
    return send(HttpRequest.newBuilder(base.resolve(address)).header("Accept", "text/html"));
  }

  /// Asks for an address that [URI] would refuse.
  private static String raw(String address, String accept) throws Exception {
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      String request =
          "GET %s HTTP/1.1\r\nHost: %s\r\nAccept: %s\r\nAccept-Language: es\r\nConnection: close\r\n\r\n"
              .formatted(address, base.getAuthority(), accept);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private static HttpResponse<String> form(String verb, String path, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(base.resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "text/html")
            .header("X-CSRF-TOKEN", formToken)
            .method(verb, HttpRequest.BodyPublishers.ofString(body)));
  }

  private static HttpResponse<String> json(String verb, String path, Object body) throws Exception {
    return send(
        HttpRequest.newBuilder(base.resolve(path))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token)
            .method(verb, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(
        request.header("Accept-Language", "es").build(), HttpResponse.BodyHandlers.ofString());
  }
}
