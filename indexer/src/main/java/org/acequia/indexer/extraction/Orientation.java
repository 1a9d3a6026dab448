package org.acequia.indexer.extraction;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.exif.ExifIFD0Directory;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;

/// How a camera was held, by EXIF's tag 0x0112.
///
/// @param code 1 to 8, 1 being upright
record Orientation(int code) {

  static final Orientation UPRIGHT = new Orientation(1);

  /// Returns what the file says, upright where it says nothing that can be read.
  static Orientation of(Path file) throws IOException {
    try {
      var directory =
          ImageMetadataReader.readMetadata(file.toFile())
              .getFirstDirectoryOfType(ExifIFD0Directory.class);
      Integer code =
          directory == null ? null : directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
      return code == null || code < 1 || code > 8 ? UPRIGHT : new Orientation(code);
    } catch (ImageProcessingException | RuntimeException _) {
      return UPRIGHT;
    }
  }

  /// Whether width and height change places.
  boolean turned() {
    return code >= 5;
  }

  BufferedImage upright(BufferedImage image) {
    if (code == 1) {
      return image;
    }
    int width = image.getWidth();
    int height = image.getHeight();
    BufferedImage turned =
        new BufferedImage(
            turned() ? height : width,
            turned() ? width : height,
            image.getColorModel().hasAlpha()
                ? BufferedImage.TYPE_INT_ARGB
                : BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = turned.createGraphics();
    graphics.drawImage(image, transform(width, height), null);
    graphics.dispose();
    return turned;
  }

  private AffineTransform transform(int width, int height) {
    return switch (code) {
      case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
      case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
      case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
      case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
      case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
      case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
      case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
      default -> new AffineTransform();
    };
  }
}
