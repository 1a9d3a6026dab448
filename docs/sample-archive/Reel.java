import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/// Draws the frames of the film of a lantern that floats by: `java Reel.java FOLDER` writes PNGs,
/// twelve a second.
final class Reel {

  private static final int FRAMES = 72;

  private Reel() {}

  public static void main(String[] args) throws IOException {
    Path out = Path.of(args[0]);
    Files.createDirectories(out);
    for (int f = 0; f < FRAMES; f++) {
      ImageIO.write(frame(f), "png", out.resolve("f%03d.png".formatted(f)).toFile());
    }
  }

  private static BufferedImage frame(int f) {
    BufferedImage image = new BufferedImage(480, 320, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setColor(new Color(Block.NIGHT));
    g.fillRect(0, 0, 480, 320);
    g.setColor(new Color(Block.WATER));
    g.fillRect(0, 150, 480, 170);
    double t = f * 2 * Math.PI / FRAMES;
    for (int row = 0; row < 13; row++) {
      double y = 162 + row * 13;
      g.setColor(new Color(row % 2 == 0 ? Block.PALE_WATER : Block.NIGHT));
      for (int k = 0; k < 9; k++) {
        double x = (k * 67 + row * 41 + f * (1.5 + row * .35)) % 600 - 60;
        double l = 18 + row * 2.2;
        g.fill(Block.gouge(x - l, y, x + l, y + 2 * Math.sin(t + k), 1.4 + row * .16, 4 * Math.sin(2 * t + row)));
      }
    }
    for (int i = 0; i < 3; i++) {
      double x = -50 + (f * 8 + i * 190) % 590;
      double y = 190 + i * 34 + 4 * Math.sin(2 * t + i * 2);
      double s = 1 + i * .35;
      g.setColor(new Color(0xdb, 0xa0, 0x3f, 60));
      for (int k = 5; k > 0; k--) {
        g.fill(Block.disc(x, y - 18 * s, (14 + k * 9) * s));
      }
      g.setColor(new Color(0xdb, 0xa0, 0x3f, 130));
      for (int k = 0; k < 6; k++) {
        double w = (15 - k) * s + 3 * Math.sin(2 * t + k);
        g.fill(Block.gouge(x - w, y + 10 + k * 8, x + w, y + 10 + k * 8, 3, 1));
      }
      g.setColor(new Color(i == 1 ? Block.BRICK : Block.OCHRE));
      g.fill(Block.closed(x, y - 44 * s, x + 15 * s, y - 30 * s, x + 15 * s, y - 10 * s, x, y, x - 15 * s, y - 10 * s, x - 15 * s, y - 30 * s));
      g.setColor(new Color(Block.PAPER));
      g.fill(Block.closed(x, y - 32 * s, x + 5 * s, y - 20 * s, x, y - 8 * s, x - 5 * s, y - 20 * s));
    }
    g.dispose();
    return image;
  }
}
