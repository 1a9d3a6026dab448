package org.acequia.indexer.extraction;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.acequia.core.media.DocumentPage;
import org.acequia.core.media.DocumentPages;
import org.acequia.core.media.Fault;
import org.acequia.core.media.Preview;
import org.acequia.indexer.extraction.Extractor.Outcome;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pages of documents, sound and hostile ones, drawn by one process after the other.
class DocumentPagesTests {

  /// Forty of them are a few megabytes.
  private static final long TEXT_PAGE_BYTES_MAX = 180_000;

  private static final String LINE =
      "The water master opens the gate at dawn, and closes it at noon.";
  private static final int LINES = 60;

  /// Enough for a process to start on a busy machine.
  private static final Duration BRIEFLY = Duration.ofSeconds(8);

  @TempDir private static Path folder;
  private static Extractor extractor;

  @BeforeAll
  static void open() throws IOException {
    extractor = Extractor.in(folder.resolve("cache"), Duration.ofMinutes(2));
  }

  @AfterAll
  static void close() {
    extractor.close();
  }

  @Test
  void aPageIsDrawnAsWideAsItIsReadWithItsOwnWordsAndFewBytes() throws IOException {
    Path paper = paper("paper.pdf", 3, new PDRectangle(595, 842));

    Outcome second = extractor.page(paper, 2);

    assertThat(second.fault()).isEmpty();
    Preview preview = second.large().orElseThrow().preview();
    assertThat(preview.width()).isBetween(995, DocumentPages.WIDTH_PX);
    BufferedImage read = ImageIO.read(second.large().orElseThrow().file().toFile());
    assertThat(read.getHeight()).isEqualTo(preview.height()).isGreaterThan(1_400);
    assertThat(Files.size(second.large().orElseThrow().file())).isLessThan(TEXT_PAGE_BYTES_MAX);
    assertThat(Files.readString(second.text().orElseThrow()))
        .contains("Page 2")
        .contains(LINE)
        .doesNotContain("Page 1")
        .doesNotContain("Page 3");
  }

  @Test
  void whatIsDrawnAndReadIsBounded() throws IOException {
    Preview strip =
        extractor
            .page(paper("strip.pdf", 1, new PDRectangle(20, 14_000)), 1)
            .large()
            .orElseThrow()
            .preview();
    assertThat(strip.height()).isLessThanOrEqualTo(DocumentPages.HEIGHT_PX_MAX);

    Outcome noise = extractor.page(noise(), 1);
    assertThat(Files.size(noise.large().orElseThrow().file()))
        .isLessThanOrEqualTo(DocumentPages.PICTURE_BYTES_MAX);

    Outcome wordy = extractor.page(paper("long.pdf", 1, new PDRectangle(595, 14_000)), 1);
    assertThat(Files.readString(wordy.text().orElseThrow()).length())
        .isBetween(1_000, DocumentPage.TEXT_LENGTH_MAX);
  }

  @Test
  void aPageThatIsNotThereAndALockedDocumentAreNamed() throws IOException {
    assertThat(extractor.page(paper("one.pdf", 1, PDRectangle.A5), 2).fault())
        .contains(Fault.DAMAGED);
    assertThat(extractor.page(locked(), 1).fault()).contains(Fault.LOCKED);
    Path none = Files.writeString(folder.resolve("none.pdf"), "%PDF-1.4 and no more");
    assertThat(extractor.page(none, 1).fault()).contains(Fault.DAMAGED);
  }

  @Test
  void whatGoesInCirclesComesToAnEndAndTheNextPageIsDrawn() throws IOException {
    try (Extractor brief = Extractor.in(folder.resolve("brief"), BRIEFLY)) {
      comeToAnEnd(brief);
      assertThat(brief.page(paper("next.pdf", 1, PDRectangle.A4), 1).fault()).isEmpty();
    }
  }

  private static void comeToAnEnd(Extractor brief) throws IOException {
    Path pages =
        raw("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R]/Count 9/Parent 2 0 R>>");
    assertThat(brief.page(pages, 5).large()).isEmpty();
    Path forms =
        raw(
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R"
                + "/Resources<</XObject<</F 5 0 R>>>>>>",
            "<</Length 10>>\nstream\n/F Do /F Do\nendstream",
            "<</Type/XObject/Subtype/Form/BBox[0 0 200 200]/Resources<</XObject<</F 5 0 R>>>>"
                + "/Length 10>>\nstream\n/F Do /F Do\nendstream");
    Outcome circle = brief.page(forms, 1);
    assertThat(circle.large().isPresent() || circle.fault().isPresent()).isTrue();
  }

  @Test
  void timeIsBounded() throws IOException {
    try (Extractor hasty = Extractor.in(folder.resolve("hasty"), Duration.ofMillis(1))) {
      assertThat(hasty.page(paper("slow.pdf", 1, PDRectangle.A4), 1).fault())
          .contains(Fault.TOO_LONG);
    }
  }

  private static Path paper(String name, int pages, PDRectangle size) throws IOException {
    Path file = folder.resolve(name);
    try (PDDocument document = new PDDocument()) {
      for (int page = 1; page <= pages; page++) {
        PDPage sheet = new PDPage(size);
        document.addPage(sheet);
        try (PDPageContentStream content = new PDPageContentStream(document, sheet)) {
          content.beginText();
          content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 11);
          content.setLeading(13);
          content.newLineAtOffset(Math.min(60, size.getWidth() / 10), size.getHeight() - 40);
          content.showText("Page " + page);
          for (int line = 0; line < size.getHeight() / 842 * LINES; line++) {
            content.newLine();
            content.showText(LINE);
          }
          content.endText();
        }
      }
      document.save(file.toFile());
    }
    return file;
  }

  private static Path noise() throws IOException {
    BufferedImage image = new BufferedImage(1_000, 1_600, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(1);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, random.nextInt());
      }
    }
    Path file = folder.resolve("noise.pdf");
    try (PDDocument document = new PDDocument()) {
      PDPage sheet = new PDPage(new PDRectangle(1_000, 1_600));
      document.addPage(sheet);
      try (PDPageContentStream content = new PDPageContentStream(document, sheet)) {
        content.drawImage(LosslessFactory.createFromImage(document, image), 0, 0);
      }
      document.save(file.toFile());
    }
    return file;
  }

  private static Path locked() throws IOException {
    Path file = folder.resolve("locked.pdf");
    try (PDDocument document = new PDDocument()) {
      document.addPage(new PDPage());
      document.protect(new StandardProtectionPolicy("owner", "reader", new AccessPermission()));
      document.save(file.toFile());
    }
    return file;
  }

  private static Path raw(String... objects) throws IOException {
    StringBuilder text = new StringBuilder("%PDF-1.4\n");
    List<Integer> offsets = new ArrayList<>();
    for (int i = 0; i < objects.length; i++) {
      offsets.add(text.length());
      text.append("%d 0 obj\n%s\nendobj\n".formatted(i + 1, objects[i]));
    }
    int table = text.length();
    text.append("xref\n0 %d\n0000000000 65535 f \n".formatted(objects.length + 1));
    offsets.forEach(offset -> text.append("%010d 00000 n \n".formatted(offset)));
    text.append(
        "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
            .formatted(objects.length + 1, table));
    return Files.write(folder.resolve("raw.pdf"), text.toString().getBytes(ISO_8859_1));
  }
}
