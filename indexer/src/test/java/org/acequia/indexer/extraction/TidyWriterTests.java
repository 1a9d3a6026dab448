package org.acequia.indexer.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TidyWriterTests {

  private final StringWriter out = new StringWriter();

  @Test
  void gapsBecomeOneAndControlsGo() throws IOException {
    TidyWriter tidy = new TidyWriter(out, 100);
    tidy.write("  one \t two\u0000\r\n\n three \ud83c\udf3d \ud800x");
    tidy.flush();

    assertThat(out).hasToString("one two\nthree \ud83c\udf3d x");
    assertThat(tidy.hasWords()).isTrue();
  }

  @Test
  void itIsFullAtItsLimitAndKeepsWhatItHas() {
    TidyWriter tidy = new TidyWriter(out, 5);

    assertThatThrownBy(() -> tidy.write("abcdefgh")).isInstanceOf(TidyWriter.FullException.class);
    assertThat(out).hasToString("abcde");
  }
}
