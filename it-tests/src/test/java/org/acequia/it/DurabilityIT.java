package org.acequia.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.acequia.it.harness.Api;
import org.acequia.it.harness.NodeProcess;
import org.acequia.it.harness.Trace;
import org.acequia.it.harness.Trace.Call;
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

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir private static Path folder;

  private final Random random = new Random(5);
  private NodeProcess node;
  private Path traceFile;
  private String small;
  private String large;
  private String item;

  /// Everything is done first and read afterwards: strace writes its last lines when the node ends.
  @BeforeAll
  void traceANodeAtWork() {
    Requires.that(
        NodeProcess.canRun("strace", "-V"), "strace shows what is written: apt install strace");
    traceFile = folder.resolve("trace");
    node =
        NodeProcess.on(folder.resolve("node"))
            .under(
                List.of(
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
                    traceFile.toString()));
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
    Pattern end = Pattern.compile("(?m)^%d +\\+\\+\\+ (exited|killed)".formatted(node.pid()));
    node.stop();
    Awaitility.await("the end of the trace")
        .atMost(PATIENCE)
        .until(() -> end.matcher(Files.readString(traceFile, ISO_8859_1)).find());
  }

  @AfterAll
  void stop() {
    if (node != null) {
      node.close();
    }
  }

  @Test
  void aFileIsWrittenSyncedRenamedAndItsDirectorySyncedBeforeItsAcknowledgement()
      throws IOException {
    assertDurable(Trace.read(traceFile), small);
  }

  @Test
  void soAreTheDigestsOfALargeFile() throws IOException {
    Trace trace = Trace.read(traceFile);
    assertDurable(trace, large);

    Call renamed = rename(trace, large + ".leaves");
    String part = source(renamed);
    Call written = trace.last(call -> call.isWrite() && call.isOn(part)).orElseThrow();
    Call synced = trace.last(call -> call.isSync() && call.isOn(part)).orElseThrow();
    assertThat(written.isBefore(synced)).as("%s before %s", written, synced).isTrue();
    assertThat(synced.isBefore(renamed)).as("%s before %s", synced, renamed).isTrue();
    assertThat(renamed.isBefore(rename(trace, large))).as("digests are named first").isTrue();
  }

  /// What is in PostgreSQL's log of changes when it says COMMIT has been synced by then.
  @Test
  void aRecordIsCommittedToTheDiskBeforeItsAcknowledgement() throws IOException {
    Trace trace = Trace.read(traceFile);
    Call answer = acknowledgement(trace, item);
    Call before = acknowledgement(trace, large);
    List<Call> log =
        trace.all(call ->
            call.isWrite()
                && isLogOfChanges(call)
                && before.isBefore(call)
                && call.isBefore(answer));
    assertThat(log).as("writes to the log of changes for the item").isNotEmpty();
    Call commit =
        trace
            .last(call ->
                call.name().equals("sendto")
                    && call.text().contains("COMMIT")
                    && call.isBefore(answer))
            .orElseThrow();
    assertThat(before.isBefore(commit)).as("a commit for the item").isTrue();
    for (Call write : log.stream().filter(write -> write.isBefore(commit)).toList()) {
      assertThat(
              trace.all(call ->
                  call.isSync()
                      && isLogOfChanges(call)
                      && write.isBefore(call)
                      && call.isBefore(commit)))
          .as("a sync between %s and %s", write, commit)
          .isNotEmpty();
    }
  }

  private static void assertDurable(Trace trace, String cid) {
    Call renamed = rename(trace, cid);
    String part = source(renamed);
    Call written = trace.last(call -> call.isWrite() && call.isOn(part)).orElseThrow();
    Call synced =
        trace
            .last(call -> call.isSync() && call.isOn(part))
            .orElseThrow(() -> new AssertionError("No sync of " + part));
    Call answer = acknowledgement(trace, cid);
    String shard = target(renamed).replaceAll("/[^/]*$", "");
    assertThat(
            trace.all(call ->
                call.isSync()
                    && call.isOn(shard)
                    && renamed.isBefore(call)
                    && call.isBefore(answer)))
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
    return trace
        .all(call ->
            call.isWrite()
                && isSocket(call)
                && call.text().contains(CREATED)
                && call.text().contains(id))
        .stream()
        .findFirst()
        .orElseThrow(() -> new AssertionError("No acknowledgement of " + id));
  }

  private static boolean isSocket(Call call) {
    return call.text().contains("socket:") || call.text().contains("TCP");
  }

  private static boolean isLogOfChanges(Call call) {
    return call.text().substring(0, Math.max(0, call.text().indexOf('>'))).contains("/pg_wal/");
  }

  private static String source(Call rename) {
    return rename.text().split("\"", -1)[1];
  }

  private static String target(Call rename) {
    String[] quoted = rename.text().split("\"", -1);
    return quoted.length > 3 ? quoted[3] : "";
  }

  private String upload(Api api, int sizeBytes) {
    byte[] content = new byte[sizeBytes];
    random.nextBytes(content);
    JsonNode file = api.keep("durable.bin", content);
    return file.path("cid").asString();
  }
}
