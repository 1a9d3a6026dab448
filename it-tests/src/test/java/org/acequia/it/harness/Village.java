package org.acequia.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.acequia.core.unixfs.UnixFsHasher;
import org.acequia.it.harness.NodeProcess.CommandResult;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Several nodes of one community.
public final class Village implements AutoCloseable {

  /// What the first curator of every node signs in with.
  public static final String PASSWORD = "a long enough password";

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Map<String, NodeProcess> nodes = new LinkedHashMap<>();

  private Village() {}

  /// Starts nodes of which each is paired with the one before it; the first founds the community.
  public static Village inALine(Path folder, String... names) {
    Village village = new Village();
    try {
      String before = "";
      for (String name : names) {
        NodeProcess node = NodeProcess.on(folder.resolve(name)).start();
        village.nodes.put(name, node);
        if (before.isEmpty()) {
          found(node);
        } else {
          join(node, village.node(before));
        }
        before = name;
      }
      return village;
    } catch (RuntimeException | Error e) {
      village.close();
      throw e;
    }
  }

  /// Founds a community on a running node.
  public static void found(NodeProcess node) {
    node.api()
        .post(
            "/api/v1/setup",
            Map.of("community", "San Isidro", "curator", "Rosa", "password", PASSWORD));
  }

  /// Makes a running node join the community of `of` by an invite.
  public static void join(NodeProcess node, NodeProcess of) {
    join(node, invite(of));
  }

  /// Makes a running node join by `invite`.
  public static void join(NodeProcess node, String invite) {
    node.api()
        .post("/api/v1/setup", Map.of("invite", invite, "curator", "Inês", "password", PASSWORD));
  }

  /// Returns a fresh invite of a running node.
  public static String invite(NodeProcess node) {
    return node.api().post("/api/v1/invites", Map.of()).path("invite").asString();
  }

  /// Returns the node of that name.
  public NodeProcess node(String name) {
    NodeProcess node = nodes.get(name);
    if (node == null) {
      throw new IllegalArgumentException(name);
    }
    return node;
  }

  /// Returns the API of the node of that name.
  public Api api(String name) {
    return node(name).api();
  }

  /// Takes `path` in through the command line, which must succeed.
  public JsonNode importInto(String name, Path path, String... mapping) {
    List<String> arguments =
        new ArrayList<>(List.of("import", "--json", path.toAbsolutePath().normalize().toString()));
    for (String file : mapping) {
      arguments.addAll(List.of("--mapping", mappingFile(file)));
    }
    CommandResult result = node(name).command(arguments.toArray(String[]::new));
    assertThat(result.exitCode()).as("%s %s", result.output(), result.errors()).isZero();
    return JSON.readTree(result.output());
  }

  /// Returns where the mapping of that name lies.
  public static String mappingFile(String name) {
    try {
      var resource = Village.class.getResource("/mappings/" + name);
      if (resource == null) {
        throw new IllegalArgumentException(name);
      }
      return Path.of(resource.toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Returns the count and the fingerprint of every set that a node holds, by set.
  public Map<String, String> records(String name) {
    Map<String, String> sets = new TreeMap<>();
    for (JsonNode set : api(name).get("/api/v1/status").path("sets")) {
      sets.put(
          set.path("id").asString(),
          set.path("records").asString() + " " + set.path("fingerprint").asString());
    }
    return sets;
  }

  /// Returns the CIDs of all blobs that a node holds.
  public Set<String> blobs(String name) {
    Set<String> cids = new TreeSet<>();
    for (JsonNode blob : api(name).get("/api/v1/blobs")) {
      cids.add(blob.path("cid").asString());
    }
    return cids;
  }

  /// Returns where a node keeps the bytes of a blob.
  public Path fileOf(String name, String cid) throws IOException {
    try (var files = Files.walk(node(name).data().resolve("blobs"))) {
      return files
          .filter(file -> file.endsWith(cid))
          .findFirst()
          .orElseThrow(() -> new NoSuchFileException(cid));
    }
  }

  /// Returns how many items a node has in its index.
  public long items(String name) {
    return api(name).get("/api/v1/search?limit=1").path("total").asLong();
  }

  /// Waits until every node holds the same records and blobs as the first one.
  public void awaitSameEverywhere(Duration patience) {
    String first = nodes.keySet().iterator().next();
    Awaitility.await("all nodes hold the same")
        .atMost(patience)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(() -> {
          Map<String, String> records = records(first);
          assertThat(records).isNotEmpty();
          for (String name : nodes.keySet()) {
            assertThat(records(name)).as("records of " + name).isEqualTo(records);
            JsonNode status = api(name).get("/api/v1/status").path("blobs");
            assertThat(status.path("wanted").asLong(-1)).as("wanted by " + name).isZero();
          }
        });
  }

  /// Waits until a node's index has that many items.
  public void awaitIndexed(String name, long items) {
    Awaitility.await("the index of " + name)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> items(name) == items);
  }

  /// Reads every blob of `cids` from a node and checks that its bytes give its name; both nodes
  /// must therefore have the same bytes.
  public void assertSameBytes(String one, String other, Set<String> cids) throws IOException {
    for (String cid : cids) {
      for (String name : List.of(one, other)) {
        assertThat(hash(api(name).open("/ipfs/" + cid))).as(cid + " on " + name).isEqualTo(cid);
      }
    }
  }

  /// Returns how many blobs a node still wants.
  public long blobsWanted(String name) {
    return api(name).get("/api/v1/status").path("blobs").path("wanted").asLong(-1);
  }

  /// Makes every link slow.
  public void slow(long bytesPerSecond) {
    nodes.values().forEach(node -> node.link().slow(bytesPerSecond));
  }

  /// Breaks every link, and keeps them broken until [#heal()].
  public void cut() {
    nodes.values().forEach(node -> node.link().cut());
  }

  /// Lets nodes reach one another again.
  public void heal() {
    nodes.values().forEach(node -> node.link().heal());
  }

  /// Returns how many bytes have crossed from `from` to `to`, whoever dialled.
  public long bytesAcross(String from, String to) {
    return node(from).link().bytesFromTarget() + node(to).link().bytesToTarget();
  }

  /// Searches and reads all pages.
  public Hits search(String name, String query) {
    Set<String> titles = new TreeSet<>();
    long total = 0;
    for (int offset = 0; ; offset += 100) {
      JsonNode page = api(name).get("/api/v1/search?" + query + "&limit=100&offset=" + offset);
      total = page.path("total").asLong();
      for (JsonNode hit : page.path("hits")) {
        StringBuilder title = new StringBuilder();
        hit.path("title").forEach(part -> title.append(part.path("text").asString()));
        titles.add(title.toString());
      }
      if (page.path("hits").size() < 100) {
        return new Hits(total, titles);
      }
    }
  }

  /// Returns what `./acequia verify` finds damaged on a node.
  public List<String> verify(String name) {
    CommandResult result = node(name).command("verify", "--json");
    List<String> findings = new ArrayList<>();
    JsonNode job = JSON.readTree(result.output());
    job.path("result").path("findings").forEach(finding -> findings.add(finding.toString()));
    if (result.exitCode() != 0 && findings.isEmpty()) {
      findings.add(result.output() + result.errors());
    }
    return findings;
  }

  /// Stops every node.
  @Override
  public void close() {
    nodes.values().forEach(NodeProcess::close);
  }

  /// Returns the CID of all bytes of `content`, which is closed.
  static String hash(InputStream content) throws IOException {
    UnixFsHasher hasher = new UnixFsHasher();
    byte[] buffer = new byte[1 << 16];
    try (content) {
      for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
        hasher.update(buffer, 0, read);
      }
    }
    return hasher.finish().root().toString();
  }

  /// The hits of a search.
  ///
  /// @param total how many there are
  /// @param titles their titles
  public record Hits(long total, Set<String> titles) {}
}
