package org.acequia.indexer.extraction;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.acequia.core.media.DocumentPage;
import org.acequia.core.media.DocumentPages;
import org.acequia.core.media.Fault;
import org.acequia.core.media.PreviewSize;
import org.acequia.indexer.extraction.FileWork.FaultException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;

/// Pictures of the pages of a PDF, and what is written on them.
final class PdfPage {

  private static final float SCALE_MAX = 4;

  private static final int QUARTER_TURN = 90;

  private PdfPage() {}

  /// What is done with an open document.
  private interface Work<T> {
    T with(PDDocument document) throws IOException, FaultException;
  }

  /// Draws the first page, as large as the large preview.
  static Pictures.Drawn first(Path file) throws IOException, FaultException {
    int edge = PreviewSize.LARGE.longEdgePx();
    return open(file, document -> draw(document, 1, edge, edge));
  }

  /// Draws one page for who reads it, and leaves its words in `text`. Words that cannot be got are
  /// none.
  ///
  /// @param number from 1
  static Pictures.Drawn page(Path file, int number, Path text) throws IOException, FaultException {
    return open(
        file,
        document -> {
          Pictures.Drawn drawn =
              draw(document, number, DocumentPages.WIDTH_PX, DocumentPages.HEIGHT_PX_MAX);
          write(document, number, text);
          return drawn;
        });
  }

  private static <T> T open(Path file, Work<T> work) throws IOException, FaultException {
    try (PDDocument document = Loader.loadPDF(file.toFile())) {
      return work.with(document);
    } catch (InvalidPasswordException e) {
      throw new FaultException(Fault.LOCKED, e);
    }
  }

  /// Scales a page until it fits into `width` by `height` pixels.
  private static Pictures.Drawn draw(PDDocument document, int number, int width, int height)
      throws IOException, FaultException {
    if (document.getNumberOfPages() < number) {
      throw new FaultException(Fault.DAMAGED);
    }
    PDPage page = document.getPage(number - 1);
    PDRectangle box = page.getCropBox();
    boolean turned = page.getRotation() % (2 * QUARTER_TURN) != 0;
    float wide = turned ? box.getHeight() : box.getWidth();
    float high = turned ? box.getWidth() : box.getHeight();
    float scale = Math.min(SCALE_MAX, Math.min(width / wide, height / high));
    if (!(wide > 0) || !(high > 0) || !(scale > 0)) {
      throw new FaultException(Fault.DAMAGED);
    }
    PDFRenderer renderer = new PDFRenderer(document);
    renderer.setSubsamplingAllowed(true);
    BufferedImage image = renderer.renderImage(number - 1, scale, ImageType.RGB);
    return new Pictures.Drawn(image);
  }

  private static void write(PDDocument document, int number, Path text) throws IOException {
    try (Writer words = Files.newBufferedWriter(text, UTF_8)) {
      TidyWriter tidy = new TidyWriter(words, DocumentPage.TEXT_LENGTH_MAX);
      try {
        PDFTextStripper stripper = new PDFTextStripper();
        stripper.setStartPage(number);
        stripper.setEndPage(number);
        stripper.writeText(document, tidy);
      } catch (TidyWriter.FullException _) {
        tidy.flush(); // enough of it
      } catch (IOException | RuntimeException e) {
        if (FileWork.isForWantOfRoom(e, text)) {
          throw e;
        }
      }
    }
  }
}
