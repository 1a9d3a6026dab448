import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.Random;

/// What is written and drawn with a pen: the map, the water clock, tiles, and sheets that look
/// scanned.
final class Papers {

  private Papers() {}

  private static Graphics2D pen(BufferedImage image) {
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    return g;
  }

  /// Returns the outline of a text, each letter a little off, as a hand writes it.
  static Shape hand(String text, Font font, double x, double y, Random random, double wild) {
    Path2D all = new Path2D.Double();
    double at = x;
    double drift = random.nextGaussian() * wild;
    for (int i = 0; i < text.length(); i++) {
      String letter = text.substring(i, i + 1);
      double advance =
          font.getStringBounds(letter, new java.awt.font.FontRenderContext(null, true, true)).getWidth();
      if (!letter.isBlank()) {
        Shape outline =
            new TextLayout(letter, font, new java.awt.font.FontRenderContext(null, true, true))
                .getOutline(null);
        AffineTransform move = new AffineTransform();
        move.translate(at, y + drift + random.nextGaussian() * wild * .35);
        move.rotate(random.nextGaussian() * .018 * wild);
        move.scale(1 + random.nextGaussian() * .02 * wild, 1 + random.nextGaussian() * .03 * wild);
        all.append(move.createTransformedShape(outline), false);
      }
      at += advance * (1 + random.nextGaussian() * .012 * wild);
      drift += random.nextGaussian() * wild * .12;
    }
    return all;
  }

  /// Makes a drawing look like a sheet on a scanner: turned a little, grey at the rim, stained.
  static BufferedImage scanned(BufferedImage sheet, double turn, long seed) {
    int w = sheet.getWidth() + 90;
    int h = sheet.getHeight() + 90;
    BufferedImage bed = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = pen(bed);
    g.setColor(new Color(0xd9d6cf));
    g.fillRect(0, 0, w, h);
    g.rotate(turn, w / 2.0, h / 2.0);
    for (int i = 14; i > 0; i--) {
      g.setColor(new Color(60, 50, 40, 7));
      g.fillRect(45 - i + 5, 45 - i + 7, sheet.getWidth() + 2 * i, sheet.getHeight() + 2 * i);
    }
    g.drawImage(sheet, 45, 45, null);
    g.dispose();
    var noise = new Block.Noise(seed);
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        int rgb = bed.getRGB(x, y);
        double grain = .96 + .05 * noise.at(x / 1.7, y / 1.7) - .05 * noise.at(x / 90.0, y / 70.0);
        double stain = Math.hypot(x - w * .78, y - h * .2) / 90;
        if (stain > .86 && stain < 1.02 && noise.at(x / 20.0, y / 20.0) > .25) {
          grain -= .09 * (1 - Math.abs(stain - .96) / .1);
        }
        double fold = Math.abs(y - h * .5 - 3 * noise.at(x / 60.0, 3)) < 2.2 ? .9 : 1;
        double r = ((rgb >> 16) & 255) * grain * fold;
        double gg = ((rgb >> 8) & 255) * grain * fold;
        double b = (rgb & 255) * grain * fold * .99;
        bed.setRGB(x, y, c(r) << 16 | c(gg) << 8 | c(b));
      }
    }
    return bed;
  }

  private static int c(double v) {
    return (int) Math.max(0, Math.min(255, v));
  }

  static BufferedImage paper(int w, int h, int rgb) {
    BufferedImage image = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = pen(image);
    g.setColor(new Color(rgb));
    g.fillRect(0, 0, w, h);
    g.dispose();
    return image;
  }

  /// The ledger of the turns of water.
  static BufferedImage ledger() {
    Random random = new Random(5);
    BufferedImage sheet = paper(860, 1120, 0xf0e6cc);
    Graphics2D g = pen(sheet);
    g.setColor(new Color(0x8fa9b0));
    g.setStroke(new BasicStroke(1));
    for (int i = 0; i < 22; i++) {
      g.drawLine(50, 216 + i * 38, 810, 217 + i * 38);
    }
    g.setColor(new Color(0xb8606a));
    for (int x : new int[] {290, 470, 620}) {
      g.drawLine(x, 168, x + 1, 1052);
    }
    g.drawLine(50, 168, 810, 169);
    g.drawLine(50, 205, 810, 206);
    g.setColor(new Color(0x26303f));
    Font big = new Font("DejaVu Serif", Font.ITALIC, 34);
    Font small = new Font("DejaVu Serif", Font.ITALIC, 21);
    g.fill(hand("Acequia de Nuncaseca", big, 210, 84, random, 1.1));
    g.fill(hand("Turnos del agua · verano de 1931", small, 235, 128, random, 1));
    String[] head = {"Quién riega", "Desde", "Hasta", "Huerto"};
    int[] at = {60, 305, 485, 635};
    for (int i = 0; i < 4; i++) {
      g.fill(hand(head[i], small, at[i], 195, random, .8));
    }
    String[] who = {"Tía Brígida", "El molino", "Los Tejero", "La escuela", "Abel, el sordo", "Tía Brígida", "Huerto común", "Casa de la garza", "El molino", "Nadie (niebla)", "Los Tejero", "La escuela", "Abel, el sordo", "Huerto común", "Las tres Marías", "El molino", "Casa de la garza", "Tía Brígida", "Los del vado"};
    String[] plot = {"bancal alto", "rueda", "las higueras", "jardín", "la vega", "el nogal", "todo", "juncos", "rueda", "—", "los olivos", "jardín", "la vega", "todo", "azafrán", "rueda", "juncos", "bancal alto", "el vado"};
    int hour = 4;
    for (int i = 0; i < who.length; i++) {
      double y = 245 + i * 38;
      int next = (hour + 1 + random.nextInt(3)) % 24;
      g.fill(hand(who[i], small, 60, y - 4, random, 1.2));
      g.fill(hand("%d:%02d".formatted(hour, random.nextInt(4) * 15), small, 320, y - 4, random, 1.2));
      g.fill(hand("%d:%02d".formatted(next, random.nextInt(4) * 15), small, 500, y - 4, random, 1.2));
      g.fill(hand(plot[i], small, 635, y - 4, random, 1.2));
      hour = next;
      if (i == 9 || i == 13) {
        g.setStroke(new BasicStroke(2.2f));
        g.draw(Block.smooth(56, y - 12, 160, y - 8, 280, y - 14, 420, y - 9));
      }
    }
    g.fill(hand("Quien abre de noche, cierra de noche.", small, 140, 1016, random, 1.3));
    g.setColor(new Color(0x2f5f88));
    g.setStroke(new BasicStroke(3));
    g.draw(Block.smooth(560, 1084, 590, 1046, 600, 1086, 636, 1052, 650, 1088, 700, 1050, 690, 1090, 770, 1066));
    g.dispose();
    return scanned(sheet, -.013, 77);
  }

  /// A typewritten page.
  static BufferedImage typed(String[] lines, String signature, double turn, long seed) {
    Random random = new Random(seed);
    BufferedImage sheet = paper(860, 1120, 0xf4eedd);
    Graphics2D g = pen(sheet);
    Font font = new Font("Liberation Mono", Font.PLAIN, 20);
    double y = 120;
    for (String line : lines) {
      double x = 96;
      for (char letter : line.toCharArray()) {
        int ink = 120 + random.nextInt(110);
        g.setColor(new Color(0x2b, 0x2a, 0x30, ink));
        Shape s = hand(String.valueOf(letter), font, x, y + random.nextGaussian() * .7, random, .3);
        g.fill(s);
        if (random.nextInt(3) == 0) {
          g.setStroke(new BasicStroke(.8f));
          g.draw(s);
        }
        x += 12.05;
      }
      y += 33;
    }
    g.setColor(new Color(0x2f5f88));
    g.fill(hand(signature, new Font("DejaVu Serif", Font.ITALIC, 32), 500, y + 50, random, 2.2));
    g.setStroke(new BasicStroke(2.4f));
    g.draw(Block.smooth(490, y + 66, 580, y + 72, 680, y + 60, 760, y + 70));
    g.setColor(new Color(0xb8, 0x53, 0x2f, 120));
    g.setStroke(new BasicStroke(4));
    g.draw(Block.disc(200, y + 60, 56));
    g.draw(Block.disc(200, y + 60, 44));
    g.draw(Block.smooth(166, y + 52, 182, y + 60, 200, y + 52, 218, y + 60, 234, y + 52));
    g.draw(Block.smooth(166, y + 68, 182, y + 76, 200, y + 68, 218, y + 76, 234, y + 68));
    g.dispose();
    return scanned(sheet, turn, seed);
  }

  /// The map of the valley, in its three languages.
  static BufferedImage map() {
    Random random = new Random(8);
    BufferedImage sheet = paper(1180, 860, 0xefe4c8);
    Graphics2D g = pen(sheet);
    Color ink = new Color(0x33312e);
    g.setColor(new Color(0x9c, 0xc7, 0xc2, 150));
    double[] main = {980, 90, 930, 180, 800, 220, 740, 320, 600, 360, 520, 460, 380, 500, 300, 610, 130, 700};
    for (int i = 16; i > 0; i -= 4) {
      g.setStroke(new BasicStroke(i, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      g.setColor(i > 12 ? new Color(0x2f7f88) : new Color(0x9cc7c2));
      g.draw(Block.smooth(main));
      if (i == 12) {
        break;
      }
    }
    double[][] branches = {{740, 320, 700, 420, 760, 520, 740, 640}, {520, 460, 430, 380, 300, 330, 210, 240}, {600, 360, 560, 250, 470, 180, 400, 130}, {300, 610, 400, 660, 520, 660, 600, 720}};
    g.setColor(new Color(0x2f7f88));
    g.setStroke(new BasicStroke(4.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    for (double[] branch : branches) {
      g.draw(Block.smooth(branch));
    }
    g.setColor(new Color(0x6b8442));
    for (int i = 0; i < 340; i++) {
      double x = 60 + random.nextDouble() * 1060;
      double y = 120 + random.nextDouble() * 660;
      if (Math.abs((x - 130) * .72 + y - 700) < 120 + random.nextDouble() * 40) {
        g.setStroke(new BasicStroke(1.6f));
        g.draw(Block.smooth(x - 5, y, x - 2, y - 8, x, y - 1, x + 3, y - 8, x + 6, y));
      }
    }
    g.setColor(ink);
    double[] peaks = {100, 160, 170, 130, 250, 110, 120, 380, 90, 480, 960, 420, 1040, 360, 1090, 470, 1000, 560, 1080, 610, 900, 640, 640, 90, 720, 120, 800, 80, 560, 110, 980, 720, 1080, 740, 880, 780};
    for (int i = 0; i < peaks.length; i += 2) {
      double x = peaks[i];
      double y = peaks[i + 1];
      double s = 34 + random.nextDouble() * 16;
      g.setStroke(new BasicStroke(2.4f));
      g.draw(Block.polygon(x - s, y + s * .8, x, y - s * .6, x + s, y + s * .8));
      g.setStroke(new BasicStroke(1.3f));
      for (int k = 1; k < 8; k++) {
        double t = k / 8.0;
        g.draw(Block.smooth(x + s * t, y - s * .6 + 1.4 * s * t, x + s * t - 5, y - s * .6 + 1.4 * s * t + 8, x + s * t - 9, y - s * .6 + 1.4 * s * t + 18 * (1 - t) + 5));
      }
    }
    village(g, random, 880, 300, "Alta Nuncaseca", 16);
    village(g, random, 420, 560, "Vila do Junco", 14);
    village(g, random, 150, 610, "Otter’s Elbow", 10);
    Font title = new Font("DejaVu Serif", Font.BOLD | Font.ITALIC, 40);
    Font small = new Font("DejaVu Serif", Font.ITALIC, 19);
    g.setColor(new Color(0xf6edd6));
    g.fill(Block.closed(640, 800, 900, 792, 1150, 800, 1154, 846, 900, 852, 640, 846));
    g.setColor(ink);
    g.fill(hand("Valle de Nuncaseca", title, 66, 74, random, .8));
    g.fill(hand("la acequia · a acequia · the channel", small, 70, 108, random, .8));
    g.fill(hand("fuente del Bostezo", small, 1004, 96, random, .8));
    g.fill(hand("moinho", small, 560, 424, random, .8));
    g.fill(hand("laguna de la Garza", small, 246, 226, random, .8));
    g.fill(hand("weir", small, 96, 746, random, .8));
    g.fill(hand("los bancales", small, 770, 600, random, .8));
    g.fill(hand("no es ningún sitio: es inventado", small, 690, 832, random, .8));
    g.setColor(new Color(0x9cc7c2));
    g.fill(Block.closed(170, 236, 200, 212, 236, 226, 232, 258, 196, 268, 166, 256));
    g.setColor(ink);
    g.setStroke(new BasicStroke(2));
    g.draw(Block.closed(170, 236, 200, 212, 236, 226, 232, 258, 196, 268, 166, 256));
    rose(g, 1070, 230, 58);
    g.setStroke(new BasicStroke(3));
    g.drawRect(26, 22, 1128, 816);
    g.setStroke(new BasicStroke(1.2f));
    g.drawRect(34, 30, 1112, 800);
    g.dispose();
    return scanned(sheet, .006, 31);
  }

  private static void village(Graphics2D g, Random random, double x, double y, String name, int houses) {
    for (int i = 0; i < houses; i++) {
      double px = x + random.nextGaussian() * 40;
      double py = y + random.nextGaussian() * 18;
      double s = 13 + random.nextDouble() * 7;
      g.setColor(new Color(0xf6edd6));
      g.fill(Block.box(px, py, s, s * .8));
      g.setColor(new Color(0xb8532f));
      g.fill(Block.polygon(px - 3, py, px + s / 2, py - s * .6, px + s + 3, py));
      g.setColor(new Color(0x33312e));
      g.setStroke(new BasicStroke(1.4f));
      g.draw(Block.box(px, py, s, s * .8));
      g.draw(Block.polygon(px - 3, py, px + s / 2, py - s * .6, px + s + 3, py));
    }
    g.setColor(new Color(0x33312e));
    g.fill(hand(name, new Font("DejaVu Serif", Font.BOLD | Font.ITALIC, 25), x - 84, y + 72, random, .9));
  }

  private static void rose(Graphics2D g, double x, double y, double r) {
    for (int i = 0; i < 8; i++) {
      double a = Math.PI * i / 4 - Math.PI / 2;
      double l = i % 2 == 0 ? r : r * .6;
      g.setColor(new Color(0x33312e));
      g.fill(Block.polygon(x, y, x + Math.cos(a + .3) * l * .26, y + Math.sin(a + .3) * l * .26, x + Math.cos(a) * l, y + Math.sin(a) * l));
      g.setStroke(new BasicStroke(1.3f));
      g.draw(Block.polygon(x, y, x + Math.cos(a - .3) * l * .26, y + Math.sin(a - .3) * l * .26, x + Math.cos(a) * l, y + Math.sin(a) * l));
    }
    g.draw(Block.disc(x, y, r * .42));
  }

  /// Whose turn it is, hour by hour.
  static Block clock() {
    Block b = new Block(860, 860, 91);
    int[] inks = {Block.PALE_WATER, Block.OCHRE, Block.MOSS, Block.ROSE};
    for (int k = 0; k < 4; k++) {
      b.ink(inks[k]);
      for (int i = k; i < 24; i += 4) {
        Path2D wedge = new Path2D.Double();
        double a0 = Math.PI * 2 * i / 24 - Math.PI / 2;
        double a1 = a0 + Math.PI * 2 / 24;
        wedge.append(new java.awt.geom.Arc2D.Double(90, 90, 680, 680, -Math.toDegrees(a0), -15, java.awt.geom.Arc2D.PIE), false);
        b.fill(Block.minus(wedge, Block.disc(430, 430, 150 + 40 * ((i * 7) % 5))));
      }
    }
    b.ink(Block.NIGHT);
    for (int i = 0; i < 24; i++) {
      double a = Math.PI * 2 * i / 24 - Math.PI / 2;
      b.line(Block.smooth(430 + Math.cos(a) * 150, 430 + Math.sin(a) * 150, 430 + Math.cos(a) * 250, 430 + Math.sin(a) * 250, 430 + Math.cos(a) * 340, 430 + Math.sin(a) * 340), 3.4);
      Font font = new Font("DejaVu Serif", Font.BOLD, 26);
      double m = a + Math.PI / 24;
      b.fill(hand("" + (i + 1), font, 430 + Math.cos(m) * 368 - (i > 8 ? 17 : 9), 430 + Math.sin(m) * 368 + 10, b.random, .5));
      double r = 150 + 40 * ((i * 7) % 5);
      for (int k = 0; k < 5; k++) {
        double rr = r + 22 + k * 22;
        if (rr < 330) {
          b.fill(Block.gouge(430 + Math.cos(m - .07) * rr, 430 + Math.sin(m - .07) * rr, 430 + Math.cos(m + .07) * rr, 430 + Math.sin(m + .07) * rr, 2.6, 5));
        }
      }
    }
    b.line(Block.disc(430, 430, 340), 7).line(Block.disc(430, 430, 400), 7).line(Block.disc(430, 430, 150), 7);
    b.fill(Block.disc(430, 430, 120));
    for (int i = 0; i < 5; i++) {
      double y = 366 + i * 32;
      double half = Math.sqrt(Math.max(0, 108 * 108 - (y - 430) * (y - 430))) * .92;
      b.cutLine(Block.smooth(430 - half, y, 430 - half / 2, y - 12, 430, y, 430 + half / 2, y + 12, 430 + half, y), 6);
    }
    return b;
  }

  /// A tile that goes on for ever.
  static BufferedImage tiles(int kind, int back, int a, int b2, int ink) {
    int t = 120;
    BufferedImage image = paper(t * 6, t * 5, back);
    Graphics2D g = pen(image);
    for (int row = 0; row < 5; row++) {
      for (int col = 0; col < 6; col++) {
        double x = col * t;
        double y = row * t;
        g.setClip(Block.box(x, y, t, t));
        switch (kind) {
          case 0 -> {
            for (int i = -1; i < 5; i++) {
              double yy = y + i * 30 + 15;
              g.setColor(new Color(i % 2 == 0 ? a : b2));
              g.setStroke(new BasicStroke(11));
              g.draw(Block.smooth(x - 30, yy + 9, x, yy, x + 30, yy - 9, x + 60, yy, x + 90, yy + 9, x + 120, yy, x + 150, yy - 9));
            }
            g.setColor(new Color(ink));
            g.fill(Block.closed(x + 50, y + 60, x + 60, y + 44, x + 78, y + 60, x + 60, y + 76));
          }
          case 1 -> {
            g.setColor(new Color(a));
            g.fill(Block.polygon(x, y, x + 60, y + 22, x + 120, y, x + 98, y + 60, x + 120, y + 120, x + 60, y + 98, x, y + 120, x + 22, y + 60));
            g.setColor(new Color(b2));
            g.fill(Block.polygon(x + 60, y + 22, x + 74, y + 46, x + 98, y + 60, x + 74, y + 74, x + 60, y + 98, x + 46, y + 74, x + 22, y + 60, x + 46, y + 46));
            g.setColor(new Color(ink));
            g.fill(Block.disc(x + 60, y + 60, 11));
            for (double[] c : new double[][] {{0, 0}, {120, 0}, {0, 120}, {120, 120}}) {
              g.fill(Block.disc(x + c[0], y + c[1], 17));
            }
          }
          default -> {
            for (int i = 0; i < 4; i++) {
              for (int k = 0; k < 4; k++) {
                boolean over = (i + k) % 2 == 0;
                g.setColor(new Color(over ? a : b2));
                double bx = x + i * 30;
                double by = y + k * 30;
                g.fill(over ? Block.box(bx + 1, by + 5, 28, 20) : Block.box(bx + 5, by + 1, 20, 28));
                g.setColor(new Color(ink));
                g.setStroke(new BasicStroke(1.6f));
                for (int s = 0; s < 3; s++) {
                  g.draw(over ? Block.smooth(bx + 2, by + 9 + s * 6, bx + 15, by + 8 + s * 6, bx + 28, by + 9 + s * 6) : Block.smooth(bx + 9 + s * 6, by + 2, bx + 8 + s * 6, by + 15, bx + 9 + s * 6, by + 28));
                }
              }
            }
          }
        }
      }
    }
    g.dispose();
    return image;
  }
}
