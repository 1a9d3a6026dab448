package org.acequia.it.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The HTTP API of one node, asked with its operator's token.
public final class Api {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// As browsers speak over plain HTTP.
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final URI base;
  private final Path token;

  private Api(URI base, Path token) {
    this.base = base;
    this.token = token;
  }

  static Api of(int port, Path data) {
    return new Api(URI.create("http://127.0.0.1:" + port), data.resolve("token"));
  }

  /// Returns the address of `path`, for a browser.
  public URI uri(String path) {
    return base.resolve(path);
  }

  /// Returns the answer to GET `path`, which must be 200.
  public JsonNode get(String path) {
    return json(exchange(request(path).GET().build()), path);
  }

  /// Returns the answer to POST `path` with a JSON body, which must be a success.
  public JsonNode post(String path, Map<String, ?> body) {
    return json(postRaw(path, body), path);
  }

  /// Returns the raw answer to POST `path` with a JSON body.
  public HttpResponse<byte[]> postRaw(String path, Map<String, ?> body) {
    return exchange(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
            .build());
  }

  /// Returns the answer to POST `path` with a file as its body, which must be a success.
  public JsonNode upload(String path, byte[] file) {
    return json(exchange(request(path).POST(BodyPublishers.ofByteArray(file)).build()), path);
  }

  /// Returns the raw answer to POST `path` with bare bytes.
  public HttpResponse<byte[]> postBytes(String path, byte[] body) {
    return exchange(
        request(path)
            .header("Content-Type", "application/octet-stream")
            .POST(BodyPublishers.ofByteArray(body))
            .build());
  }

  /// Returns the raw answer to PUT `path` with a JSON body.
  public HttpResponse<byte[]> putRaw(String path, Map<String, ?> body) {
    return exchange(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
            .build());
  }

  /// Returns the raw answer to GET `path`.
  public HttpResponse<byte[]> getRaw(String path, String... headers) {
    HttpRequest.Builder request = request(path);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return exchange(request.GET().build());
  }

  /// Returns the answer to PUT `path` with a JSON body, which must be a success.
  public JsonNode put(String path, Map<String, ?> body) {
    return json(putRaw(path, body), path);
  }

  /// Returns the answer to the upload of a file, which must be a success.
  public JsonNode keep(String name, byte[] content) {
    return json(keepRaw(name, content), "/api/v1/blobs");
  }

  /// Returns the raw answer to the upload of a file.
  public HttpResponse<byte[]> keepRaw(String name, byte[] content) {
    return exchange(
        request("/api/v1/blobs?name=" + encode(name))
            .header("Content-Type", "application/octet-stream")
            .POST(BodyPublishers.ofByteArray(content))
            .build());
  }

  /// Opens the answer to GET `path`, which must be 200, as a stream.
  public InputStream open(String path) {
    try {
      HttpResponse<InputStream> answer =
          HTTP.send(request(path).timeout(PATIENCE).build(), BodyHandlers.ofInputStream());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("%s: %d".formatted(path, answer.statusCode()));
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Tells whether the node answers.
  public boolean answers() {
    try {
      return getRaw("/api/v1/status").statusCode() == 200;
    } catch (UncheckedIOException _) {
      return false;
    }
  }

  /// Returns `text` for use in a query string.
  public static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE);
    try {
      if (Files.exists(token)) {
        request.header("Authorization", "Bearer " + Files.readString(token).strip());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return request;
  }

  private static HttpResponse<byte[]> exchange(HttpRequest request) {
    try {
      return HTTP.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode json(HttpResponse<byte[]> answer, String path) {
    if (answer.statusCode() / 100 != 2) {
      throw new IllegalStateException(
          "%s: %d %s".formatted(path, answer.statusCode(), new String(answer.body(), UTF_8)));
    }
    return answer.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(answer.body());
  }
}
