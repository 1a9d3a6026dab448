package org.acequia.node.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.acequia.core.cid.Base32;
import org.acequia.node.cli.CommandException;
import org.acequia.node.cli.ExitCodes;
import org.acequia.node.cli.NodeClient;
import org.acequia.node.directory.DurableFiles;
import org.acequia.node.directory.PrivateFile;
import tools.jackson.databind.JsonNode;

/// Three nodes in a line, and what happens on them.
///
/// [#run()] and [#close()] may be called by different threads.
final class Demonstration implements AutoCloseable {

  private static final String PASSWORD_FILE = "password";
  private static final int PASSWORD_BYTES = 10;
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  private static final Set<String> UNDER_WAY = Set.of("WAITING", "RUNNING");
  private static final String HERON = "/api/v1/search?q=%22la+garza+y+la+luna%22&limit=1";

  private final Path base;
  private final Wish wish;
  private final DemoWords words;
  private final PrintWriter out;
  private final List<DemoNode> nodes = new ArrayList<>();
  private volatile boolean closing;

  /// What the person asked for.
  ///
  /// @param port the first of three, or 0
  /// @param paceSeconds the pause before the next thing is taken in
  /// @param everywhere whether other machines may see the nodes
  record Wish(int port, double paceSeconds, boolean everywhere) {}

  /// A node that answers.
  private record Running(DemoNode node, NodeClient client) {

    String url() {
      return "http://%s:%d/".formatted(node.place().host(), client.address().getPort());
    }
  }

  Demonstration(Path base, Wish wish, DemoWords words, PrintWriter out) {
    this.base = base;
    this.wish = wish;
    this.words = words;
    this.out = out;
  }

  /// Starts everything, tells what to watch, and returns when all three nodes have ended.
  ///
  /// @throws CommandException if a node does not start, or refuses what it is asked
  void run() throws IOException {
    say("starting");
    Files.createDirectories(base);
    String password = password();
    startAll();
    List<Running> running = nodes.stream().map(node -> new Running(node, node.await())).toList();
    setUp(running, password);
    welcome(running, password);
    List<CompletableFuture<Void>> ends =
        nodes.stream().map(node -> node.ended().thenAccept(code -> ended(node, code))).toList();
    if (bring(running)) {
      say("complete");
      disagree(running, password);
    }
    say("try", running.getFirst().url(), running.get(1).node().pid());
    ends.forEach(CompletableFuture::join);
  }

  /// Tells whether the nodes are being stopped.
  boolean isClosing() {
    return closing;
  }

  private synchronized void startAll() throws IOException {
    int port = wish.port();
    for (Place place : Place.DOWNSTREAM) {
      if (!closing) {
        nodes.add(DemoNode.start(place, base, port, wish.everywhere()));
        port += port == 0 ? 0 : 1;
      }
    }
  }

  private void ended(DemoNode node, int code) {
    if (!closing) {
      say("ended", node.place().name(), code);
    }
  }

  /// Founds the community upstream, and lets each village below join the one above it.
  private void setUp(List<Running> running, String password) {
    for (int i = 0; i < running.size(); i++) {
      NodeClient client = running.get(i).client();
      if (client.get("/api/v1/status").path("community").isObject()) {
        continue;
      }
      String curator = running.get(i).node().place().curator();
      if (i == 0) {
        client.post(
            "/api/v1/setup",
            Map.of("community", Place.COMMUNITY, "curator", curator, "password", password));
      } else {
        JsonNode invite = running.get(i - 1).client().post("/api/v1/invites", Map.of());
        client.post(
            "/api/v1/setup",
            Map.of(
                "invite", invite.path("invite").asString(),
                "curator", curator,
                "password", password));
      }
    }
  }

  private void welcome(List<Running> running, String password) {
    out.println();
    for (Running each : running) {
      Place place = each.node().place();
      out.printf("  %-24s %-34s %s%n", place.name(), each.url(), place.curator());
    }
    out.println();
    say("signIn", password);
    say("names");
    say("watch", running.getLast().url() + "network");
    if (wish.paceSeconds() > 0) {
      say("pace", wish.paceSeconds());
    }
    out.println();
    out.flush();
  }

  /// Takes the sample archive in upstream, one thing after the other, and waits until all three
  /// hold it.
  ///
  /// @return whether anything was new
  private boolean bring(List<Running> running) throws IOException {
    NodeClient upstream = running.getFirst().client();
    collections(upstream);
    List<SampleArchive.Thing> things = SampleArchive.things();
    if (upstream.get("/api/v1/status").path("items").asLong() >= things.size()) {
      return false;
    }
    Path arriving = base.resolve("arriving");
    for (int i = 0; i < things.size(); i++) {
      pause();
      SampleArchive.Thing thing = things.get(i);
      take(upstream, thing, arriving.resolve("" + i));
      out.printf("  %2d/%d  %-44s %s%n", i + 1, things.size(), thing.title(), counts(running));
      out.flush();
    }
    DurableFiles.deleteTree(arriving);
    awaitLevel(running, things.size());
    return true;
  }

  private static void collections(NodeClient upstream) throws IOException {
    JsonNode known = upstream.get("/api/v1/collections");
    for (SampleArchive.Collection collection : SampleArchive.collections()) {
      if (known.valueStream().noneMatch(one -> one.toString().contains(collection.title()))) {
        upstream.post("/api/v1/collections", collection.description());
      }
    }
  }

  private static void take(NodeClient upstream, SampleArchive.Thing thing, Path folder)
      throws IOException {
    Path table = thing.writeTo(folder);
    JsonNode job =
        upstream.post(
            "/api/v1/imports",
            Map.of(
                "paths",
                List.of(table.toAbsolutePath().toString()),
                "collection",
                thing.collection().title()));
    String at = "/api/v1/imports/" + job.path("id").asString();
    while (UNDER_WAY.contains(job.path("state").asString())) {
      LockSupport.parkNanos(POLL_NANOS / 4);
      job = upstream.get(at);
    }
    if (!job.path("state").asString().equals("DONE")) {
      throw new CommandException(
          ExitCodes.SOFTWARE,
          "The sample archive was not taken in: %s".formatted(job.path("fault").asString()));
    }
  }

  /// A person would need longer for each. It is the person who is slow, not the nodes.
  private void pause() {
    LockSupport.parkNanos((long) (wish.paceSeconds() * 1e9));
  }

  private void awaitLevel(List<Running> running, long items) {
    String told = "";
    while (!areLevel(running, items)) {
      String counts = counts(running);
      if (!counts.equals(told)) {
        out.printf("  %s%n", counts);
        out.flush();
        told = counts;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /// The same records, and everything that they speak of.
  private static boolean areLevel(List<Running> running, long items) {
    List<JsonNode> states =
        running.stream().map(each -> each.client().get("/api/v1/status")).toList();
    return states.stream()
        .allMatch(state ->
            state.path("items").asLong() >= items
                && state.path("sets").equals(states.getFirst().path("sets"))
                && state.path("missingBodies").asLong() == 0
                && state.path("blobs").path("wanted").asLong() == 0);
  }

  private String counts(List<Running> running) {
    List<String> counts = new ArrayList<>();
    for (Running each : running) {
      long items = each.client().get("/api/v1/status").path("items").asLong();
      counts.add("%s %d".formatted(each.node().place().folder(), items));
    }
    return String.join(" · ", counts);
  }

  /// Two curators describe the same print without having seen each other's words, so that there is
  /// something to settle.
  private void disagree(List<Running> running, String password) {
    String heron = awaitHeron(running.getFirst().client());
    String path = "/api/v1/items/" + heron;
    JsonNode before = running.getFirst().client().get(path);
    describe(running.getFirst(), password, path, before, words.say("heron.one"));
    describe(running.getLast(), password, path, before, words.say("heron.two"));
    say("conflict", running.getFirst().url() + "items/" + heron);
  }

  /// The index follows the records a moment later.
  private static String awaitHeron(NodeClient client) {
    JsonNode hit = client.get(HERON).path("hits").path(0).path("item");
    while (!hit.isString()) {
      LockSupport.parkNanos(POLL_NANOS);
      hit = client.get(HERON).path("hits").path(0).path("item");
    }
    return hit.asString();
  }

  private static void describe(
      Running where, String password, String path, JsonNode before, String what) {
    NodeClient client = where.client();
    JsonNode session =
        client.post(
            "/api/v1/sessions",
            Map.of("name", where.node().place().curator(), "password", password));
    var description = before.path("description").deepCopy();
    if (description instanceof tools.jackson.databind.node.ObjectNode terms) {
      terms.putArray("description").addObject().put("text", what);
    }
    client
        .with(session.path("token").asString())
        .put(
            path + "/description",
            Map.of("description", description, "supersedes", before.path("descriptionHeads")));
  }

  /// The same for all three, and made anew for each demonstration.
  private String password() {
    PrivateFile file = new PrivateFile(base.resolve(PASSWORD_FILE));
    return file.read()
        .map(bytes -> new String(bytes, UTF_8).strip())
        .orElseGet(() -> {
          byte[] bytes = new byte[PASSWORD_BYTES];
          new SecureRandom().nextBytes(bytes);
          String made = Base32.encode(bytes).replaceAll("(.{4})(?!$)", "$1-");
          file.write(made.getBytes(US_ASCII));
          return made;
        });
  }

  private void say(String key, Object... arguments) {
    out.println(words.say(key, arguments));
    out.flush();
  }

  /// Stops the nodes and waits until they have.
  @Override
  public void close() {
    List<DemoNode> started;
    closing = true;
    synchronized (this) {
      started = List.copyOf(nodes);
    }
    started.forEach(DemoNode::stop);
    started.forEach(DemoNode::awaitEnd);
  }
}
