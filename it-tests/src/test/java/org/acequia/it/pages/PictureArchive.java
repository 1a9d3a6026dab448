package org.acequia.it.pages;

import com.microsoft.playwright.Page;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.acequia.it.harness.Api;
import org.acequia.it.harness.NodeProcess;
import org.acequia.it.harness.Village;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/// A node with two collections, photographs, a recording and a paper, one item that nobody has
/// described and one in conflict. The pictures are real ones of the shared data, where there are
/// any, and drawn ones otherwise.
public final class PictureArchive implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String SHARED = "acequia.sharedData";
  private static final String[][] ITEMS = {
    {"La limpia de la acequia", "1987-08-12", "Maras", "faena"},
    {"Fiesta de la Virgen del Carmen", "1987-07-16", "Paucartambo", "fiesta"},
    {"Las salineras al amanecer", "2003-06", "Maras", "sal"},
    {"Tejedoras en la plaza", "1962", "Chinchero", "tejido"},
    {"La escuela nueva", "1958-04", "Maras", "escuela"},
    {"Siembra de papa", "1971", "Moray", "siembra"},
  };
  private static final String ABOUT =
      "Cada agosto la comunidad entera baja con palas y música a limpiar el canal principal.";

  private final NodeProcess node;
  private final List<String> collections = new ArrayList<>();
  private final List<String> items = new ArrayList<>();

  private PictureArchive(NodeProcess node) {
    this.node = node;
  }

  /// Starts a node in `folder` and fills it.
  public static PictureArchive in(Path folder) {
    NodeProcess node = NodeProcess.on(folder.resolve("node"));
    PictureArchive archive = new PictureArchive(node);
    try {
      node.start();
      Village.found(node);
      archive.fill();
      return archive;
    } catch (RuntimeException | Error e) {
      archive.close();
      throw e;
    }
  }

  /// Returns the address of a path.
  public String address(String path) {
    return node.api().uri(path).toString();
  }

  /// Returns the node's API.
  public Api api() {
    return node.api();
  }

  /// Returns a collection's id.
  public String collection(int number) {
    return collections.get(number);
  }

  /// Returns an item's id, in the order in which they were added: photographs first.
  public String item(int number) {
    return items.get(number);
  }

  /// Returns the item of which two versions stand side by side.
  public String torn() {
    return items.getFirst();
  }

  /// Returns the item that nobody has described.
  public String undescribed() {
    return items.getLast();
  }

  /// Signs the curator in.
  public void signIn(Page page) {
    page.navigate(address("/sign-in"));
    page.fill("#name", "Rosa");
    page.fill("#password", Village.PASSWORD);
    page.locator("form:has(#password) button").first().click();
    page.waitForURL("**/curate**");
  }

  /// Returns the titles that an item has now.
  public List<String> titles(String item) {
    List<String> titles = new ArrayList<>();
    api()
        .get("/api/v1/items/" + item)
        .path("description")
        .path("title")
        .forEach(title -> titles.add(title.path("text").asString()));
    return titles;
  }

  /// Waits until so many items are found by `query`.
  public void awaitFound(String query, long count) {
    Awaitility.await(query)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> api().get("/api/v1/search?" + query).path("total").asLong() == count);
  }

  @Override
  public void close() {
    node.close();
  }

  private void fill() {
    for (String title : List.of("Álbum de la familia Quispe", "Radio Salinas")) {
      collections.add(
          api()
              .post(
                  "/api/v1/collections",
                  Map.of("title", text(title), "description", text("Reunido por los vecinos.")))
              .path("id")
              .asString());
    }
    List<byte[]> pictures = pictures();
    for (int i = 0; i < ITEMS.length; i++) {
      byte[] picture = pictures.isEmpty() ? drawn(i) : pictures.get(i % pictures.size());
      String type = pictures.isEmpty() ? "image/png" : "image/jpeg";
      JsonNode file = upload("foto-%d.jpg".formatted(i), type, picture);
      items.add(add(0, described(ITEMS[i]), file, ITEMS[i][3]));
    }
    byte[] paper = "Acta de la comunidad, libro tercero.".getBytes(StandardCharsets.UTF_8);
    items.add(
        add(
            1,
            described(new String[] {"Acta de la comunidad", "1931", "Maras", "acta"}),
            upload("acta.txt", "text/plain", paper),
            "acta"));
    items.add(
        add(
            1,
            described(new String[] {"Huayno de despedida", "1979", "Maras", "música"}),
            upload("cinta.wav", "audio/wav", silence()),
            "música"));
    items.add(add(0, Map.of(), upload("sin-nombre.jpg", "image/png", drawn(90)), "faena"));
    tear();
    awaitFound("limit=1", items.size());
  }

  /// Two people describe one item without seeing each other's words.
  private void tear() {
    String path = "/api/v1/items/" + torn();
    List<String> seen = new ArrayList<>();
    api().get(path).path("descriptionHeads").forEach(head -> seen.add(head.asString()));
    for (String date : List.of("1986-08", "1987-08-12")) {
      Map<String, Object> description = new HashMap<>(described(ITEMS[0]));
      description.put("date", text(date));
      api().putRaw(path + "/description", Map.of("description", description, "supersedes", seen));
    }
  }

  private static Map<String, Object> described(String[] item) {
    return Map.of(
        "title", text(item[0]),
        "date", text(item[1]),
        "spatial", text(item[2]),
        "subject", text(item[3]),
        "creator", text("Julián Quispe"),
        "description", text(ABOUT));
  }

  private String add(int collection, Map<String, Object> description, JsonNode file, String tag) {
    return api()
        .post(
            "/api/v1/items",
            Map.of(
                "collection",
                collections.get(collection),
                "description",
                description,
                "media",
                List.of(
                    Map.of(
                        "cid", file.path("cid").asString(),
                        "size", file.path("size").asLong(),
                        "name", file.path("name").asString(),
                        "type", file.path("type").asString())),
                "tags",
                text(tag)))
        .path("id")
        .asString();
  }

  private JsonNode upload(String name, String type, byte[] bytes) {
    return api().upload("/api/v1/blobs?name=%s&type=%s".formatted(name, type), bytes);
  }

  private static List<Map<String, String>> text(String text) {
    return List.of(Map.of("language", "es", "text", text));
  }

  private static List<byte[]> pictures() {
    Path folder =
        Path.of(System.getProperty(SHARED, "../../shared/data"), "media/exif-samples/jpg/gps");
    List<byte[]> pictures = new ArrayList<>();
    for (String name : List.of("10", "12", "21", "25", "27", "29")) {
      read(folder.resolve("DSCN00%s.jpg".formatted(name))).ifPresent(pictures::add);
    }
    return pictures;
  }

  private static Optional<byte[]> read(Path file) {
    try {
      return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] drawn(int number) {
    BufferedImage image = new BufferedImage(640, 420, BufferedImage.TYPE_INT_RGB);
    var canvas = image.createGraphics();
    for (int y = 0; y < 420; y++) {
      canvas.setColor(new Color(60 + y / 3, 120 + y / 4, 200 - y / 3));
      canvas.drawLine(0, y, 640, y);
    }
    canvas.setColor(new Color(250, 220, 120));
    canvas.fillOval(100 + 4 * number, 120, 90, 90);
    canvas.dispose();
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(image, "png", bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A tenth of a second of it, in 8 bits at 8 kHz.
  private static byte[] silence() {
    byte[] samples = new byte[800];
    java.util.Arrays.fill(samples, (byte) 128);
    ByteArrayOutputStream wav = new ByteArrayOutputStream();
    var header = java.nio.ByteBuffer.allocate(44).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    header.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + samples.length);
    header.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    header.putShort((short) 1).putShort((short) 1).putInt(8000).putInt(8000);
    header.putShort((short) 1).putShort((short) 8);
    header.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(samples.length);
    wav.writeBytes(header.array());
    wav.writeBytes(samples);
    return wav.toByteArray();
  }
}
