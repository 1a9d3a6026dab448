package org.acequia.node.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.media.DocumentPage;
import org.acequia.core.media.DocumentPages;
import org.acequia.core.media.Fault;
import org.acequia.core.media.FileMetadata;
import org.acequia.core.media.Preview;
import org.acequia.core.media.PreviewSize;
import org.acequia.indexer.extraction.Extractor.Outcome;
import org.acequia.indexer.extraction.Extractor.Picture;
import org.acequia.node.directory.SpaceReserve;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageLineTests {

  private static final int PAGES = 30;
  private static final Cid FILE = file(1);
  private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 1, 2, 3};

  @TempDir private Path folder;

  private final List<Integer> drawn = new ArrayList<>();
  private PageLine line;

  @BeforeEach
  void open() {
    line = lineWith(SpaceReserve.of(folder, 0));
  }

  @Test
  void thePageThatIsLookedAtIsDrawnFirstAndSomeBehindIt() throws IOException {
    assertThat(line.look(FILE, 2, PAGES)).isEqualTo(new DocumentPage.Waiting());
    assertThat(line.look(FILE, 20, 21)).isEqualTo(new DocumentPage.Waiting());

    drawAll(this::good);

    assertThat(drawn).containsExactly(2, 20, 3, 4, 5, 6, 7, 8, 9, 21);
    assertThat(line.look(FILE, 3, PAGES)).isEqualTo(new DocumentPage.Drawn(1_000, 1_414, "page 3"));
    assertThat(line.picture(FILE, 3).orElseThrow()).hasBinaryContent(JPEG);
    assertThat(line.picture(FILE, 19)).isEmpty();
  }

  @Test
  void aPictureThatWasTakenAwayIsMadeAgain() throws IOException {
    line.look(FILE, 1, 1);
    drawAll(this::good);
    Files.write(folder.resolve("pages/" + FILE + "/1"), new byte[] {1});

    assertThat(line.look(FILE, 1, 1)).isEqualTo(new DocumentPage.Waiting());
    drawAll(this::good);

    assertThat(line.look(FILE, 1, 1)).isInstanceOf(DocumentPage.Drawn.class);
    assertThat(drawn).containsExactly(1, 1);
  }

  @Test
  void aPageOfWhichThereIsNoPictureIsTriedOnceAndTheNextOnesOnlyWhenTheyAreLookedAt()
      throws IOException {
    line.look(FILE, 1, PAGES);
    drawAll(number -> number == 1 ? Outcome.fault(Fault.DAMAGED) : good(number));

    assertThat(line.look(FILE, 1, 1)).isEqualTo(new DocumentPage.Missing(Fault.DAMAGED));
    assertThat(drawn).containsExactly(1);
    assertThat(line.look(FILE, 2, PAGES)).isEqualTo(new DocumentPage.Waiting());
  }

  @Test
  void aDocumentThatHasCostTooMuchIsNotDrawnAnyMore() throws IOException {
    for (int page = 1; page <= PAGES; page++) {
      line.look(FILE, page, PAGES);
      drawAll(number -> Outcome.fault(Fault.TOO_LONG));
    }

    assertThat(drawn).hasSize(PageLine.COSTLY_MAX);
    assertThat(line.look(FILE, PAGES, PAGES)).isEqualTo(new DocumentPage.Missing(Fault.TOO_MUCH));
    assertThat(line.look(file(2), 1, 1)).isEqualTo(new DocumentPage.Waiting());
  }

  @Test
  void whateverIsAskedForTheLineStaysShort() throws IOException {
    for (int i = 0; i < 2 * PageLine.LINE_MAX; i++) {
      line.look(file(i), 1, PAGES);
    }
    drawAll(this::good);

    assertThat(drawn).hasSize(2 * PageLine.LINE_MAX);
  }

  @Test
  void onAFullDiskNothingIsDrawn() throws IOException {
    line = lineWith(SpaceReserve.of(folder, Long.MAX_VALUE));

    assertThat(line.look(FILE, 1, PAGES)).isEqualTo(new DocumentPage.Missing(Fault.NO_SPACE));
    drawAll(this::good);

    assertThat(drawn).isEmpty();
  }

  @Test
  void aProcessThatLeavesMoreThanItShouldIsNotBelieved() throws IOException {
    line.look(FILE, 1, 1);
    drawAll(number -> outcome(number, 1_001, JPEG));
    line.look(FILE, 2, 2);
    drawAll(
        number -> outcome(number, 1_000, Arrays.copyOf(JPEG, DocumentPages.PICTURE_BYTES_MAX + 1)));
    line.look(FILE, 3, 3);
    drawAll(number -> outcome(number, 1_000, new byte[] {1, 2, 3}));
    line.look(FILE, 4, 4);
    drawAll(this::linked);

    for (int page = 1; page <= 4; page++) {
      assertThat(line.look(FILE, page, page))
          .as("page " + page)
          .isEqualTo(new DocumentPage.Missing(Fault.FAILED));
    }
  }

  @Test
  void ofTooManyWordsThoseAtTheBeginningAreKept() throws IOException {
    line.look(FILE, 1, 1);
    drawAll(number -> {
      Outcome good = good(number);
      Files.writeString(good.text().orElseThrow(), "\u00e1".repeat(1 << 20));
      return good;
    });

    assertThat(line.look(FILE, 1, 1))
        .isEqualTo(
            new DocumentPage.Drawn(1_000, 1_414, "\u00e1".repeat(DocumentPage.TEXT_LENGTH_MAX)));
  }

  @Test
  void aDocumentThatCostsTooMuchIsGivenUpWithAllThatWasAskedOfIt() throws IOException {
    for (int page = 1; page <= PageLine.DOCUMENT_MAX; page++) {
      line.look(FILE, page, page);
    }
    drawAll(number -> {
      line.look(FILE, number, number); // somebody looks while it is drawn
      return Outcome.fault(Fault.TOO_LONG);
    });

    assertThat(drawn).containsExactly(1, 2, 3);
  }

  @Test
  void documentsTakeTurnsAndNoneFillsTheLineAlone() throws IOException {
    for (int page = 1; page <= PageLine.LINE_MAX; page++) {
      line.look(FILE, page, page);
    }
    line.look(file(2), 101, 101);
    line.look(file(3), 102, 102);
    drawAll(this::good);

    assertThat(drawn).containsExactly(1, 101, 102, 2, 3, 4, 5, 6, 7, 8);
  }

  @Test
  void itIsRememberedForManyDocumentsWhatCouldNotBeDrawnAndNotForAll() throws IOException {
    for (int i = 0; i <= PageLine.FAULTY_MAX; i++) {
      line.look(file(i), 1, 1);
      drawAll(number -> Outcome.fault(Fault.DAMAGED));
    }

    assertThat(line.look(file(1), 1, 1)).isEqualTo(new DocumentPage.Missing(Fault.DAMAGED));
    assertThat(line.look(file(0), 1, 1)).isEqualTo(new DocumentPage.Waiting());
  }

  @Test
  void theDocumentThatWasDrawnLongestAgoMakesRoom() throws IOException {
    line =
        new PageLine(new PageCache(folder.resolve("pages"), 64 << 10), SpaceReserve.of(folder, 0));
    for (int i = 1; i <= 5; i++) {
      line.look(file(i), 1, 1);
      drawAll(this::good);
      Files.setLastModifiedTime(
          folder.resolve("pages/" + file(i)),
          java.nio.file.attribute.FileTime.fromMillis(1_000L * i));
    }

    assertThat(line.picture(file(1), 1)).isEmpty();
    assertThat(line.picture(file(5), 1)).isPresent();
    assertThat(line.look(file(1), 1, 1)).isEqualTo(new DocumentPage.Waiting());
  }

  private PageLine lineWith(SpaceReserve reserve) {
    return new PageLine(new PageCache(folder.resolve("pages"), PageCache.SIZE_BYTES_MAX), reserve);
  }

  private interface Making {
    Outcome of(int number) throws IOException;
  }

  private void drawAll(Making making) throws IOException {
    PageLine.Drawing drawing =
        (_, number) -> {
          drawn.add(number);
          return making.of(number);
        };
    boolean more = true;
    while (more) {
      more = line.drawNext(drawing, _ -> Optional.of(folder));
    }
  }

  private Outcome good(int number) throws IOException {
    return outcome(number, 1_000, JPEG);
  }

  private Outcome outcome(int number, int width, byte[] jpeg) throws IOException {
    Path picture = Files.write(folder.resolve("large.jpg"), jpeg);
    Path text = Files.writeString(folder.resolve("text"), "page " + number);
    return new Outcome(
        FileMetadata.NONE,
        Optional.empty(),
        Optional.of(new Picture(picture, new Preview(PreviewSize.LARGE, width, 1_414))),
        Optional.of(text),
        Optional.empty());
  }

  private Outcome linked(int number) throws IOException {
    Outcome good = good(number);
    Path picture = good.large().orElseThrow().file();
    Path elsewhere = Files.move(picture, folder.resolve("elsewhere.jpg"));
    Files.createSymbolicLink(picture, elsewhere);
    return good;
  }

  private static Cid file(int number) {
    return Cid.of(Codec.RAW, new byte[] {(byte) number, (byte) (number >> 8)});
  }
}
