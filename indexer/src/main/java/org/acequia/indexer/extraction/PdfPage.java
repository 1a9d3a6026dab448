package org.acequia.indexer.extraction;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import org.acequia.core.media.Fault;
import org.acequia.core.media.PreviewSize;
import org.acequia.indexer.extraction.FileWork.FaultException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/// The picture of a PDF's first page.
final class PdfPage {

  private static final float SCALE_MAX = 4;

  private PdfPage() {}

  static Pictures.Drawn first(Path file) throws IOException, FaultException {
    try (PDDocument document = Loader.loadPDF(file.toFile())) {
      if (document.getNumberOfPages() == 0) {
        throw new FaultException(Fault.DAMAGED);
      }
      PDRectangle box = document.getPage(0).getCropBox();
      float longest = Math.max(box.getWidth(), box.getHeight());
      if (!(longest > 0) || Float.isInfinite(longest)) {
        throw new FaultException(Fault.DAMAGED);
      }
      float scale = Math.min(SCALE_MAX, PreviewSize.LARGE.longEdgePx() / longest);
      PDFRenderer renderer = new PDFRenderer(document);
      renderer.setSubsamplingAllowed(true);
      BufferedImage page = renderer.renderImage(0, scale, ImageType.RGB);
      return new Pictures.Drawn(page);
    } catch (InvalidPasswordException e) {
      throw new FaultException(Fault.LOCKED, e);
    }
  }
}
