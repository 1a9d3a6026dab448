package org.acequia.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.acequia.it.harness.Writer.Step;
import org.acequia.it.harness.Writer.Written;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/// A node on which people upload, edit and import, and which reads and indexes what they bring,
/// until it is killed. Knows what the node has acknowledged, and what it has accepted to do.
public final class BusyNode {

  private static final int WRITERS = 2;
  private static final int WRITTEN_BYTES_MAX = 1_000_000;
  private static final int SENT_BYTES_MAX = 2_000_000;
  private static final int HELD_AFTER_BYTES_MAX = 3_000_000;
  private static final int MOMENT_MS_MAX = 600;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final NodeProcess node;
  private final Path folder;
  private final Random random;
  private final String written;
  private final Sender sender;
  private final String sent;
  private final List<Written> items = new ArrayList<>();
  private final List<Long> accepted = new ArrayList<>();
  private List<Writer> writers = List.of();
  private CountDownLatch atWork = new CountDownLatch(0);
  private int harvests;
  private long lastImport;
  private int begunAgain;
  private int kills;

  /// @param folder where the files to be imported are made
  public BusyNode(NodeProcess node, Path folder, long seed) {
    this.node = node;
    this.folder = folder;
    this.random = new Random(seed + 1);
    this.written = collection("Written");
    this.sent = collection("Sent");
    this.sender = new Sender(node, sent, seed, SENT_BYTES_MAX);
  }

  /// What is under way when the node is killed.
  public enum Aim {
    /// A file that is sent whole.
    UPLOAD,
    /// A piece of a file: half of it has come.
    PIECE,
    /// A file whose last byte is there becomes an item.
    KEEP,
    /// A folder that is taken in.
    IMPORT,
    /// Files that are read, in processes of their own.
    EXTRACTION,
    /// An index that is made anew.
    INDEXING,
    /// A record that takes the place of another.
    EDIT
  }

  /// Everybody begins, or goes on.
  public void begin(ExecutorService threads) {
    AtomicInteger acknowledged = new AtomicInteger();
    List<Runnable> people = new ArrayList<>();
    writers =
        Stream.generate(() ->
                new Writer(
                    node, written, new Random(random.nextLong()), WRITTEN_BYTES_MAX, acknowledged))
            .limit(WRITERS)
            .toList();
    people.addAll(writers);
    sender.goOn();
    people.add(sender);
    CountDownLatch working = new CountDownLatch(people.size());
    atWork = working;
    for (Runnable person : people) {
      threads.execute(() -> {
        try {
          person.run();
        } finally {
          working.countDown();
        }
      });
    }
    if (lastImport == 0 || isOver(lastImport)) {
      takeIn();
    }
  }

  /// Kills the node once `aim` is under way.
  ///
  /// @return the processes that were reading files
  public List<ProcessHandle> killAt(Aim aim, boolean withDatabase) throws InterruptedException {
    Optional<Sender.Hold> hold = Optional.empty();
    switch (aim) {
      case UPLOAD -> await("a file is sent", () -> isAt(Step.SENDING));
      case EDIT -> await("an item is edited", () -> isAt(Step.EDITING));
      case PIECE -> {
        Sender.Hold piece = sender.holdAfter(1 + random.nextInt(HELD_AFTER_BYTES_MAX));
        hold = Optional.of(piece);
        await("half a piece is there", piece::isReached);
      }
      case KEEP -> await("a file becomes an item", sender::isSettling);
      case IMPORT -> {
        if (isOver(lastImport)) {
          takeIn();
        }
        await("a folder is taken in", () -> !state(lastImport).equals("WAITING"));
        letAMomentPass();
      }
      case EXTRACTION -> {
        await("files are read", () -> !readers().isEmpty() && filesWaiting() > 0);
        letAMomentPass();
      }
      case INDEXING -> {
        accepted.add(
            Long.parseLong(node.api().post("/api/v1/reindex", Map.of()).path("id").asString()));
        letAMomentPass();
      }
    }
    List<ProcessHandle> readers = readers();
    kills++;
    if (withDatabase) {
      node.killWithDatabase();
    } else {
      node.kill();
    }
    hold.ifPresent(Sender.Hold::release);
    atWork.await();
    return readers;
  }

  /// Starts the node again; half files of the time before are gone then.
  public void restart() {
    List<Path> before = parts();
    node.start();
    assertThat(parts()).as("half files").noneMatch(before::contains);
  }

  /// Whatever was acknowledged is there, and what was accepted is under way or done.
  public void assertNothingAcknowledgedIsLost() throws IOException {
    assertThat(writers).as("refusals").allMatch(writer -> writer.failure().isEmpty());
    assertThat(sender.failure()).isEmpty();
    List<Written> latest = new ArrayList<>();
    List<String> files = new ArrayList<>();
    for (Writer writer : writers) {
      latest.addAll(writer.items());
      files.addAll(writer.files());
    }
    latest.forEach(this::assertKept);
    for (String file : files) {
      assertThat(hash(file)).as("the bytes of an acknowledged file").isEqualTo(file);
    }
    items.addAll(latest);
    sender.uploads().stream().filter(upload -> !upload.item().isEmpty()).forEach(this::assertKept);
    for (long job : List.copyOf(accepted)) {
      settle(job);
    }
  }

  /// Lets everything come to its end.
  public void finish() {
    sender.stop();
    sender.run();
    assertThat(sender.failure()).isEmpty();
    for (long job : List.copyOf(accepted)) {
      await("the job %d ends by itself".formatted(job), () -> isOver(job));
      settle(job);
    }
    assertThat(accepted).as("jobs that have not ended").isEmpty();
    awaitFilesRead();
    if (node.api().get("/api/v1/files").path("failed").asLong() > 0) {
      // named and not read any more: during them the node went down three times
      for (JsonNode failure : node.api().get("/api/v1/files/failures")) {
        assertThat(failure.path("fault").asString()).isEqualTo("failed");
      }
      node.api().post("/api/v1/files/retry", Map.of());
      awaitFilesRead();
    }
  }

  /// What was accepted is done: once, and whole.
  public void assertEverythingIsDone() throws IOException {
    assertThat(begunAgain).as("jobs that a kill hit").isPositive();
    assertThat(node.api().get("/api/v1/files").path("failed").asLong()).isZero();
    items.forEach(this::assertKept);
    sender.uploads().forEach(this::assertKept);
    assertThat(sender.uploads().stream().map(Sender.Sent::item).distinct())
        .as("each file an item of its own")
        .hasSize(sender.uploads().size())
        .doesNotContain("");
    Map<String, Long> held = heldByTitle();
    assertThat(held.get("Notes")).as("imported").isEqualTo((long) harvests * Harvest.FILES);
    assertThat(held.get("Sent")).as("sent").isEqualTo((long) sender.uploads().size());
    assertThat(held.get("Written"))
        .as("written; what was not acknowledged may be there as well")
        .isBetween((long) items.size(), (long) items.size() + (long) WRITERS * kills);
    for (int harvest = 0; harvest < harvests; harvest++) {
      assertFound(harvest, random.nextInt(Harvest.FILES));
      assertPreviews(harvest);
    }
  }

  /// Returns how many items the node has.
  public long itemsHeld() {
    return heldByTitle().values().stream().mapToLong(Long::longValue).sum();
  }

  /// Returns the CIDs of files of which an item was acknowledged.
  public Set<String> filesOfItems() {
    Set<String> files = new TreeSet<>();
    items.forEach(item -> files.add(item.file()));
    sender.uploads().forEach(upload -> files.add(upload.file()));
    return files;
  }

  private void takeIn() {
    try {
      Path files = Harvest.in(folder, harvests++);
      lastImport =
          node.api()
              .post(
                  "/api/v1/imports",
                  Map.of("paths", List.of(files.toString()), "collection", "Notes"))
              .path("id")
              .asLong();
      accepted.add(lastImport);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Forgets a job that is done; one that failed or is unknown is a failure.
  private void settle(long id) {
    JsonNode job = node.api().get("/api/v1/jobs/" + id);
    assertThat(job.path("state").asString()).as("%s", job).isIn("WAITING", "RUNNING", "DONE");
    if (job.path("state").asString().equals("DONE")) {
      begunAgain += job.path("attempts").asInt() > 1 ? 1 : 0;
      assertThat(job.path("result").path("findings")).as("%s", job).isEmpty();
      accepted.remove(id);
    }
  }

  private void assertKept(Written item) {
    JsonNode now = item(item.id(), item.file());
    assertThat(Writer.title(now)).as(item.id()).isIn(item.possibleTitles());
  }

  private void assertKept(Sender.Sent upload) {
    item(upload.item(), upload.file());
  }

  private JsonNode item(String id, String file) {
    JsonNode item = node.api().get("/api/v1/items/" + id);
    assertThat(item.path("media").path(0).path("cid").asString()).isEqualTo(file);
    assertThat(item.path("missingBodies").asInt(-1)).isZero();
    assertThat(item.path("conflicts")).isEmpty();
    return item;
  }

  private String hash(String cid) throws IOException {
    return Village.hash(node.api().open("/ipfs/" + cid));
  }

  private void assertFound(int harvest, int file) {
    if (Harvest.isText(file)) {
      String word = Harvest.word(harvest, file);
      await(
          "search finds " + word,
          () -> node.api().get("/api/v1/search?q=" + word).path("total").asLong() == 1);
    }
  }

  private void assertPreviews(int harvest) {
    JsonNode hits = node.api().get("/api/v1/search?limit=100&q=drawing-" + harvest).path("hits");
    for (JsonNode hit : hits) {
      for (JsonNode file :
          node.api().get("/api/v1/items/" + hit.path("item").asString() + "/files")) {
        for (JsonNode preview : file.path("previews")) {
          byte[] jpeg = node.api().getRaw(preview.asString()).body();
          assertThat(jpeg).as("%s", file).startsWith(0xff, 0xd8).endsWith(0xff, 0xd9);
        }
      }
    }
  }

  private boolean isAt(Step step) {
    return writers.stream().anyMatch(writer -> writer.step() == step && !writer.items().isEmpty());
  }

  private boolean isOver(long job) {
    return !Set.of("WAITING", "RUNNING").contains(state(job));
  }

  private String state(long job) {
    return node.api().get("/api/v1/jobs/" + job).path("state").asString();
  }

  private long filesWaiting() {
    return node.api().get("/api/v1/files").path("waiting").asLong();
  }

  private void awaitFilesRead() {
    Awaitility.await("every file is read")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> filesWaiting() == 0);
  }

  private List<ProcessHandle> readers() {
    return ProcessHandle.of(node.pid()).stream()
        .flatMap(ProcessHandle::descendants)
        .filter(BusyNode::readsFiles)
        .toList();
  }

  private static boolean readsFiles(ProcessHandle process) {
    try {
      String command = Files.readString(Path.of("/proc/%d/cmdline".formatted(process.pid())));
      return command.contains("WorkerMain")
          || command.contains("ffmpeg")
          || command.contains("ffprobe");
    } catch (IOException _) {
      return false; // it has ended
    }
  }

  private List<Path> parts() {
    try (Stream<Path> files = Files.list(node.data().resolve("blobs/incoming"))) {
      return files.filter(file -> file.toString().endsWith(".part")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, Long> heldByTitle() {
    Map<String, Long> held = new HashMap<>();
    for (JsonNode each : node.api().get("/api/v1/collections")) {
      String title = each.path("description").path("title").path(0).path("text").asString("");
      held.merge(title, each.path("items").asLong(), Long::sum);
    }
    return held;
  }

  private String collection(String title) {
    return node.api()
        .post("/api/v1/collections", Map.of("title", List.of(Map.of("text", title))))
        .path("id")
        .asString();
  }

  /// The kill may come at any moment from now on.
  private void letAMomentPass() {
    LockSupport.parkNanos(random.nextInt(MOMENT_MS_MAX) * 1_000_000L);
  }

  private static void await(String what, Callable<Boolean> until) {
    Awaitility.await(what)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .until(until);
  }
}
