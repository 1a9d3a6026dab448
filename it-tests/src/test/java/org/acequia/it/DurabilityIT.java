package org.acequia.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.acequia.core.cid.Cid;
import org.acequia.it.harness.Api;
import org.acequia.it.harness.LogOfChanges;
import org.acequia.it.harness.NodeProcess;
import org.acequia.it.harness.Trace;
import org.acequia.it.harness.Trace.Call;
import org.acequia.it.harness.TusClient;
import org.acequia.it.harness.Village;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What is acknowledged is on the disk before: shown by what the kernel was asked for, in which
/// order.
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(600)
class DurabilityIT {

  private static final String CREATED = "HTTP/1.1 201";
  private static final int SMALL_BYTES = 70_000;

  /// Of several leaves, so that their digests are a file of their own.
  private static final int LARGE_BYTES = 3_500_000;

  private static final int PIECE_BYTES = 1_500_000;

  /// As many as become durable by one sync of the file system.
  private static final int IMPORTED_FILES = 20;

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir private static Path folder;

  private final Random random = new Random(5);
  private NodeProcess node;
  private Trace trace;
  private Trace traceAfterTheKill;
  private String small;
  private String large;
  private String item;
  private Resumed resumed;
  private Resumed interrupted;
  private List<String> imported;

  /// A file that is sent in two pieces.
  ///
  /// @param place its address
  /// @param file the CID of its bytes
  /// @param item what it has become
  private record Resumed(String place, String file, String item) {
    String draft() {
      return place.substring(place.lastIndexOf('/') + 1) + ".upload";
    }
  }

  /// Everything is done first and read afterwards: strace writes its last lines when the node ends.
  @BeforeAll
  void traceANodeAtWork() throws IOException {
    Requires.that(
        NodeProcess.canRun("strace", "-V"), "strace shows what is written: apt install strace");
    Path first = folder.resolve("trace");
    node = NodeProcess.on(folder.resolve("node")).under(traced(first));
    node.start();
    Village.found(node);
    Api api = node.api();
    String collection =
        api.post("/api/v1/collections", Map.of("title", List.of(Map.of("text", "Durable"))))
            .path("id")
            .asString();
    small = upload(api, SMALL_BYTES);
    large = upload(api, LARGE_BYTES);
    item =
        api.post(
                "/api/v1/items",
                Map.of(
                    "collection", collection,
                    "description", Map.of("title", List.of(Map.of("text", "A durable title"))),
                    "media", List.of(Map.of("cid", large, "name", "a.bin"))))
            .path("id")
            .asString();
    resumed = sendInPieces(collection);
    imported = takeIn(api);
    trace = endOf(first);

    interrupted = sendWhileADirectoryCannotBeSynced(collection);
    Path second = folder.resolve("trace-after");
    node.under(traced(second)).start();
    TusClient client = TusClient.signedIn(node);
    String found = TusClient.item(client.head(interrupted.place()));
    interrupted = new Resumed(interrupted.place(), interrupted.file(), found);
    traceAfterTheKill = endOf(second);
  }

  private static List<String> traced(Path file) {
    return List.of(
        "strace",
        "-D", // the node is our child, and strace watches from aside
        "-f",
        "--seccomp-bpf",
        "-y",
        "-s",
        "4096",
        "-e",
        "trace=write,pwrite64,writev,sendto,fsync,fdatasync,syncfs,rename,renameat,renameat2",
        "-o",
        file.toString());
  }

  private Trace endOf(Path file) throws IOException {
    Pattern end = Pattern.compile("(?m)^%d +\\+\\+\\+ (exited|killed)".formatted(node.pid()));
    node.stop();
    Awaitility.await("the end of the trace")
        .atMost(PATIENCE)
        .until(() -> end.matcher(Files.readString(file, ISO_8859_1)).find());
    return Trace.read(file);
  }

  private Resumed sendInPieces(String collection) throws IOException {
    TusClient client = TusClient.signedIn(node);
    byte[] content = bytes(LARGE_BYTES);
    String place = client.begin(collection, "pieces.bin", content.length);
    client.patch(place, 0, Arrays.copyOf(content, PIECE_BYTES));
    HttpResponse<String> whole =
        client.patch(place, PIECE_BYTES, Arrays.copyOfRange(content, PIECE_BYTES, content.length));
    return new Resumed(place, TusClient.cid(content), TusClient.item(whole));
  }

  /// Takes a folder in, whose files become durable all together.
  private List<String> takeIn(Api api) throws IOException {
    Path files = Files.createDirectory(folder.resolve("files"));
    List<String> cids = new ArrayList<>();
    for (int file = 0; file < IMPORTED_FILES; file++) {
      byte[] content = bytes(SMALL_BYTES);
      Files.write(files.resolve("imported-%d.bin".formatted(file)), content);
      cids.add(TusClient.cid(content));
    }
    String job =
        api.post("/api/v1/imports", Map.of("paths", List.of(files.toString())))
            .path("id")
            .asString();
    Awaitility.await("the import is over")
        .atMost(PATIENCE)
        .until(() -> api.get("/api/v1/imports/" + job).path("state").asString().equals("DONE"));
    return cids;
  }

  /// Leaves what a kill leaves that comes between the renaming of a file and the sync of its
  /// directory.
  private Resumed sendWhileADirectoryCannotBeSynced(String collection) {
    byte[] content = bytes(SMALL_BYTES);
    String cid = TusClient.cid(content);
    String shard = HexFormat.of().toHexDigits((byte) Cid.parse(cid).digest().firstByte());
    node.under(
            List.of(
                "strace",
                "-D",
                "-f",
                "--seccomp-bpf",
                "-P",
                node.data().resolve("blobs/blobs").resolve(shard).toString(),
                "-e",
                "trace=fsync",
                "-e",
                "inject=fsync:error=EIO",
                "-o",
                "/dev/null"))
        .start();
    TusClient client = TusClient.signedIn(node);
    String place = client.begin(collection, "interrupted.bin", content.length);
    assertThat(client.patchRaw(place, 0, content).statusCode())
        .as("no acknowledgement")
        .isGreaterThanOrEqualTo(400);
    node.kill();
    assertThat(node.data().resolve("blobs/blobs").resolve(shard).resolve(cid)).exists();
    return new Resumed(place, cid, "");
  }

  @AfterAll
  void stop() {
    if (node != null) {
      node.close();
    }
  }

  @Test
  void aFileIsWrittenSyncedRenamedAndItsDirectorySyncedBeforeItsAcknowledgement() {
    assertDurable(trace, small, acknowledgement(trace, small));
  }

  @Test
  void soAreTheDigestsOfALargeFile() {
    assertDurable(trace, large, acknowledgement(trace, large));
    assertDigestsAreNamedFirst(large);
  }

  @Test
  void aPieceOfAFileIsSyncedBeforeTheAnswerThatCountsItsBytes() {
    Call answer = answer(trace, "HTTP/1.1 204", "Upload-Offset: " + PIECE_BYTES + "\\r");
    Call written =
        trace
            .last(call -> call.isWrite() && call.isOn(resumed.draft()) && call.isBefore(answer))
            .orElseThrow();
    assertThat(
            trace.all(call ->
                call.isSync()
                    && call.isOn(resumed.draft())
                    && written.isBefore(call)
                    && call.isBefore(answer)))
        .as("a sync between %s and %s", written, answer)
        .isNotEmpty();
  }

  @Test
  void aFileSentInPiecesIsDurableWithItsNameBeforeTheAnswerThatTellsOfItsItem() {
    assertDurable(trace, resumed.file(), answer(trace, "HTTP/1.1 204", resumed.item()));
    assertDigestsAreNamedFirst(resumed.file());
    assertCommitted(
        answer(trace, "HTTP/1.1 204", "Upload-Offset: " + PIECE_BYTES + "\\r"),
        answer(trace, "HTTP/1.1 204", resumed.item()));
  }

  /// The first answer that counts an item comes after all of them: they are committed together.
  @Test
  void filesOfAnImportAreDurableBeforeTheirItemsAreCounted() {
    Call counted = answer(trace, "HTTP/1.1 200", "\"added\\\":" + IMPORTED_FILES);
    for (String file : imported) {
      assertDurable(trace, file, counted);
    }
  }

  /// Nothing is renamed again; but the directory is synced before anybody hears of an item.
  @Test
  void aFileWhoseDirectoryWasNotSyncedWhenTheNodeDiedIsAcknowledgedOnlyOnceItIs() {
    Call answer = answer(traceAfterTheKill, "HTTP/1.1 200", interrupted.item());
    String shard =
        "/" + HexFormat.of().toHexDigits((byte) Cid.parse(interrupted.file()).digest().firstByte());
    assertThat(interrupted.item()).isNotEmpty();
    assertThat(
            traceAfterTheKill.all(call ->
                call.name().equals("fsync")
                    && call.isOn("/blobs/blobs" + shard)
                    && call.isBefore(answer)))
        .as("a sync of the directory before %s", answer)
        .isNotEmpty();
  }

  private void assertDigestsAreNamedFirst(String large) {

    Call renamed = rename(trace, large + ".leaves");
    String part = source(renamed);
    Call written = trace.last(call -> call.isWrite() && call.isOn(part)).orElseThrow();
    Call synced = trace.last(call -> call.isSync() && call.isOn(part)).orElseThrow();
    assertThat(written.isBefore(synced)).as("%s before %s", written, synced).isTrue();
    assertThat(synced.isBefore(renamed)).as("%s before %s", synced, renamed).isTrue();
    assertThat(renamed.isBefore(rename(trace, large))).as("digests are named first").isTrue();
  }

  /// What a connection has written to PostgreSQL's log of changes is synced when it says COMMIT.
  @Test
  void aRecordIsCommittedToTheDiskBeforeItsAcknowledgement() {
    assertCommitted(acknowledgement(trace, large), acknowledgement(trace, item));
  }

  private void assertCommitted(Call before, Call answer) {
    LogOfChanges log = new LogOfChanges(trace);
    assertThat(log.promises(before, answer))
        .as("changes that were written and committed between %s and %s", before, answer)
        .isNotEmpty()
        .allMatch(log::isKept, "synced before its COMMIT");
  }

  private static void assertDurable(Trace trace, String cid, Call answer) {
    Call renamed = rename(trace, cid);
    String part = source(renamed);
    Call written = trace.last(call -> call.isWrite() && call.isOn(part)).orElseThrow();
    Call synced =
        trace
            .last(call -> call.isSyncOf(part) && call.isBefore(renamed))
            .orElseThrow(() -> new AssertionError("No sync of " + part));
    String shard = target(renamed).replaceAll("/[^/]*$", "");
    assertThat(
            trace.all(
                call -> call.isSyncOf(shard) && renamed.isBefore(call) && call.isBefore(answer)))
        .as("a sync of the directory between %s and %s", renamed, answer)
        .isNotEmpty();
    assertThat(written.isBefore(synced)).as("%s before %s", written, synced).isTrue();
    assertThat(synced.isBefore(renamed)).as("%s before %s", synced, renamed).isTrue();
  }

  private static Call rename(Trace trace, String name) {
    return trace
        .last(call -> call.name().startsWith("rename") && target(call).endsWith("/" + name))
        .orElseThrow(() -> new AssertionError("No rename to " + name));
  }

  /// The answer 201 that tells of `id`. What the node tells its database is no answer.
  private static Call acknowledgement(Trace trace, String id) {
    return answer(trace, CREATED, id);
  }

  /// The first answer of that status that tells of `what`.
  private static Call answer(Trace trace, String status, String what) {
    return trace
        .all(call ->
            call.isWrite()
                && isSocket(call)
                && call.text().contains(status)
                && call.text().contains(what))
        .stream()
        .findFirst()
        .orElseThrow(() -> new AssertionError("No answer that tells of " + what));
  }

  private static boolean isSocket(Call call) {
    return call.text().contains("socket:") || call.text().contains("TCP");
  }

  private static String source(Call rename) {
    return rename.text().split("\"", -1)[1];
  }

  private static String target(Call rename) {
    String[] quoted = rename.text().split("\"", -1);
    return quoted.length > 3 ? quoted[3] : "";
  }

  private String upload(Api api, int sizeBytes) {
    JsonNode file = api.keep("durable.bin", bytes(sizeBytes));
    return file.path("cid").asString();
  }

  private byte[] bytes(int count) {
    byte[] content = new byte[count];
    random.nextBytes(content);
    return content;
  }
}
