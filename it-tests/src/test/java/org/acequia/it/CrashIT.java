package org.acequia.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.acequia.it.harness.BusyNode;
import org.acequia.it.harness.BusyNode.Aim;
import org.acequia.it.harness.Fetching;
import org.acequia.it.harness.Fetching.Part;
import org.acequia.it.harness.NodeProcess;
import org.acequia.it.harness.Village;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A node that is killed at any moment has lost nothing that it acknowledged, shows nothing half,
/// and ends by itself what it had accepted.
///
/// Everything goes on at once: people upload and edit, a folder is imported, files are read, the
/// index is made anew, and a neighbour fetches it all over a slow link. Each kill waits for one of
/// these to be under way, each of them in turn; the neighbour is killed in the middle of a file
/// that it fetches. Everything random comes of one seed.
@Timeout(3_600)
class CrashIT {

  /// In all. More with `-Pnightly`.
  private static final int KILLS = Integer.getInteger("acequia.kills", 20);

  /// Of these, how many hit the neighbour.
  private static final int KILLS_OF_NEIGHBOUR = KILLS * 6 / 20;

  private static final int KILLS_OF_NODE = KILLS - KILLS_OF_NEIGHBOUR;

  /// So that there is something left to fetch at each kill.
  private static final long SLOW_BYTES_PER_SECOND = 2_000_000;

  /// So that one file is on its way for a while on a busy machine, too.
  private static final long SLOWEST_BYTES_PER_SECOND = 400_000;

  private static final long FAST_BYTES_PER_SECOND = 1L << 30;

  /// Printed, so that a run can be had again.
  private static final long SEED =
      Long.getLong("acequia.seed", ThreadLocalRandom.current().nextInt(1_000_000));

  /// Of several leaves.
  private static final int CUT_FILE_BYTES = 6_500_000;

  /// How long a kill of the neighbour waits for a file that is on its way.
  private static final Duration AIM_PATIENCE = Duration.ofSeconds(20);

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir private Path folder;
  private final Random random = new Random(SEED);

  @Test
  void killsAtAnyMomentLoseNothingAndShowNothingHalf() throws Exception {
    System.out.printf("CrashIT: -Dacequia.seed=%d -Dacequia.kills=%d%n", SEED, KILLS);
    try (Village village = Village.inALine(folder, "a", "b");
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      BusyNode a = new BusyNode(village.node("a"), folder, SEED);
      village.slow(SLOW_BYTES_PER_SECOND);
      List<Aim> aims = aims();
      List<Integer> both = shuffled(KILLS_OF_NODE).subList(0, KILLS_OF_NEIGHBOUR);
      List<Part> cutShort = new ArrayList<>();
      for (int kill = 0; kill < KILLS_OF_NODE; kill++) {
        a.begin(threads);
        boolean withDatabase = random.nextBoolean();
        boolean neighbourWithDatabase = random.nextBoolean();
        Future<Optional<Part>> fetching =
            both.contains(kill)
                ? cutShort(threads, village, neighbourWithDatabase)
                : CompletableFuture.completedFuture(Optional.empty());
        List<ProcessHandle> readers = a.killAt(aims.get(kill), withDatabase);
        long begun = System.nanoTime();
        assertEnded(readers);
        a.restart();
        Optional<Part> cut = outcome(fetching);
        cut.ifPresent(cutShort::add);
        System.out.printf(
            "CrashIT: kill %d at %s, with its database: %s, its neighbour too: %s; back after %d ms%n",
            kill,
            aims.get(kill),
            withDatabase,
            both.contains(kill) ? cut.map(Part::toString).orElse("not while it fetched") : "no",
            (System.nanoTime() - begun) / 1_000_000);
        a.assertNothingAcknowledgedIsLost();
        assertNothingIsHalf(village.node("a"));
      }
      assertThat(cutShort)
          .as("kills of the neighbour in the middle of a file")
          .hasSizeGreaterThanOrEqualTo(Math.ceilDiv(KILLS_OF_NEIGHBOUR, 3));

      village.slow(FAST_BYTES_PER_SECOND);
      a.finish();
      village.awaitIndexed("a", a.itemsHeld());
      a.assertEverythingIsDone();
      village.awaitSameEverywhere(PATIENCE);
      assertThat(village.blobs("b")).as("files of the neighbour").containsAll(a.filesOfItems());
      village.awaitIndexed("b", a.itemsHeld());
      assertACutTransferGoesOn(threads, village);
      assertThat(village.verify("a")).isEmpty();
      assertThat(village.verify("b")).isEmpty();
    }
  }

  /// Waits until the neighbour is in the middle of a file that it fetches; then kills it, and
  /// starts it again, while others go on.
  ///
  /// @return what was there of the file when the neighbour was dead; nothing if none was on its way
  private static Future<Optional<Part>> cutShort(
      ExecutorService threads, Village village, boolean withDatabase) {
    NodeProcess b = village.node("b");
    Fetching files = new Fetching(b, village.node("a"));
    Set<String> held = village.blobs("b");
    Optional<Part> growing = files.awaitGrowth(AIM_PATIENCE);
    return threads.submit(() -> {
      if (withDatabase) {
        b.killWithDatabase();
      } else {
        b.kill();
      }
      Optional<Part> left = growing.flatMap(files::now);
      b.start();
      assertThat(village.blobs("b")).as("files that the neighbour had fetched").containsAll(held);
      return left;
    });
  }

  /// What a killed neighbour has of a file it does not fetch again.
  private void assertACutTransferGoesOn(ExecutorService threads, Village village)
      throws IOException, InterruptedException {
    village.slow(SLOWEST_BYTES_PER_SECOND);
    byte[] noise = new byte[CUT_FILE_BYTES];
    random.nextBytes(noise);
    village.importInto("a", Files.write(folder.resolve("noise.bin"), noise));
    Part left =
        outcome(cutShort(threads, village, random.nextBoolean()))
            .orElseThrow(() -> new AssertionError("No kill in the middle of the file"));
    village.slow(FAST_BYTES_PER_SECOND);
    village.awaitSameEverywhere(PATIENCE);
    long again = new Fetching(village.node("b"), village.node("a")).bytesSinceStart();
    System.out.printf("CrashIT: a transfer cut after %s went on with %d bytes%n", left, again);
    assertThat(again)
        .as("bytes that came after the kill")
        .isEqualTo(left.wholeBytes() - left.bytes());
  }

  /// Each of them as often as any other, give or take one.
  private List<Aim> aims() {
    List<Aim> aims = new ArrayList<>();
    while (aims.size() < KILLS_OF_NODE) {
      aims.addAll(List.of(Aim.values()));
    }
    Collections.shuffle(aims.subList(0, KILLS_OF_NODE), random);
    return aims.subList(0, KILLS_OF_NODE);
  }

  private List<Integer> shuffled(int count) {
    List<Integer> all = new ArrayList<>(Stream.iterate(0, n -> n + 1).limit(count).toList());
    Collections.shuffle(all, random);
    return all;
  }

  /// What reads files ends with the node.
  private static void assertEnded(List<ProcessHandle> readers) {
    Awaitility.await("readers of files end with the node")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> readers.stream().noneMatch(ProcessHandle::isAlive));
  }

  private static void assertNothingIsHalf(NodeProcess node) {
    assertThat(node.api().get("/api/v1/status").path("blobs").path("wanted").asLong(-1))
        .as("files that items name and the node lacks")
        .isZero();
  }

  private static <T> T outcome(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }
}
