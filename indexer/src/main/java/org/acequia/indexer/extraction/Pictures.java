package org.acequia.indexer.extraction;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import net.coobird.thumbnailator.Thumbnails;
import org.acequia.core.media.DocumentPages;
import org.acequia.core.media.Fault;
import org.acequia.core.media.Preview;
import org.acequia.core.media.PreviewSize;
import org.acequia.indexer.extraction.FileWork.FaultException;

/// Reads pictures, upright and no larger than is needed, and writes previews.
///
/// The size is read from the header before a pixel is; a picture is thinned out while it is read,
/// so that memory follows the preview and not the original.
final class Pictures {

  /// The most pixels a picture may have: that of the largest phones, half as much again.
  static final long PIXELS_MAX = 300_000_000;

  /// The most pixels that are held at once.
  private static final long DECODED_PIXELS_MAX = 24_000_000;

  /// The longest edge, in pixels: one row of it is held at a time.
  private static final int EDGE_MAX = 65_535;

  private static final float QUALITY = 0.82f;

  /// For pages, of which there are many, in the order in which they are tried: letters can still be
  /// read in the last.
  private static final float[] PAGE_QUALITIES = {0.4f, 0.25f, 0.12f};

  /// Behind what is transparent: the paper on which text stands in the light theme.
  private static final Color PAPER = Color.WHITE;

  private Pictures() {}

  /// A picture, upright, at least as large as the large preview or as its original.
  record Drawn(BufferedImage image) {

    /// Writes a preview.
    Preview write(Path file, PreviewSize size) throws IOException {
      BufferedImage fitted = fit(size.longEdgePx());
      writeJpeg(fitted, file, QUALITY);
      return new Preview(size, fitted.getWidth(), fitted.getHeight());
    }

    /// Writes a page for who reads it, no larger than it may be.
    Preview writePage(Path file) throws IOException, FaultException {
      for (float quality : PAGE_QUALITIES) {
        writeJpeg(image, file, quality);
        if (Files.size(file) <= DocumentPages.PICTURE_BYTES_MAX) {
          return new Preview(PreviewSize.LARGE, image.getWidth(), image.getHeight());
        }
      }
      Files.delete(file);
      throw new FaultException(Fault.TOO_LARGE);
    }

    private BufferedImage fit(int edge) throws IOException {
      int longest = Math.max(image.getWidth(), image.getHeight());
      if (longest <= edge) {
        return flat(image);
      }
      double scale = (double) edge / longest;
      int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
      int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
      return flat(Thumbnails.of(image).forceSize(width, height).asBufferedImage());
    }
  }

  /// Returns the picture in `file`, or empty where Java has no reader for it.
  ///
  /// @param type its media type, by its bytes
  /// @param metadata is told the size
  static Optional<Drawn> read(Path file, String type, MetadataDraft metadata)
      throws IOException, FaultException {
    // Java reads WebP ten times more slowly than FFmpeg, which does not read moving ones.
    if (type.equals("image/webp") && !isMovingWebP(file)) {
      return Optional.empty();
    }
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      if (in == null) {
        throw new IOException("No stream on " + file);
      }
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return Optional.empty();
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return Optional.of(read(reader, Orientation.of(file), metadata));
      } finally {
        reader.dispose();
      }
    }
  }

  /// The flag for animation is bit 1 of the byte behind `RIFF size WEBP VP8X size`.
  private static boolean isMovingWebP(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(21);
      return head.length == 21 && head[15] == 'X' && (head[20] & 0x02) != 0;
    }
  }

  private static Drawn read(ImageReader reader, Orientation orientation, MetadataDraft metadata)
      throws IOException, FaultException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    metadata.size(orientation.turned() ? height : width, orientation.turned() ? width : height);
    long pixels = (long) width * height;
    if (pixels > PIXELS_MAX || width > EDGE_MAX || height > EDGE_MAX) {
      throw new FaultException(Fault.TOO_LARGE);
    }
    ImageReadParam param = reader.getDefaultReadParam();
    int step = step(width, height);
    param.setSourceSubsampling(step, step, 0, 0);
    return new Drawn(orientation.upright(reader.read(0, param)));
  }

  /// How many pixels of the original become one: as many as leave twice the large preview, so that
  /// scaling it down is still smooth.
  private static int step(int width, int height) {
    int wanted = 2 * PreviewSize.LARGE.longEdgePx();
    int step = Math.max(1, Math.max(width, height) / wanted);
    while ((long) (width / step) * (height / step) > DECODED_PIXELS_MAX) {
      step++;
    }
    return step;
  }

  /// JPEG knows neither transparency nor palettes.
  private static BufferedImage flat(BufferedImage image) {
    BufferedImage flat =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = flat.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
    graphics.setColor(PAPER);
    graphics.fillRect(0, 0, flat.getWidth(), flat.getHeight());
    graphics.drawImage(image, 0, 0, null);
    graphics.dispose();
    return flat;
  }

  private static void writeJpeg(BufferedImage image, Path file, float quality) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (var out = ImageIO.createImageOutputStream(Files.newOutputStream(file))) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(quality);
      param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
  }
}
