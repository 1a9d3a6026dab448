package org.acequia.indexer.extraction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.imageio.ImageIO;
import org.acequia.core.media.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtractorTests {

  @TempDir private Path folder;
  private Extractor extractor;

  @BeforeEach
  void open() throws IOException {
    extractor = Extractor.in(folder.resolve("cache"), Duration.ofMinutes(2));
  }

  @AfterEach
  void close() {
    extractor.close();
  }

  @Test
  void aPictureIsScaledToBothSizesAndNeverEnlarged() throws Exception {
    Extractor.Outcome wide = extractor.extract(picture(2_400, 600), "wide.png");
    assertThat(wide.fault()).isEmpty();
    assertThat(wide.metadata().width()).hasValue(2_400);
    assertThat(wide.large().orElseThrow().preview().width()).isEqualTo(1_600);
    assertThat(wide.small().orElseThrow().preview().height()).isEqualTo(120);
    BufferedImage small = ImageIO.read(wide.small().orElseThrow().file().toFile());
    assertThat(small.getWidth()).isEqualTo(480);

    Extractor.Outcome tiny = extractor.extract(picture(10, 20), "tiny.png");
    assertThat(tiny.large().orElseThrow().preview().width()).isEqualTo(10);
  }

  @Test
  void wordsAreReadWhateverTheNameSays() throws Exception {
    Path text = Files.writeString(folder.resolve("blob"), "La acequia baja del cerro.\n");

    Extractor.Outcome outcome = extractor.extract(text, "../../<b>.txt");

    assertThat(outcome.fault()).isEmpty();
    assertThat(outcome.text().orElseThrow()).hasContent("La acequia baja del cerro.");
  }

  @Test
  void aWebPageGivesItsTitleAndItsWordsButNoScript() throws Exception {
    Path page =
        Files.writeString(
            folder.resolve("blob"),
            "<!doctype html><html><head><title>Feria</title><script>alert('x')</script></head>"
                + "<body><p>maíz y quinua</p></body></html>");

    Extractor.Outcome outcome = extractor.extract(page, "page.html");

    assertThat(outcome.metadata().title()).contains("Feria");
    assertThat(Files.readString(outcome.text().orElseThrow(), UTF_8))
        .contains("maíz y quinua")
        .doesNotContain("alert");
  }

  @Test
  void nothingOfAnEarlierFileIsTakenForAnother() throws Exception {
    extractor.extract(picture(100, 100), "one.png");
    Path empty = Files.createFile(folder.resolve("empty"));

    Extractor.Outcome outcome = extractor.extract(empty, "empty.jpg");

    assertThat(outcome.small()).isEmpty();
    assertThat(outcome.text()).isEmpty();
    assertThat(outcome.fault()).isEmpty();
  }

  @Test
  void aBrokenFileIsDamagedAndTheNextIsReadAsIfNothingWere() throws Exception {
    Path whole = picture(400, 400);
    byte[] half = java.util.Arrays.copyOf(Files.readAllBytes(whole), 60);
    Path broken = Files.write(folder.resolve("broken"), half);

    assertThat(extractor.extract(broken, "broken.png").fault()).contains(Fault.DAMAGED);
    assertThat(extractor.extract(whole, "whole.png").fault()).isEmpty();
  }

  @Test
  void afterARestTheNextFileStartsAnotherWorker() throws Exception {
    extractor.extract(picture(10, 10), "one.png");
    extractor.rest();

    assertThat(extractor.extract(picture(20, 10), "two.png").small()).isPresent();
  }

  @Test
  void timeIsBounded() throws Exception {
    try (Extractor hasty = Extractor.in(folder.resolve("hasty"), Duration.ofMillis(1))) {
      assertThat(hasty.extract(picture(10, 10), "one.png").fault()).contains(Fault.TOO_LONG);
    }
  }

  private Path picture(int width, int height) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", png);
    return Files.write(folder.resolve("%dx%d".formatted(width, height)), png.toByteArray());
  }
}
