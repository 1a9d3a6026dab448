package org.acequia.node.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.media.DocumentPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageCacheTests {

  /// What one page counts.
  private static final long PAGE_BYTES = 16 << 10;

  private static final int PAGES_MAX = 8;
  private static final DocumentPage.Drawn PAGE = new DocumentPage.Drawn(1_000, 1_414, "agua");

  @TempDir private Path folder;
  private PageCache cache;

  @BeforeEach
  void open() {
    cache = new PageCache(folder, PAGES_MAX * PAGE_BYTES);
  }

  @Test
  void whatIsKeptIsFoundWithItsPicture() throws IOException {
    keep(1);

    assertThat(cache.find(file(1), 1)).contains(PAGE);
    assertThat(cache.picture(file(1), 1).orElseThrow()).hasBinaryContent(new byte[] {1, 2, 3});
    assertThat(cache.find(file(1), 2)).isEmpty();
    assertThat(cache.picture(file(2), 1)).isEmpty();
  }

  @Test
  void aPageWhosePictureIsGoneOrCutIsNone() throws IOException {
    keep(1);
    keep(2);
    Files.delete(cache.picture(file(1), 1).orElseThrow());
    Files.write(cache.picture(file(2), 1).orElseThrow(), new byte[0]);

    for (int i = 1; i <= 2; i++) {
      assertThat(cache.find(file(i), 1)).isEmpty();
      assertThat(cache.holds(file(i), 1)).isFalse();
      keep(i);
      assertThat(cache.find(file(i), 1)).contains(PAGE);
    }
  }

  @Test
  void whatWasDeletedFromOutsideMakesRoom() throws IOException {
    for (int i = 1; i <= PAGES_MAX; i++) {
      keep(i);
    }
    for (int i = 1; i <= PAGES_MAX - 1; i++) {
      Files.delete(folder.resolve(file(i) + "/1"));
      Files.delete(folder.resolve(file(i) + "/1.jpg"));
    }

    for (int i = 1; i <= PAGES_MAX - 1; i++) {
      keep(i);
    }

    for (int i = 1; i <= PAGES_MAX; i++) {
      assertThat(cache.find(file(i), 1)).as("document " + i).contains(PAGE);
    }
  }

  @Test
  void thoseDrawnLongestAgoGoFirstAndNotAll() throws IOException {
    for (int i = 1; i <= PAGES_MAX + 1; i++) {
      keep(i);
    }

    assertThat(cache.find(file(1), 1)).isEmpty();
    for (int i = PAGES_MAX / 2; i <= PAGES_MAX + 1; i++) {
      assertThat(cache.find(file(i), 1)).as("document " + i).contains(PAGE);
    }
  }

  private void keep(int number) throws IOException {
    cache.keep(file(number), 1, new PageCache.Kept(PAGE, Bytes.of(new byte[] {1, 2, 3})));
    Files.setLastModifiedTime(
        folder.resolve(file(number).toString()), FileTime.fromMillis(1_000L * number));
  }

  private static Cid file(int number) {
    return Cid.of(Codec.RAW, new byte[] {(byte) number});
  }
}
