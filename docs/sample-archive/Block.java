import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;

/// A print from several blocks of linoleum: each inks its own shapes, gouges cut out of them, and
/// all are pressed on one sheet of paper, a little off their place, with specks and rough edges.
final class Block {

  static final int PAPER = 0xf3ead7;
  static final int NIGHT = 0x1f2d3d;
  static final int WATER = 0x2f7f88;
  static final int PALE_WATER = 0x9cc7c2;
  static final int OCHRE = 0xdba03f;
  static final int BRICK = 0xb8532f;
  static final int MOSS = 0x6b8442;
  static final int SLATE = 0x76898b;
  static final int ROSE = 0xd98f77;

  /// What one ink covers: white is ink.
  record Layer(BufferedImage mask, int ink, double dx, double dy) {}

  final int width;
  final int height;
  final Random random;
  private final List<Layer> layers = new ArrayList<>();
  private Graphics2D pen;

  Block(int width, int height, long seed) {
    this.width = width;
    this.height = height;
    this.random = new Random(seed);
  }

  /// Begins the next block, in another ink.
  Block ink(int rgb) {
    BufferedImage mask = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    layers.add(new Layer(mask, rgb, random.nextGaussian() * 1.1, random.nextGaussian() * 1.1));
    pen = mask.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    return this;
  }

  Block fill(Shape shape) {
    pen.setColor(Color.WHITE);
    pen.fill(shape);
    return this;
  }

  Block cut(Shape shape) {
    pen.setColor(Color.BLACK);
    pen.fill(shape);
    return this;
  }

  Block line(Shape shape, double thick) {
    pen.setColor(Color.WHITE);
    pen.setStroke(new BasicStroke((float) thick, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    pen.draw(shape);
    return this;
  }

  Block cutLine(Shape shape, double thick) {
    pen.setColor(Color.BLACK);
    pen.setStroke(new BasicStroke((float) thick, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    pen.draw(shape);
    return this;
  }

  /// One push of the gouge: thin, thick, thin.
  static Shape gouge(double x1, double y1, double x2, double y2, double thick, double bend) {
    double dx = x2 - x1;
    double dy = y2 - y1;
    double length = Math.hypot(dx, dy) + 1e-6;
    double nx = -dy / length;
    double ny = dx / length;
    double mx = (x1 + x2) / 2 + nx * bend;
    double my = (y1 + y2) / 2 + ny * bend;
    Path2D p = new Path2D.Double();
    p.moveTo(x1, y1);
    p.quadTo(mx + nx * thick, my + ny * thick, x2, y2);
    p.quadTo(mx - nx * thick, my - ny * thick, x1, y1);
    p.closePath();
    return p;
  }

  /// Fills `within` with strokes of the gouge that run along `angle`.
  Block hatch(
      Shape within, DoubleBinaryOperator angle, double gap, double length, double thick, boolean ink) {
    Rectangle2D b = within.getBounds2D();
    for (double y = b.getMinY(); y < b.getMaxY(); y += gap) {
      for (double x = b.getMinX(); x < b.getMaxX(); x += length * 0.8) {
        double px = x + random.nextGaussian() * length * 0.25;
        double py = y + random.nextGaussian() * gap * 0.22;
        if (!within.contains(px, py)) {
          continue;
        }
        double a = angle.applyAsDouble(px, py) + random.nextGaussian() * 0.05;
        double l = length * (0.5 + random.nextDouble() * 0.7) / 2;
        Shape s =
            gouge(px - Math.cos(a) * l, py - Math.sin(a) * l, px + Math.cos(a) * l,
                py + Math.sin(a) * l, thick * (0.6 + random.nextDouble() * 0.7), random.nextGaussian() * 2);
        Area kept = new Area(s);
        kept.intersect(new Area(within));
        if (ink) {
          fill(kept);
        } else {
          cut(kept);
        }
      }
    }
    return this;
  }

  /// Returns a smooth line through points, given as x, y, x, y …
  static Path2D smooth(double... c) {
    Path2D p = new Path2D.Double();
    int n = c.length / 2;
    p.moveTo(c[0], c[1]);
    for (int i = 0; i < n - 1; i++) {
      double x0 = c[2 * Math.max(0, i - 1)], y0 = c[2 * Math.max(0, i - 1) + 1];
      double x1 = c[2 * i], y1 = c[2 * i + 1];
      double x2 = c[2 * i + 2], y2 = c[2 * i + 3];
      double x3 = c[2 * Math.min(n - 1, i + 2)], y3 = c[2 * Math.min(n - 1, i + 2) + 1];
      p.curveTo(x1 + (x2 - x0) / 6, y1 + (y2 - y0) / 6, x2 - (x3 - x1) / 6, y2 - (y3 - y1) / 6, x2, y2);
    }
    return p;
  }

  /// Returns everything below a smooth line that goes from one side to the other.
  Path2D ground(double... c) {
    Path2D p = smooth(c);
    p.lineTo(width + 20, height + 20);
    p.lineTo(-20, height + 20);
    p.closePath();
    return p;
  }

  /// Returns a closed smooth shape.
  static Path2D closed(double... c) {
    int n = c.length / 2;
    Path2D p = new Path2D.Double();
    p.moveTo(c[0], c[1]);
    for (int i = 0; i < n; i++) {
      double x0 = c[2 * ((i + n - 1) % n)], y0 = c[2 * ((i + n - 1) % n) + 1];
      double x1 = c[2 * i], y1 = c[2 * i + 1];
      double x2 = c[2 * ((i + 1) % n)], y2 = c[2 * ((i + 1) % n) + 1];
      double x3 = c[2 * ((i + 2) % n)], y3 = c[2 * ((i + 2) % n) + 1];
      p.curveTo(x1 + (x2 - x0) / 6, y1 + (y2 - y0) / 6, x2 - (x3 - x1) / 6, y2 - (y3 - y1) / 6, x2, y2);
    }
    p.closePath();
    return p;
  }

  static Path2D polygon(double... c) {
    Path2D p = new Path2D.Double();
    p.moveTo(c[0], c[1]);
    for (int i = 2; i < c.length; i += 2) {
      p.lineTo(c[i], c[i + 1]);
    }
    p.closePath();
    return p;
  }

  static Shape disc(double x, double y, double r) {
    return new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r);
  }

  static Shape box(double x, double y, double w, double h) {
    return new Rectangle2D.Double(x, y, w, h);
  }

  static Area minus(Shape a, Shape b) {
    Area area = new Area(a);
    area.subtract(new Area(b));
    return area;
  }

  static Area both(Shape a, Shape b) {
    Area area = new Area(a);
    area.intersect(new Area(b));
    return area;
  }

  /// A channel seen from above: wide where it is near.
  static Path2D ribbon(double[] c, double[] half) {
    int n = c.length / 2;
    double[] out = new double[4 * n];
    for (int i = 0; i < n; i++) {
      int a = Math.max(0, i - 1);
      int b = Math.min(n - 1, i + 1);
      double dx = c[2 * b] - c[2 * a];
      double dy = c[2 * b + 1] - c[2 * a + 1];
      double l = Math.hypot(dx, dy);
      double nx = -dy / l * half[i];
      double ny = dx / l * half[i];
      out[2 * i] = c[2 * i] + nx;
      out[2 * i + 1] = c[2 * i + 1] + ny;
      out[4 * n - 2 - 2 * i] = c[2 * i] - nx;
      out[4 * n - 1 - 2 * i] = c[2 * i + 1] - ny;
    }
    Path2D left = smooth(java.util.Arrays.copyOfRange(out, 0, 2 * n));
    left.append(smooth(java.util.Arrays.copyOfRange(out, 2 * n, 4 * n)), true);
    left.closePath();
    return left;
  }

  /// Presses all blocks on paper.
  BufferedImage print(int margin) {
    int w = width + 2 * margin;
    int h = height + 2 * margin;
    BufferedImage sheet = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
    Noise noise = new Noise(random.nextLong());
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        double paper = 1 - 0.035 * noise.at(x / 3.0, y / 40.0) - 0.03 * noise.at(x / 60.0, y / 55.0);
        double r = ((PAPER >> 16) & 255) * paper;
        double g = ((PAPER >> 8) & 255) * paper;
        double b = (PAPER & 255) * paper;
        for (Layer layer : layers) {
          double wx = 1.3 * (noise.at(x / 7.0 + layer.ink % 97, y / 7.0) - 0.5);
          double wy = 1.3 * (noise.at(x / 7.0, y / 7.0 + layer.ink % 89) - 0.5);
          double c = sample(layer.mask, x - margin + layer.dx + wx, y - margin + layer.dy + wy);
          if (c <= 0) {
            continue;
          }
          double thin = noise.at(x / 2.1 + layer.ink % 71, y / 2.3);
          double worn = noise.at(x / 45.0 + layer.ink % 53, y / 45.0);
          c *= thin > 0.86 - 0.1 * worn ? 0.62 : 0.965;
          r = r * (1 - c) + c * ((layer.ink >> 16) & 255) * (0.86 + 0.14 * r / 255);
          g = g * (1 - c) + c * ((layer.ink >> 8) & 255) * (0.86 + 0.14 * g / 255);
          b = b * (1 - c) + c * (layer.ink & 255) * (0.86 + 0.14 * b / 255);
        }
        sheet.setRGB(x, y, clamp(r) << 16 | clamp(g) << 8 | clamp(b));
      }
    }
    return sheet;
  }

  private static int clamp(double v) {
    return (int) Math.max(0, Math.min(255, v));
  }

  private static double sample(BufferedImage mask, double x, double y) {
    int x0 = (int) Math.floor(x);
    int y0 = (int) Math.floor(y);
    if (x0 < 0 || y0 < 0 || x0 >= mask.getWidth() - 1 || y0 >= mask.getHeight() - 1) {
      return 0;
    }
    double fx = x - x0;
    double fy = y - y0;
    var raster = mask.getRaster();
    double top = raster.getSample(x0, y0, 0) * (1 - fx) + raster.getSample(x0 + 1, y0, 0) * fx;
    double low = raster.getSample(x0, y0 + 1, 0) * (1 - fx) + raster.getSample(x0 + 1, y0 + 1, 0) * fx;
    return (top * (1 - fy) + low * fy) / 255;
  }

  /// Smooth noise between 0 and 1.
  static final class Noise {
    private final long seed;

    Noise(long seed) {
      this.seed = seed;
    }

    double at(double x, double y) {
      int xi = (int) Math.floor(x);
      int yi = (int) Math.floor(y);
      double fx = x - xi;
      double fy = y - yi;
      fx = fx * fx * (3 - 2 * fx);
      fy = fy * fy * (3 - 2 * fy);
      double top = hash(xi, yi) * (1 - fx) + hash(xi + 1, yi) * fx;
      double low = hash(xi, yi + 1) * (1 - fx) + hash(xi + 1, yi + 1) * fx;
      return top * (1 - fy) + low * fy;
    }

    private double hash(int x, int y) {
      long h = seed ^ (x * 0x9E3779B97F4A7C15L) ^ (y * 0xC2B2AE3D27D4EB4FL);
      h = (h ^ (h >>> 30)) * 0xBF58476D1CE4E5B9L;
      h = (h ^ (h >>> 27)) * 0x94D049BB133111EBL;
      return ((h ^ (h >>> 31)) >>> 11) * 0x1.0p-53;
    }
  }

  /// Returns the shapes of a row of poplars' crowns.
  static Point2D at(double x, double y) {
    return new Point2D.Double(x, y);
  }
}
