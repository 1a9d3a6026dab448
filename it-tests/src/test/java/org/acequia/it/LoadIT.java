package org.acequia.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.acequia.it.harness.Commands;
import org.acequia.it.harness.JvmMemory;
import org.acequia.it.harness.NodeProcess;
import org.acequia.it.harness.Queues;
import org.acequia.it.harness.Reader;
import org.acequia.it.harness.Sender;
import org.acequia.it.harness.Users;
import org.acequia.it.harness.Village;
import org.acequia.it.harness.Writer;
import org.acequia.it.harness.Writer.Written;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Many people at once on a node with the memory that everybody's node has: 256 MB of heap.
class LoadIT {

  private static final int READERS = 60;
  private static final int CURATORS = 5;
  private static final Duration LOAD = Duration.ofSeconds(Long.getLong("acequia.loadSeconds", 60));

  /// The first of them is not counted: a JVM that warms up grows.
  private static final int LOOKS = 6;

  private static final int FILE_BYTES_MAX = 200_000;
  private static final int FIRST_ITEMS = 200;
  private static final double RESIDENT_MB_MAX = 512;

  /// What the items added on the way may take, and what comes and goes.
  private static final double HEAP_GROWTH_MB_MAX = 30;

  /// As many as there are readers and curators: nobody waits twice.
  private static final long DATABASE_WAITS_MAX = READERS + CURATORS;

  /// What five curators add within the seconds that a batch of the index takes.
  private static final long INDEX_PENDING_MAX = 2_000;

  private static final int SENT_BYTES_MAX = 2_000_000;
  private static final int LARGE_BYTES = 8 << 20;
  private static final int LARGE_FILES_MAX = 100;
  private static final int NO_SPACE = 507;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir private Path folder;

  @Test
  void manyReadersAndCuratorsMeetNoErrorAndTheNodeDoesNotGrow() throws IOException {
    try (NodeProcess node = NodeProcess.on(folder.resolve("node")).start()) {
      assertThat(Files.readString(Path.of("/proc/%d/cmdline".formatted(node.pid()))))
          .contains("-Xmx256m");
      Village.found(node);
      String collection = collection(node);
      fill(node, collection);
      assertTravelsCompressed(node);
      LoadOn load = new LoadOn(node, pages(node, collection));
      List<Writer> writers = writers(node, collection);
      List<JvmMemory> looks = new ArrayList<>();
      List<Queues> queues = new ArrayList<>();
      try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
        writers.forEach(people::execute);
        load.begin(people);
        for (int look = 0; look < LOOKS; look++) {
          LockSupport.parkNanos(LOAD.toNanos() / LOOKS); // the load goes on meanwhile
          queues.add(Queues.of(node));
          looks.add(JvmMemory.of(node));
        }
        writers.forEach(Writer::stop);
        load.end();
      }
      System.out.printf(
          "LoadIT: %,d pages read and %,d items written in %s; %s; %s%n",
          load.answered.sum(),
          writers.stream().mapToInt(writer -> writer.items().size()).sum(),
          LOAD,
          looks,
          queues);

      assertThat(load.failures).isEmpty();
      assertThat(writers).allMatch(writer -> writer.failure().isEmpty());
      assertThat(writers).as("each curator got something done").allMatch(w -> !w.items().isEmpty());
      assertDoesNotGrow(looks);
      assertThat(Queues.most(queues, Queues::indexPending)).isLessThan(INDEX_PENDING_MAX);
      assertThat(Queues.most(queues, Queues::databaseWaits))
          .isLessThanOrEqualTo(DATABASE_WAITS_MAX);
      assertThat(Queues.most(queues, Queues::jobs)).as("jobs nobody asked for").isZero();
      awaitIndexed(node);
      assertThat(Queues.of(node).databaseWaits()).isZero();
      assertThat(node.output()).doesNotContain("OutOfMemoryError").doesNotContain("nobody foresaw");
    }
  }

  @Test
  void aDiskThatFillsUpRefusesFilesPolitelyWhileReadingGoesOn() throws Exception {
    Requires.that(Users.isRoot(), "A small disk can be made by root only: run the tests as root");
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Commands.run(List.of("mount", "-t", "tmpfs", "-o", "size=512m", "tmpfs", disk.toString()));
    try (NodeProcess node = NodeProcess.on(disk.resolve("node")).start()) {
      Village.found(node);
      String collection = collection(node);
      fill(node, collection);
      LoadOn load = new LoadOn(node, pages(node, collection));
      List<Writer> writers = writers(node, collection);
      Sender sender = new Sender(node, collection, 7, SENT_BYTES_MAX);
      try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
        load.begin(people);
        try {
          List<Future<?>> atWork = new ArrayList<>();
          writers.forEach(writer -> atWork.add(people.submit(writer)));
          atWork.add(people.submit(sender));
          assertRefused(fillUp(node));
          for (Future<?> curator : atWork) {
            curator.get(PATIENCE.toSeconds(), TimeUnit.SECONDS); // until it is refused as well
          }
          assertThat(writers)
              .extracting(Writer::failure)
              .allMatch(refusal -> refusal.contains(": " + NO_SPACE));
          assertThat(sender.failure()).contains(": " + NO_SPACE).contains("no_space");
          assertThat(item(node, collection, List.of()))
              .as("descriptions still have room")
              .isNotEmpty();
          Commands.run(List.of("mount", "-o", "remount,size=900m", "tmpfs", disk.toString()));
          assertThat(node.api().keepRaw("again.bin", large(new Random(3))).statusCode())
              .as("an upload once there is space")
              .isEqualTo(201);
          sender.stop();
          sender.run();
          assertThat(sender.failure()).as("what was under way goes on").isEmpty();
          assertThat(sender.uploads()).allMatch(upload -> !upload.item().isEmpty());
          writers.forEach(writer -> writer.items().forEach(item -> assertKept(node, item)));
        } finally {
          load.end();
        }
      }
      assertThat(load.failures).isEmpty();
      assertThat(load.answered.sum()).as("pages read").isPositive();
      assertThat(node.command("verify").exitCode()).isZero();
    } finally {
      Commands.run(List.of("umount", "-l", disk.toString()));
    }
  }

  private static HttpResponse<byte[]> fillUp(NodeProcess node) {
    Random random = new Random(2);
    for (int file = 0; file < LARGE_FILES_MAX; file++) {
      HttpResponse<byte[]> answer = node.api().keepRaw("large.bin", large(random));
      if (answer.statusCode() != 201) {
        return answer;
      }
    }
    throw new AssertionError("The disk does not fill up");
  }

  private static void assertKept(NodeProcess node, Written item) {
    JsonNode now = node.api().get("/api/v1/items/" + item.id());
    assertThat(Writer.title(now)).isIn(item.possibleTitles());
    assertThat(now.path("media").path(0).path("cid").asString()).isEqualTo(item.file());
  }

  private static byte[] large(Random random) {
    byte[] content = new byte[LARGE_BYTES];
    random.nextBytes(content);
    return content;
  }

  private static void assertRefused(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode()).isEqualTo(NO_SPACE);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(new String(answer.body(), UTF_8)).contains("disk is full").contains("kept");
  }

  /// Pages and what they are dressed in; what cannot be made smaller is left alone.
  private static void assertTravelsCompressed(NodeProcess node) {
    String home = new String(node.api().getRaw("/").body(), UTF_8);
    Matcher style = Pattern.compile("href=\"([^\"]+\\.css[^\"]*)\"").matcher(home);
    assertThat(style.find()).as("a stylesheet in %s", home).isTrue();
    for (String path : List.of("/", style.group(1))) {
      assertThat(
              node.api()
                  .getRaw(path, "Accept-Encoding", "gzip")
                  .headers()
                  .firstValue("Content-Encoding"))
          .as(path)
          .contains("gzip");
    }
  }

  private static void assertDoesNotGrow(List<JvmMemory> looks) {
    JvmMemory early = looks.get(1);
    JvmMemory late = looks.getLast();
    assertThat(late.heapMb())
        .as("heap in use, %s", looks)
        .isLessThan(early.heapMb() + HEAP_GROWTH_MB_MAX);
    assertThat(looks).as("resident memory").allMatch(look -> look.residentMb() < RESIDENT_MB_MAX);
    assertThat(late.threads()).as("threads, %s", looks).isLessThan(early.threads() + 20);
    assertThat(late.files()).as("open files, %s", looks).isLessThan(early.files() + 150);
  }

  private static void awaitIndexed(NodeProcess node) {
    Awaitility.await("the index keeps up")
        .atMost(PATIENCE)
        .until(
            () -> node.api().get("/api/v1/status").path("index").path("pending").asLong(-1) == 0);
  }

  private static String collection(NodeProcess node) {
    return node.api()
        .post("/api/v1/collections", Map.of("title", List.of(Map.of("text", "Busy"))))
        .path("id")
        .asString();
  }

  private static void fill(NodeProcess node, String collection) {
    JsonNode file = node.api().keep("photo.txt", "Water for everyone".getBytes(UTF_8));
    List<Map<String, Object>> media =
        List.of(Map.of("cid", file.path("cid").asString(), "name", "photo.txt"));
    for (int i = 0; i < FIRST_ITEMS; i++) {
      assertThat(item(node, collection, media)).isNotEmpty();
    }
    awaitIndexed(node);
  }

  private static String item(NodeProcess node, String collection, List<Map<String, Object>> media) {
    return node.api()
        .post(
            "/api/v1/items",
            Map.of(
                "collection", collection,
                "description", Map.of("title", List.of(Map.of("text", "Canal and water"))),
                "media", media))
        .path("id")
        .asString();
  }

  private static List<String> pages(NodeProcess node, String collection) {
    List<String> pages =
        new ArrayList<>(
            List.of(
                "/",
                "/search?q=water",
                "/search?q=canal&order=title",
                "/api/v1/search?q=water&limit=50",
                "/api/v1/status",
                "/collections/" + collection,
                "/network"));
    for (JsonNode hit : node.api().get("/api/v1/search?q=water&limit=20").path("hits")) {
      pages.add("/items/" + hit.path("item").asString());
    }
    return pages;
  }

  private static List<Writer> writers(NodeProcess node, String collection) {
    AtomicInteger acknowledged = new AtomicInteger();
    List<Writer> writers = new ArrayList<>();
    for (int i = 0; i < CURATORS; i++) {
      writers.add(new Writer(node, collection, new Random(i), FILE_BYTES_MAX, acknowledged));
    }
    return writers;
  }

  /// The readers of a node.
  private static final class LoadOn {
    private final NodeProcess node;
    private final List<String> pages;
    private final LongAdder answered = new LongAdder();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean enough = new AtomicBoolean();

    LoadOn(NodeProcess node, List<String> pages) {
      this.node = node;
      this.pages = pages;
    }

    void begin(ExecutorService people) {
      for (int i = 0; i < READERS; i++) {
        people.execute(new Reader(node, pages, new Random(i), answered, failures, enough));
      }
    }

    void end() {
      enough.set(true);
    }
  }
}
