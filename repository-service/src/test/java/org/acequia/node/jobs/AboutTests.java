package org.acequia.node.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AboutTests {

  @Test
  void aShortTextStaysAsItIs() {
    assertThat(About.shortened("Fiestas de 1987")).isEqualTo("Fiestas de 1987");
  }

  @Test
  void aTextOfAnyLengthAndScriptFitsItsColumn() {
    for (String letter : new String[] {"a", "ñ", "水", "🎶"}) {
      for (int extra = 0; extra < 2; extra++) {
        String text = "x".repeat(extra) + letter.repeat(5_000);
        assertThat(About.shortened(text).getBytes(UTF_8)).hasSizeLessThanOrEqualTo(4_096);
        assertThat(new String(About.shortened(text).getBytes(UTF_8), UTF_8))
            .isEqualTo(About.shortened(text))
            .endsWith("…");
      }
    }
  }

  @Test
  void whatPostgresqlDoesNotKeepIsReplaced() {
    assertThat(About.shortened("a\0b")).isEqualTo("a\ufffdb");
  }
}
