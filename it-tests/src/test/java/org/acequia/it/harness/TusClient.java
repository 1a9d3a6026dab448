package org.acequia.it.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.Map;
import org.acequia.core.unixfs.UnixFsHasher;

/// What the upload page says to a node, for somebody who is signed in: tus 1.0.0. What is refused
/// is an [IllegalStateException], a node that is gone an [UncheckedIOException].
public final class TusClient {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final NodeProcess node;
  private final String session;

  private TusClient(NodeProcess node, String session) {
    this.node = node;
    this.session = session;
  }

  /// Signs the first curator of a node in.
  public static TusClient signedIn(NodeProcess node) {
    String token =
        node.api()
            .post("/api/v1/sessions", Map.of("name", "Rosa", "password", Village.PASSWORD))
            .path("token")
            .asString();
    return new TusClient(node, token);
  }

  /// Opens the act that uploads are part of, and returns its number.
  public String accession(String collection) {
    return require(
            send(
                request("/curate/accessions?collection=" + collection)
                    .POST(BodyPublishers.noBody())),
            200)
        .body()
        .replaceAll("\\D", "");
  }

  /// Begins an upload and returns its address.
  public String begin(String collection, String name, int sizeBytes) {
    return begin(Map.of("filename", name, "collection", collection), sizeBytes);
  }

  /// Begins an upload, described by `metadata`, and returns its address.
  public String begin(Map<String, String> metadata, int sizeBytes) {
    StringBuilder header = new StringBuilder();
    metadata.forEach((key, value) ->
        header
            .append(header.isEmpty() ? "" : ",")
            .append(key)
            .append(' ')
            .append(Base64.getEncoder().encodeToString(value.getBytes(UTF_8))));
    HttpResponse<String> begun =
        send(
            tus("/curate/uploads")
                .header("Upload-Length", "" + sizeBytes)
                .header("Upload-Metadata", header.toString())
                .POST(BodyPublishers.noBody()));
    return require(begun, 201).headers().firstValue("Location").orElseThrow();
  }

  /// Asks how an upload stands.
  public HttpResponse<String> head(String place) {
    return require(send(tus(place).method("HEAD", BodyPublishers.noBody())), 200);
  }

  /// Sends bytes that belong at `offset`.
  public HttpResponse<String> patch(String place, long offset, byte[] bytes) {
    return require(patchRaw(place, offset, bytes), 204);
  }

  /// Sends bytes that belong at `offset`, and returns whatever is answered.
  public HttpResponse<String> patchRaw(String place, long offset, byte[] bytes) {
    return patchRaw(place, offset, BodyPublishers.ofByteArray(bytes));
  }

  /// Sends bytes that belong at `offset`, and returns whatever is answered.
  public HttpResponse<String> patchRaw(String place, long offset, BodyPublisher bytes) {
    return send(
        tus(place)
            .header("Upload-Offset", "" + offset)
            .header("Content-Type", "application/offset+octet-stream")
            .method("PATCH", bytes));
  }

  /// Has a file kept that the archive had already.
  public HttpResponse<String> keep(String place) {
    return require(send(tus(place + "/keep").POST(BodyPublishers.noBody())), 204);
  }

  /// Returns how many bytes an answer acknowledges.
  public static long offset(HttpResponse<String> answer) {
    return answer.headers().firstValueAsLong("Upload-Offset").orElseThrow();
  }

  /// Returns the item of which an answer tells, or an empty text.
  public static String item(HttpResponse<String> answer) {
    return answer.headers().firstValue("Acequia-Item").orElse("");
  }

  /// Tells whether the archive had the file already.
  public static boolean isSameAsAnother(HttpResponse<String> answer) {
    return answer.headers().firstValue("Acequia-Same-As").isPresent();
  }

  /// Returns the CID of a file.
  public static String cid(byte[] content) {
    UnixFsHasher hasher = new UnixFsHasher();
    hasher.update(content, 0, content.length);
    return hasher.finish().root().toString();
  }

  private HttpRequest.Builder tus(String path) {
    return request(path).header("Tus-Resumable", "1.0.0");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(node.api().uri(path))
        .header("Authorization", "Bearer " + session);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Returns `answer` if it has that status.
  public static HttpResponse<String> require(HttpResponse<String> answer, int status) {
    if (answer.statusCode() != status) {
      throw new IllegalStateException(
          "%s %s: %d %s"
              .formatted(
                  answer.request().method(),
                  answer.request().uri(),
                  answer.statusCode(),
                  answer.body()));
    }
    return answer;
  }
}
