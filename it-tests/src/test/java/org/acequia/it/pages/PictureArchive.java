package org.acequia.it.pages;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.acequia.it.Requires;
import org.acequia.it.harness.Api;
import org.acequia.it.harness.NodeProcess;
import org.acequia.it.harness.Village;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/// A node with collections of photographs, recordings, papers and a film, one item that nobody has
/// described, one in conflict, one whose file is not here, a file that nobody can read, and an
/// empty collection. The photographs are real ones of the shared data, where there are any; all
/// else is of the sample archive. Every file has been read when it is ready.
public final class PictureArchive implements AutoCloseable {

  /// What one of the texts says.
  static final String TALE = "Había una vez una acequia.";

  private static final Duration PATIENCE = Duration.ofMinutes(2);
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
  private static final AtomicInteger PEOPLE = new AtomicInteger();

  private final NodeProcess node;
  private final List<String> collections = new ArrayList<>();
  private final List<String> items = new ArrayList<>();
  private String lookedAt = "";

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
      archive.fill(folder);
      return archive;
    } catch (RuntimeException | Error e) {
      archive.close();
      throw e;
    }
  }

  /// Somebody who has an account here, has forgotten the password and found the recovery sheet.
  public record Forgetful(String name, String recoveryCode) {}

  /// Returns the address of a path.
  public String address(String path) {
    return node.api().uri(path).toString();
  }

  /// Returns the address of a path as others on the same network write it, over plain HTTP.
  public String addressOnTheNetwork(String path) {
    return onTheNetwork(node, path);
  }

  /// Returns the address of a path of `node` as others on the same network write it.
  static String onTheNetwork(NodeProcess node, String path) {
    String host =
        Requires.present(ownAddress(), "This machine has no address but that of its loopback");
    return "http://%s:%d%s".formatted(host, node.port(), path);
  }

  /// Returns the node's API.
  public Api api() {
    return node.api();
  }

  /// Returns a collection's id.
  public String collection(int number) {
    return collections.get(number);
  }

  /// Returns the collection in which there is nothing.
  public String emptyCollection() {
    return collections.getLast();
  }

  /// Returns an item's id, in the order in which they were added: photographs first.
  public String item(int number) {
    return items.get(number);
  }

  /// Returns the item of which two versions stand side by side.
  public String torn() {
    return items.getFirst();
  }

  /// Returns the item that is a film.
  public String video() {
    return items.get(ITEMS.length + 2);
  }

  /// Returns the item that is a PDF.
  public String document() {
    return items.get(ITEMS.length + 3);
  }

  /// Returns the item that is a damaged photograph.
  public String damaged() {
    return items.get(ITEMS.length + 5);
  }

  /// Returns the item that is a paper of twelve pages, of which the third cannot be drawn.
  public String paper() {
    return items.get(ITEMS.length + 6);
  }

  /// Looks through the papers until there is a picture of every page that the list of pages names,
  /// or it is known that there is none.
  public void turnPages() {
    for (String page :
        List.of(
            document() + "/look/1",
            document() + "/look/1?page=2",
            paper() + "/look/1?page=2",
            paper() + "/look/1?page=3")) {
      Awaitility.await(page)
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(200))
          .until(() -> api().getRaw("/items/" + page).statusCode() == 200);
    }
  }

  /// Pairs with another node, which goes away again and will be missed.
  public void befriend(Path folder) {
    try (NodeProcess other = NodeProcess.on(folder.resolve("neighbour")).start()) {
      Village.join(other, node);
      Awaitility.await("the neighbour is known")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(200))
          .until(() -> api().get("/api/v1/network").path("neighbours").size() == 1);
    }
  }

  /// Returns the item whose file this node does not hold.
  public String withoutItsFile() {
    return items.get(ITEMS.length + 4);
  }

  /// Returns the item that nobody has described.
  public String undescribed() {
    return items.getLast();
  }

  /// Returns the number of a job that the node has done.
  public String job() {
    return api().get("/api/v1/jobs").path(0).path("id").asString();
  }

  /// Returns the number of an import that was only looked at, and would leave rows out.
  public String lookedAt() {
    return lookedAt;
  }

  /// Gives somebody an account and a recovery sheet.
  public Forgetful somebodyForgetful() {
    String name = newName();
    JsonNode sheet =
        api().post("/api/v1/curators", Map.of("name", name, "password", "long forgotten by now"));
    return new Forgetful(name, sheet.path("recoveryCode").asString());
  }

  /// Returns a name that nobody here has.
  static String newName() {
    return "Inés " + PEOPLE.incrementAndGet();
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

  private void fill(Path folder) {
    for (String title : List.of("Álbum de la familia Quispe", "Radio Salinas")) {
      collections.add(collect(title));
    }
    addPhotographs();
    byte[] act = "Acta de la comunidad, libro tercero.".getBytes(StandardCharsets.UTF_8);
    add(1, "Acta de la comunidad", "1931", "acta", upload("acta.txt", "text/plain", act));
    add(
        1,
        "Huayno de despedida",
        "1979",
        "música",
        upload("cinta.wav", "audio/wav", SampleFiles.silence()));
    collections.add(collect("Cine de la plaza"));
    add(2, "Los faroles", "1994", "fiesta", sample("water/lanterns.webm", "video/webm"));
    add(2, "Libro de turnos", "1951", "acta", sample("trades/minutes.pdf", "application/pdf"));
    JsonNode lost = sample("voices/frogs.ogg", "audio/ogg");
    add(2, "Las ranas de la laguna", "2001", "agua", lost);
    byte[] torn = Arrays.copyOf(SampleFiles.of("water/otter.jpg"), 100);
    add(2, "Retrato", "1940", "retrato", upload("retrato.jpg", "image/jpeg", torn));
    byte[] paper = SampleFiles.paper(12, 3);
    add(
        2,
        "Reglamento de riego",
        "1948",
        "acta",
        upload("reglamento.pdf", "application/pdf", paper));
    items.add(add(0, Map.of(), sample("water/gate.jpg", "image/jpeg"), "faena"));
    tear();
    takeIn(folder.resolve("cuentos"));
    lookedAt = lookAt(folder.resolve("inventario.csv"));
    collections.add(collect("Cartas de los que se fueron"));
    awaitRead();
    lose(lost.path("cid").asString());
  }

  private void addPhotographs() {
    List<byte[]> pictures = SampleFiles.pictures();
    for (int i = 0; i < ITEMS.length; i++) {
      String name = "foto-%d.jpg".formatted(i);
      items.add(
          add(0, described(ITEMS[i]), upload(name, "image/jpeg", pictures.get(i)), ITEMS[i][3]));
    }
  }

  private void add(int collection, String title, String date, String tag, JsonNode file) {
    items.add(add(collection, described(title, date, "Maras", tag), file, tag));
  }

  private String collect(String title) {
    return api()
        .post(
            "/api/v1/collections",
            Map.of("title", text(title), "description", text("Reunido por los vecinos.")))
        .path("id")
        .asString();
  }

  /// An import, which is a job and can be undone.
  private void takeIn(Path tales) {
    try {
      Files.createDirectories(tales);
      Files.writeString(tales.resolve("la-acequia.txt"), TALE);
      Files.writeString(tales.resolve("el-molino.txt"), "Había una vez un molino.");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    NodeProcess.CommandResult result = node.command("import", tales.toString());
    if (result.exitCode() != 0) {
      throw new IllegalStateException(result.output() + result.errors());
    }
    awaitFound("limit=1", items.size() + 2L);
  }

  /// A table of which one row has more columns than their names.
  private String lookAt(Path table) {
    try {
      Files.writeString(table, "title,date\nEl puente,1987\nuno,dos,tres\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String id =
        api()
            .post("/api/v1/imports", Map.of("paths", List.of(table.toString()), "dryRun", true))
            .path("id")
            .asString();
    Awaitility.await("the table has been looked at")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> api().get("/api/v1/imports/" + id).path("state").asString().equals("DONE"));
    return id;
  }

  private void awaitRead() {
    Awaitility.await("every file has been read")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> api().get("/api/v1/files").path("waiting").asLong() == 0);
  }

  /// Takes a file's bytes away, as if they had not come from a neighbour yet.
  private void lose(String cid) {
    try (var files = Files.walk(node.data().resolve("blobs"))) {
      for (Path file : files.filter(file -> file.endsWith(cid)).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  private static Map<String, Object> described(String... item) {
    return Map.of(
        "title", text(item[0]),
        "date", text(item[1]),
        "spatial", text(item[2]),
        "subject", text(item[3]),
        "creator", text("Julián Quispe"),
        "language", text("es"),
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

  private JsonNode sample(String path, String type) {
    return upload(path.substring(path.indexOf('/') + 1), type, SampleFiles.of(path));
  }

  private JsonNode upload(String name, String type, byte[] bytes) {
    return api().upload("/api/v1/blobs?name=%s&type=%s".formatted(name, type), bytes);
  }

  private static List<Map<String, String>> text(String text) {
    return List.of(Map.of("language", "es", "text", text));
  }

  private static Optional<String> ownAddress() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> address instanceof java.net.Inet4Address)
          .filter(address -> !address.isLoopbackAddress())
          .map(InetAddress::getHostAddress)
          .findFirst();
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
  }
}
