package org.acequia.node.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtractionCacheTests {

  private static final Cid FILE = Cid.of(Codec.RAW, new byte[] {1});

  @TempDir Path root;

  @Test
  void aTextIsReadAsFarAsIsAskedForAndNoCharacterIsCutInTwo() throws IOException {
    ExtractionCache cache = holding("añ€😀b");

    assertThat(cache.text(FILE, 0)).contains("");
    assertThat(cache.text(FILE, 2)).contains("añ");
    assertThat(cache.text(FILE, 3)).contains("añ€");
    assertThat(cache.text(FILE, 4)).contains("añ€");
    assertThat(cache.text(FILE, 5)).contains("añ€😀");
    assertThat(cache.text(FILE, 100)).contains("añ€😀b");
  }

  @Test
  void aTextThatIsNotHereIsAbsent() throws IOException {
    assertThat(new ExtractionCache(root).text(FILE, 10)).isEmpty();
  }

  private ExtractionCache holding(String text) throws IOException {
    Path folder = root.resolve(HexFormat.of().toHexDigits((byte) FILE.digest().firstByte()));
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(FILE + ".text"), text);
    return new ExtractionCache(root);
  }
}
