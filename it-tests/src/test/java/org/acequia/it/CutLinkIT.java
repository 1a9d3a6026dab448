package org.acequia.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.acequia.it.harness.Village;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A link that breaks costs time, not work.
class CutLinkIT {

  private static final int SIZE_BYTES = 200_000_000;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir private Path folder;

  @Test
  void aLargeFileCrossesALinkThatIsCutThreeTimesWithHardlyAByteSentAgain() throws IOException {
    try (Village village = Village.inALine(folder, "a", "b")) {
      village.awaitSameEverywhere(PATIENCE);
      village.cut();
      long before = village.bytesAcross("a", "b");
      village.importInto("a", noise(folder.resolve("noise.bin")));
      village.heal();

      for (int cut = 1; cut <= 3; cut++) {
        long mark = before + cut * (SIZE_BYTES / 4L);
        Awaitility.await("the transfer passes byte " + mark)
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(2))
            .until(() -> village.bytesAcross("a", "b") > mark);
        village.cut();
        assertThat(village.blobsWanted("b")).as("wanted by b while cut off").isOne();
        village.heal();
      }

      village.awaitSameEverywhere(PATIENCE);
      assertThat(village.blobs("b")).isEqualTo(village.blobs("a"));
      village.assertSameBytes("a", "b", village.blobs("a"));
      long sent = village.bytesAcross("a", "b") - before;
      assertThat(sent)
          .as("bytes across the link")
          .isBetween((long) SIZE_BYTES, SIZE_BYTES * 105L / 100);
    }
  }

  private static Path noise(Path file) throws IOException {
    Random random = new Random(1987);
    byte[] buffer = new byte[1 << 16];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int written = 0; written < SIZE_BYTES; written += buffer.length) {
        random.nextBytes(buffer);
        out.write(buffer, 0, Math.min(buffer.length, SIZE_BYTES - written));
      }
    }
    return file;
  }
}
