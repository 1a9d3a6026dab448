package org.acequia.node.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.acequia.node.NodeFiles;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Asks the node that runs on a data directory, over its HTTP API, with the token that lies there.
///
/// Plain `HttpURLConnection`: it starts in a tenth of the time that `HttpClient` takes.
public final class NodeClient {

  /// How long a connection may take to be made: the node is on this machine.
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /// How long an answer may take.
  static final Duration READ_TIMEOUT = Duration.ofMinutes(5);

  /// The largest answer that is read.
  static final int ANSWER_BYTES_MAX = 16 << 20;

  private static final int FILE_BYTES_MAX = 1_024;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final URI address;
  private final String token;

  private NodeClient(URI address, String token) {
    this.address = address;
    this.token = token;
  }

  /// Returns a client for the node on `data`, or empty if none runs there.
  ///
  /// @throws CommandException if the directory cannot be read
  public static Optional<NodeClient> find(Path data) {
    try {
      String address = read(data.resolve(NodeFiles.ADDRESS));
      String token = read(data.resolve(NodeFiles.TOKEN));
      NodeClient client = new NodeClient(URI.create(address), token);
      return client.answers() ? Optional.of(client) : Optional.empty();
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandException(
          ExitCodes.IO,
          "Could not read how to reach the node of %s: %s. Run this as the user who runs the node."
              .formatted(data, e.getMessage()),
          e);
    }
  }

  /// Returns a client for the node on `data`.
  ///
  /// @throws CommandException if none runs there
  public static NodeClient require(Path data) {
    return find(data)
        .orElseThrow(() ->
            new CommandException(
                ExitCodes.UNAVAILABLE,
                "No node runs on the data directory %s. Nothing was done. Start one with ./acequia run --data %s, or name another directory with --data."
                    .formatted(data.toAbsolutePath().normalize(), data)));
  }

  private static String read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(FILE_BYTES_MAX), UTF_8).strip();
    }
  }

  /// Asks with GET.
  public JsonNode get(String path) {
    return exchange("GET", path, Optional.empty());
  }

  /// Tells with POST.
  public JsonNode post(String path, Map<String, ?> body) {
    return exchange("POST", path, Optional.of(JSON.writeValueAsBytes(body)));
  }

  /// Replaces with PUT.
  public JsonNode put(String path, Map<String, ?> body) {
    return exchange("PUT", path, Optional.of(JSON.writeValueAsBytes(body)));
  }

  /// Removes with DELETE.
  public void delete(String path) {
    exchange("DELETE", path, Optional.empty());
  }

  /// Returns a client that acts with another token, such as a curator's session.
  public NodeClient with(String otherToken) {
    return new NodeClient(address, otherToken);
  }

  /// Returns where the node answers this machine.
  public URI address() {
    return address;
  }

  private JsonNode exchange(String method, String path, Optional<byte[]> body) {
    try {
      HttpURLConnection connection = open(method, path);
      if (body.isPresent()) {
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.getOutputStream().write(body.get());
      }
      int status = connection.getResponseCode();
      byte[] answer = readAnswer(connection, status);
      if (status >= 400) {
        throw refused(status, answer);
      }
      return answer.length == 0 ? JSON.createObjectNode() : JSON.readTree(answer);
    } catch (IOException e) {
      throw new CommandException(
          ExitCodes.UNAVAILABLE,
          "The node at %s stopped answering: %s. What it acknowledged is kept. See its output, start it again, and repeat the command."
              .formatted(address, e.getMessage()),
          e);
    }
  }

  private HttpURLConnection open(String method, String path) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) address.resolve(path).toURL().openConnection();
    connection.setRequestMethod(method);
    connection.setConnectTimeout((int) CONNECT_TIMEOUT.toMillis());
    connection.setReadTimeout((int) READ_TIMEOUT.toMillis());
    connection.setRequestProperty("Authorization", "Bearer " + token);
    connection.setRequestProperty("Accept", "application/json, application/problem+json");
    return connection;
  }

  private boolean answers() {
    try {
      return open("GET", "/api/v1/status").getResponseCode() == 200;
    } catch (IOException _) {
      return false; // an address left behind by a node that was killed
    }
  }

  private static byte[] readAnswer(HttpURLConnection connection, int status) throws IOException {
    try (InputStream in =
        status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
      if (in == null) {
        return new byte[0];
      }
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      answer.write(in.readNBytes(ANSWER_BYTES_MAX));
      return answer.toByteArray();
    }
  }

  private static CommandException refused(int status, byte[] answer) {
    int exitCode =
        switch (status) {
          case 401, 403 -> ExitCodes.NOT_PERMITTED;
          case 503, 507 -> ExitCodes.UNAVAILABLE;
          default -> status < 500 ? ExitCodes.INPUT : ExitCodes.SOFTWARE;
        };
    return new CommandException(exitCode, detail(status, answer));
  }

  private static String detail(int status, byte[] answer) {
    try {
      JsonNode problem = JSON.readTree(answer);
      String detail = problem.path("detail").asString("");
      return detail.isEmpty() ? problem.path("title").asString("HTTP " + status) : detail;
    } catch (tools.jackson.core.JacksonException _) {
      return "The node answered with HTTP status %d".formatted(status);
    }
  }
}
