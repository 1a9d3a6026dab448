import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;

/// The landscapes, creatures and tools of the sample archive.
final class Prints {

  private Prints() {}

  private static Shape poplar(double x, double foot, double h) {
    return Block.closed(
        x, foot - h, x + h * .07, foot - h * .72, x + h * .1, foot - h * .4, x + h * .05, foot - h * .1,
        x - h * .05, foot - h * .1, x - h * .1, foot - h * .4, x - h * .07, foot - h * .72);
  }

  private static void house(Block b, double x, double y, double s, int roofInk) {
    b.cut(Block.box(x, y - s * .6, s, s * .6));
    b.fill(Block.polygon(x - s * .12, y - s * .58, x + s * .5, y - s * 1.05, x + s * 1.12, y - s * .58));
    b.line(Block.box(x, y - s * .6, s, s * .6), 2.5);
    b.fill(Block.box(x + s * .4, y - s * .3, s * .2, s * .3));
    b.fill(Block.box(x + s * .15, y - s * .42, s * .13, s * .13));
    b.fill(Block.box(x + s * .7, y - s * .42, s * .13, s * .13));
  }

  private static final double[] COURSE = {
    690, 330, 640, 372, 700, 410, 612, 452, 520, 500, 600, 560, 560, 640, 420, 715, 330, 800
  };
  private static final double[] HALF = {4, 6, 9, 13, 18, 24, 34, 48, 66};

  static Block valley() {
    Block b = new Block(1080, 760, 11);
    Path2D far = b.ground(-10, 300, 120, 238, 260, 275, 400, 190, 520, 258, 660, 160, 800, 248, 930, 200, 1090, 262);
    Path2D middle = b.ground(-10, 380, 180, 318, 360, 360, 560, 318, 760, 342, 920, 296, 1090, 350);
    Path2D near = b.ground(-10, 520, 160, 462, 380, 500, 560, 452, 760, 470, 930, 424, 1090, 470);
    Path2D front = b.ground(-10, 700, 200, 640, 420, 668, 640, 590, 860, 610, 1090, 560);
    Path2D channel = Block.ribbon(COURSE, HALF);
    b.ink(Block.OCHRE).fill(Block.box(0, 0, 1080, 420)).cut(Block.disc(700, 150, 66));
    for (int i = 0; i < 46; i++) {
      double a = Math.PI * 2 * i / 46 + .03;
      double r1 = 82 + (i % 2) * 14;
      double r2 = 190 + b.random.nextDouble() * 330;
      b.cut(Block.gouge(700 + Math.cos(a) * r1, 150 + Math.sin(a) * r1, 700 + Math.cos(a) * r2, 150 + Math.sin(a) * r2, 4.5, 0));
    }
    b.cut(far);
    b.ink(Block.BRICK).fill(Block.disc(700, 150, 58));
    b.ink(Block.SLATE).fill(far).cut(middle);
    b.ink(Block.PALE_WATER).fill(middle).cut(near);
    b.ink(Block.MOSS).fill(near).cut(channel);
    b.ink(Block.WATER).fill(channel);
    for (int i = 0; i < 60; i++) {
      int k = 2 + b.random.nextInt(6);
      double x = COURSE[2 * k] + b.random.nextGaussian() * HALF[k] * .45;
      double y = COURSE[2 * k + 1] + b.random.nextGaussian() * 26;
      double l = 6 + HALF[k] * .7;
      b.cut(Block.gouge(x - l, y + l * .35, x + l, y - l * .1, 1.2 + HALF[k] * .05, 3));
    }
    b.ink(Block.NIGHT);
    b.hatch(Block.minus(far, middle), (x, y) -> 1.05, 11, 34, 2.4, true);
    b.hatch(Block.minus(middle, near), (x, y) -> .25 + .3 * Math.sin(x / 90), 10, 40, 2.2, true);
    Area meadow = Block.minus(Block.minus(near, front), channel);
    b.hatch(meadow, (x, y) -> -.12 + .2 * Math.sin(x / 120 + y / 50), 9, 26, 2.4, true);
    b.line(far, 3).line(middle, 3).line(near, 3.4);
    b.fill(Block.minus(front, channel));
    Area dark = Block.minus(front, channel);
    b.hatch(dark, (x, y) -> -.35 + .25 * Math.sin(x / 70), 11, 30, 3.6, false);
    b.line(channel, 4.5);
    double[] at = {215, 505, 150, 262, 500, 128, 168, 512, 118, 812, 480, 190, 866, 472, 160, 912, 466, 205, 960, 470, 150, 760, 480, 120};
    for (int i = 0; i < at.length; i += 3) {
      Shape crown = poplar(at[i], at[i + 1], at[i + 2]);
      b.fill(Block.box(at[i] - 3, at[i + 1] - at[i + 2] * .12, 6, at[i + 2] * .13)).fill(crown);
      b.hatch(crown, (x, y) -> -1.25, 9, 18, 2.6, false);
    }
    house(b, 330, 486, 54, 0);
    house(b, 400, 492, 42, 0);
    house(b, 292, 496, 36, 0);
    b.fill(Block.box(372, 398, 20, 50)).fill(Block.polygon(366, 400, 382, 366, 398, 400));
    b.cut(Block.box(378, 408, 8, 12));
    frame(b);
    return b;
  }

  private static void frame(Block b) {
    b.line(Block.box(3, 3, b.width - 6, b.height - 6), 7);
  }

  private static Area heron(double x, double y, double s) {
    Area bird = new Area(Block.closed(
        x - 1.05 * s, y + .1 * s, x - .5 * s, y - .25 * s, x, y - .32 * s, x + .34 * s, y - .12 * s,
        x + .2 * s, y + .14 * s, x - .2 * s, y + .22 * s, x - .62 * s, y + .2 * s));
    Path2D neck = Block.ribbon(
        new double[] {x + .1 * s, y - .08 * s, x + .42 * s, y - .3 * s, x + .3 * s, y - .66 * s, x + .48 * s, y - .98 * s, x + .66 * s, y - 1.02 * s},
        new double[] {.17 * s, .1 * s, .07 * s, .065 * s, .085 * s});
    bird.add(new Area(neck));
    bird.add(new Area(Block.polygon(x + .62 * s, y - 1.11 * s, x + 1.2 * s, y - .99 * s, x + .62 * s, y - .94 * s)));
    bird.add(new Area(Block.gouge(x + .62 * s, y - 1.06 * s, x + .02 * s, y - 1.16 * s, .035 * s, -.02 * s)));
    bird.add(new Area(Block.polygon(x - .12 * s, y + .15 * s, x - .05 * s, y + .15 * s, x - .02 * s, y + 1.1 * s, x - .06 * s, y + 1.1 * s)));
    bird.add(new Area(Block.polygon(x + .06 * s, y + .1 * s, x + .13 * s, y + .1 * s, x + .2 * s, y + .6 * s, x + .14 * s, y + 1.1 * s, x + .1 * s, y + 1.1 * s, x + .14 * s, y + .6 * s)));
    return bird;
  }

  static Block night() {
    Block b = new Block(1080, 760, 23);
    Path2D hills = b.ground(-10, 400, 150, 330, 330, 372, 500, 318, 700, 366, 880, 300, 1090, 352);
    b.ink(Block.WATER).fill(Block.box(0, 420, 1080, 340));
    b.ink(Block.OCHRE).fill(Block.disc(770, 150, 74));
    for (int i = 0; i < 24; i++) {
      double y = 452 + i * 12;
      double half = 30 + i * 4 + b.random.nextDouble() * 50;
      b.fill(Block.gouge(770 - half, y, 770 + half * .9, y + b.random.nextGaussian() * 2, 3.6, 2));
    }
    b.ink(Block.NIGHT).fill(Block.box(0, 0, 1080, 430)).cut(Block.disc(770, 150, 74));
    for (int i = 0; i < 64; i++) {
      double a = Math.PI * 2 * i / 64;
      b.cut(Block.gouge(770 + Math.cos(a) * 90, 150 + Math.sin(a) * 90, 770 + Math.cos(a) * (112 + 22 * (i % 3)), 150 + Math.sin(a) * (112 + 22 * (i % 3)), 2.4, 0));
    }
    for (int i = 0; i < 90; i++) {
      double x = b.random.nextDouble() * 1080;
      double y = b.random.nextDouble() * 330;
      if (Math.hypot(x - 770, y - 150) < 175) {
        continue;
      }
      double s = 3 + b.random.nextDouble() * 5;
      b.cut(Block.gouge(x - s, y, x + s, y, 1.5, 0)).cut(Block.gouge(x, y - s, x, y + s, 1.5, 0));
    }
    b.fill(hills).cut(Block.box(-10, 430, 1100, 400));
    b.cutLine(Block.smooth(-10, 400, 150, 330, 330, 372, 500, 318, 700, 366, 880, 300, 1090, 352), 4);
    b.hatch(Block.minus(hills, Block.box(-10, 424, 1100, 400)), (x, y) -> .9 + .3 * Math.sin(x / 60), 15, 26, 2.2, false);
    for (int i = 0; i < 150; i++) {
      double x = b.random.nextDouble() * 1080;
      double y = 446 + Math.pow(b.random.nextDouble(), .8) * 300;
      double l = 20 + (y - 430) * .2;
      b.fill(Block.gouge(x - l, y, x + l, y + 1, 1.6 + (y - 430) * .008, 2));
    }
    Area bird = heron(330, 480, 190);
    b.cut(bird);
    b.line(bird, 4);
    b.hatch(Block.both(bird, Block.closed(140, 500, 235, 434, 330, 420, 395, 455, 360, 505, 250, 520)), (x, y) -> -.1, 11, 40, 2.6, true);
    b.fill(Block.disc(450, 284, 5));
    for (int i = 0; i < 26; i++) {
      double x = (i < 15 ? 20 + i * 15 : 900 + (i - 15) * 16) + b.random.nextGaussian() * 7;
      double top = 470 + b.random.nextDouble() * 130;
      b.fill(Block.gouge(x, 765, x + b.random.nextGaussian() * 30, top, 5, b.random.nextGaussian() * 14));
      if (i % 3 == 0) {
        b.fill(new Ellipse2D.Double(x - 6 + b.random.nextGaussian() * 6, top - 4, 13, 56));
      }
    }
    frame(b);
    return b;
  }

  static Block gate() {
    Block b = new Block(1080, 760, 37);
    b.ink(Block.PALE_WATER).fill(Block.box(0, 0, 1080, 330));
    for (int i = 0; i < 40; i++) {
      double y = 20 + i * 7.4;
      double x = b.random.nextDouble() * 1080;
      b.cut(Block.gouge(x - 130, y, x + 130, y, 3, 4));
    }
    b.ink(Block.MOSS).fill(b.ground(-10, 300, 200, 262, 420, 300, 700, 280, 900, 248, 1090, 292));
    b.ink(Block.WATER).fill(Block.polygon(320, 470, 760, 470, 960, 765, 120, 765)).fill(Block.box(330, 300, 420, 60));
    for (int i = 0; i < 95; i++) {
      double t = b.random.nextDouble();
      double y = 520 + Math.pow(t, 1.3) * 240;
      double half = 205 + (y - 470) * .68;
      double x = 540 + (b.random.nextDouble() * 2 - 1) * half * .9;
      b.cut(Block.gouge(x - 26, y, x + 26, y + b.random.nextGaussian() * 3, 2.6, 5));
    }
    for (int i = 0; i < 26; i++) {
      double x = 372 + i * 13.4;
      b.cut(Block.gouge(x, 478, x + (x - 540) * .16, 545 + b.random.nextDouble() * 30, 3.4, 2));
    }
    b.ink(Block.BRICK).fill(Block.box(390, 300, 300, 180));
    for (int i = 1; i < 5; i++) {
      b.cut(Block.box(390, 300 + i * 36 - 2, 300, 4));
    }
    b.hatch(Block.box(394, 304, 292, 172), (x, y) -> .02, 8, 60, 1.3, false);
    b.ink(Block.NIGHT);
    Area banks = new Area(Block.polygon(-5, 360, 320, 360, 320, 470, 110, 765, -5, 765));
    banks.add(new Area(Block.polygon(1085, 360, 760, 360, 760, 470, 970, 765, 1085, 765)));
    b.fill(banks);
    b.hatch(banks, (x, y) -> x < 540 ? -.55 : .55, 15, 40, 4, false);
    b.hatch(b.ground(-10, 306, 200, 268, 420, 306, 700, 286, 900, 254, 1090, 298), (x, y) -> y > 362 ? 9 : -1.2, 12, 24, 2.2, true);
    b.cut(Block.box(320, 286, 440, 200));
    b = pushGate(b);
    frame(b);
    return b;
  }

  private static Block pushGate(Block b) {
    // The frame and the wheel in the key ink; the planks show the ink beneath.
    b.fill(Block.box(336, 120, 54, 370)).fill(Block.box(690, 120, 54, 370)).fill(Block.box(310, 96, 460, 46));
    b.hatch(Block.box(340, 146, 46, 340), (x, y) -> Math.PI / 2, 8, 70, 2.6, false);
    b.hatch(Block.box(694, 146, 46, 340), (x, y) -> Math.PI / 2, 8, 70, 2.6, false);
    b.hatch(Block.box(314, 100, 452, 38), (x, y) -> 0, 8, 70, 2.2, false);
    b.line(Block.box(390, 300, 300, 180), 5);
    for (int i = 1; i < 5; i++) {
      b.line(Block.smooth(390, 300 + i * 36, 540, 301 + i * 36, 690, 300 + i * 36), 2.5);
    }
    b.fill(Block.box(531, 140, 18, 166));
    for (int i = 0; i < 13; i++) {
      b.cut(Block.gouge(531, 150 + i * 12, 549, 144 + i * 12, 2, 0));
    }
    b.line(Block.disc(540, 118, 84), 17);
    for (int i = 0; i < 8; i++) {
      double a = Math.PI * i / 4 + .2;
      b.line(Block.smooth(540, 118, 540 + Math.cos(a) * 40, 118 + Math.sin(a) * 40, 540 + Math.cos(a) * 82, 118 + Math.sin(a) * 82), 8);
      b.fill(Block.disc(540 + Math.cos(a) * 104, 118 + Math.sin(a) * 104, 9));
      b.line(Block.smooth(540 + Math.cos(a) * 84, 118 + Math.sin(a) * 84, 540 + Math.cos(a) * 94, 118 + Math.sin(a) * 94, 540 + Math.cos(a) * 104, 118 + Math.sin(a) * 104), 7);
    }
    b.fill(Block.disc(540, 118, 22)).cut(Block.disc(540, 118, 9));
    return b;
  }

  static Block bridge() {
    Block b = new Block(1080, 760, 41);
    b.ink(Block.ROSE).fill(Block.box(0, 0, 1080, 436));
    for (int i = 0; i < 26; i++) {
      double y = 30 + i * 13;
      double x = b.random.nextDouble() * 1080;
      b.cut(Block.gouge(x - 220, y, x + 220, y + 3, 4.5, 6));
    }
    b.ink(Block.WATER).fill(Block.box(0, 430, 1080, 340));
    b.ink(Block.OCHRE);
    Area stone = new Area(Block.closed(-60, 470, -40, 330, 250, 262, 540, 232, 830, 262, 1120, 330, 1140, 470));
    stone.intersect(new Area(Block.box(0, 0, 1080, 455)));
    Shape[] arches = {Block.closed(130, 480, 150, 380, 240, 322, 330, 380, 350, 480), Block.closed(405, 490, 425, 350, 540, 288, 655, 350, 675, 490), Block.closed(730, 480, 750, 380, 840, 322, 930, 380, 950, 480)};
    for (Shape arch : arches) {
      stone.subtract(new Area(arch));
    }
    b.fill(stone);
    b.ink(Block.NIGHT);
    b.line(stone, 5);
    for (int row = 0; row < 14; row++) {
      for (int k = 0; k < 26; k++) {
        double x = k * 46 + (row % 2) * 23 - 20 + b.random.nextGaussian() * 2;
        double y = 238 + row * 17;
        Area s = Block.both(Block.box(x, y, 42, 14), stone);
        if (s.getBounds2D().getWidth() > 8) {
          b.line(s, 1.8);
          if (b.random.nextInt(4) == 0) {
            b.hatch(s, (px, py) -> .8, 5, 12, 1.4, true);
          }
        }
      }
    }
    double[] centre = {240, 540, 840};
    for (int i = 0; i < 3; i++) {
      double top = i == 1 ? 288 : 322;
      for (int k = -6; k <= 6; k++) {
        double a = -Math.PI / 2 + k * .22;
        double rx = i == 1 ? 134 : 110;
        double ry = i == 1 ? 166 : 140;
        double cx = centre[i];
        double cy = top + ry;
        b.line(Block.smooth(cx + Math.cos(a) * rx, cy + Math.sin(a) * ry, cx + Math.cos(a) * (rx + 10), cy + Math.sin(a) * (ry + 10), cx + Math.cos(a) * (rx + 22), cy + Math.sin(a) * (ry + 22)), 3);
      }
    }
    b.line(Block.smooth(0, 322, 250, 256, 540, 226, 830, 256, 1080, 322), 9);
    for (int i = 0; i < 190; i++) {
      double y = 462 + Math.pow(b.random.nextDouble(), .9) * 290;
      double x = b.random.nextDouble() * 1080;
      boolean shade = (x > 350 && x < 405) || (x > 675 && x < 730) || x < 130 || x > 950;
      double l = (shade ? 60 : 30) + (y - 450) * .16;
      b.fill(Block.gouge(x - l, y, x + l, y + 2, (shade ? 4.5 : 1.9) + (y - 450) * .006, 3));
    }
    Path2D bank = b.ground(-10, 640, 90, 650, 220, 720, 300, 775, 1090, 800);
    b.fill(bank);
    b.hatch(bank, (x, y) -> -1.1, 12, 22, 2.6, false);
    for (int i = 0; i < 3; i++) {
      double x = 60 + i * 62;
      Shape crown = poplar(x, 300 - i * 6, 220 - i * 46);
      b.fill(crown);
      b.hatch(crown, (px, py) -> -1.25, 10, 20, 2.8, false);
    }
    // Two people and a dog on the bridge.
    for (double x : new double[] {610, 652}) {
      b.fill(Block.closed(x, 186, x + 13, 200, x + 15, 232, x - 13, 234, x - 12, 200)).fill(Block.disc(x + 1, 176, 9));
    }
    b.fill(Block.closed(700, 222, 724, 218, 734, 226, 724, 232, 700, 234)).fill(Block.disc(738, 216, 6));
    b.fill(Block.box(703, 230, 4, 14)).fill(Block.box(722, 228, 4, 14));
    frame(b);
    return b;
  }

  static Block rain() {
    Block b = new Block(1080, 760, 53);
    b.ink(Block.SLATE).fill(Block.box(0, 0, 1080, 360));
    b.ink(Block.MOSS).fill(b.ground(-10, 330, 250, 286, 540, 322, 820, 270, 1090, 320));
    b.ink(Block.OCHRE);
    for (int i = 0; i < 6; i++) {
      double y = 380 + i * 62 + i * i * 2;
      b.fill(Block.minus(b.ground(-10, y, 260, y - 34, 540, y + 8, 820, y - 40, 1090, y + 4), b.ground(-10, y + 26, 260, y - 4, 540, y + 36, 820, y - 10, 1090, y + 32)));
    }
    b.ink(Block.NIGHT);
    double[] clouds = {120, 90, 110, 300, 60, 130, 520, 96, 120, 740, 56, 140, 960, 98, 120, 420, 40, 90, 640, 30, 90};
    Area cloud = new Area(Block.box(0, 0, 1080, 70));
    for (int i = 0; i < clouds.length; i += 3) {
      cloud.add(new Area(new Ellipse2D.Double(clouds[i] - clouds[i + 2], clouds[i + 1] - 70, 2 * clouds[i + 2], 140)));
    }
    b.fill(cloud);
    for (int i = 0; i < clouds.length; i += 3) {
      for (int k = 0; k < 4; k++) {
        double r = .85 - k * .18;
        b.cutLine(new java.awt.geom.Arc2D.Double(clouds[i] - clouds[i + 2] * r, clouds[i + 1] - 70 * r, 2 * clouds[i + 2] * r, 140 * r, 190, 160, java.awt.geom.Arc2D.OPEN), 3);
      }
    }
    for (int i = 0; i < 6; i++) {
      double y = 380 + i * 62 + i * i * 2;
      Path2D edge = Block.smooth(-10, y, 260, y - 34, 540, y + 8, 820, y - 40, 1090, y + 4);
      b.line(edge, 4 + i * .6);
      Area wall = Block.minus(b.ground(-10, y + 26, 260, y - 4, 540, y + 36, 820, y - 10, 1090, y + 32), b.ground(-10, y + 50 + i * 2, 260, y + 20 + i * 2, 540, y + 60 + i * 2, 820, y + 14 + i * 2, 1090, y + 56 + i * 2));
      b.hatch(wall, (px, py) -> 1.5, 10, 14, 2.6, true);
      for (int k = 0; k < 30; k++) {
        double x = k * 37 + (i % 2) * 18;
        double h = 14 + i * 4;
        double py = y + 10 - 34 * Math.exp(-Math.pow((x - 260) / 150, 2)) - 40 * Math.exp(-Math.pow((x - 820) / 150, 2));
        b.fill(Block.gouge(x, py, x - 5, py - h, 2.4, 3)).fill(Block.gouge(x, py, x + 6, py - h, 2.4, -3));
      }
    }
    for (int i = 0; i < 300; i++) {
      double x = b.random.nextDouble() * 1200;
      double y = 110 + b.random.nextDouble() * 600;
      double l = 26 + b.random.nextDouble() * 40;
      if (i % 2 == 0) {
        b.cut(Block.gouge(x, y, x - l * .35, y + l, 2.6, 0));
      } else {
        b.fill(Block.gouge(x, y, x - l * .35, y + l, 1.5, 0));
      }
    }
    house(b, 800, 330, 70, 0);
    house(b, 890, 340, 50, 0);
    frame(b);
    return b;
  }

  static Block feast() {
    Block b = new Block(1080, 760, 61);
    b.ink(Block.WATER).fill(Block.box(0, 560, 1080, 200));
    b.ink(Block.OCHRE);
    double[][] lamps = new double[26][];
    int n = 0;
    for (int row = 0; row < 3; row++) {
      for (int i = 0; i < 8 + (row == 1 ? 1 : 0); i++) {
        double t = (i + .5) / 8.5;
        double x = t * 1080;
        double y = 70 + row * 74 + 90 * 4 * t * (1 - t) * (row == 1 ? .5 : .8);
        lamps[n++] = new double[] {x, y, 19 - row * 2};
        b.fill(Block.closed(x, y - 24, x + 17, y - 8, x + 17, y + 8, x, y + 24, x - 17, y + 8, x - 17, y - 8));
      }
    }
    for (int i = 0; i < 60; i++) {
      double x = b.random.nextDouble() * 1080;
      double y = 580 + b.random.nextDouble() * 170;
      b.fill(Block.gouge(x - 30, y, x + 30, y, 3, 3));
    }
    for (double x : new double[] {190, 330, 470, 610, 760, 900}) {
      b.fill(Block.box(x, 440, 26, 34));
    }
    b.ink(Block.BRICK);
    for (int i = 0; i < n; i += 2) {
      double x = lamps[i][0];
      double y = lamps[i][1];
      b.fill(Block.closed(x, y - 24, x + 17, y - 8, x + 17, y + 8, x, y + 24, x - 17, y + 8, x - 17, y - 8));
    }
    b.ink(Block.NIGHT).fill(Block.box(0, 0, 1080, 565));
    for (int i = 0; i < n; i++) {
      double x = lamps[i][0];
      double y = lamps[i][1];
      b.cut(Block.closed(x, y - 24, x + 17, y - 8, x + 17, y + 8, x, y + 24, x - 17, y + 8, x - 17, y - 8));
      for (int k = 0; k < 14; k++) {
        double a = Math.PI * 2 * k / 14;
        b.cut(Block.gouge(x + Math.cos(a) * 27, y + Math.sin(a) * 31, x + Math.cos(a) * (36 + 5 * (k % 2)), y + Math.sin(a) * (41 + 5 * (k % 2)), 1.7, 0));
      }
    }
    for (int row = 0; row < 3; row++) {
      double[] c = new double[22];
      for (int i = 0; i <= 10; i++) {
        double t = i / 10.0;
        c[2 * i] = t * 1080;
        c[2 * i + 1] = 44 + row * 74 + 90 * 4 * t * (1 - t) * (row == 1 ? .5 : .8);
      }
      b.cutLine(Block.smooth(c), 2.4);
    }
    double[] roofs = {150, 400, 280, 430, 420, 392, 560, 420, 710, 388, 860, 416};
    for (int i = 0; i < roofs.length; i += 2) {
      double x = roofs[i];
      double y = roofs[i + 1];
      b.cut(Block.polygon(x - 8, y, x + 54, y - 46, x + 116, y));
      b.fill(Block.polygon(x + 4, y - 5, x + 54, y - 40, x + 104, y - 5));
      b.hatch(Block.polygon(x + 4, y - 5, x + 54, y - 40, x + 104, y - 5), (px, py) -> px < x + 54 ? -.75 : .75, 8, 20, 1.8, false);
      b.cutLine(Block.box(x + 8, y, 92, 500 - y), 2.5);
      b.cut(Block.box(x + 40, 440, 26, 34));
      b.cut(Block.box(x + 42, 484, 22, 26));
    }
    b.fill(Block.box(0, 510, 1080, 55));
    for (int i = 0; i < 21; i++) {
      double x = 40 + i * 50 + b.random.nextGaussian() * 8;
      double y = 512 + b.random.nextGaussian() * 6;
      Shape body = Block.closed(x, y, x + 12, y + 14, x + 14, y + 46, x - 14, y + 46, x - 12, y + 14);
      b.cut(body).cut(Block.disc(x, y - 10, 9));
      if (i % 3 == 0) {
        b.cutLine(Block.smooth(x + 10, y + 12, x + 22, y - 2, x + 28, y - 16), 4);
      }
      if (i % 2 == 0) {
        b.hatch(body, (px, py) -> 1.5, 7, 14, 1.8, true);
      }
    }
    for (int i = 0; i < 120; i++) {
      double x = b.random.nextDouble() * 1080;
      double y = 580 + b.random.nextDouble() * 175;
      b.fill(Block.gouge(x - 40, y, x + 40, y + 1, 2.4, 3));
    }
    frame(b);
    return b;
  }

  static Block trout() {
    Block b = new Block(980, 620, 67);
    b.ink(Block.PALE_WATER).fill(Block.box(0, 0, 980, 620));
    for (int i = 0; i < 120; i++) {
      double x = b.random.nextDouble() * 980;
      double y = b.random.nextDouble() * 620;
      b.cut(Block.gouge(x - 60, y, x + 60, y + b.random.nextGaussian() * 5, 3, 9));
    }
    Shape body = Block.closed(110, 330, 170, 268, 300, 212, 470, 190, 640, 220, 770, 276, 780, 316, 640, 372, 470, 420, 300, 408, 170, 372);
    Shape tail = Block.closed(762, 296, 820, 250, 884, 198, 872, 300, 890, 402, 820, 344);
    b.ink(Block.OCHRE).fill(body).fill(tail);
    b.ink(Block.BRICK);
    for (int i = 0; i < 34; i++) {
      double x = 300 + b.random.nextDouble() * 430;
      double y = 292 + b.random.nextGaussian() * 44;
      if (body.contains(x, y)) {
        b.fill(Block.disc(x, y, 6 + b.random.nextDouble() * 5));
      }
    }
    b.ink(Block.NIGHT);
    Area back = Block.both(body, Block.closed(110, 250, 300, 150, 640, 150, 800, 270, 640, 268, 470, 240, 300, 268, 170, 300));
    b.fill(back);
    b.hatch(back, (x, y) -> .1, 12, 18, 3, false);
    for (int row = 0; row < 11; row++) {
      for (int k = 0; k < 23; k++) {
        double x = 290 + k * 21 + (row % 2) * 10;
        double y = 252 + row * 14;
        if (body.contains(x - 10, y) && body.contains(x + 12, y + 10) && !back.contains(x, y)) {
          b.line(new java.awt.geom.Arc2D.Double(x - 9, y - 8, 16, 16, -70, 140, java.awt.geom.Arc2D.OPEN), 1.7);
        }
      }
    }
    b.line(body, 6).line(tail, 6);
    b.hatch(tail, (x, y) -> (y - 300) * .006, 12, 50, 2.4, true);
    Shape fin = Block.closed(430, 196, 470, 118, 560, 150, 590, 206);
    b.fill(fin);
    b.hatch(fin, (x, y) -> -1.1, 9, 40, 2.4, false);
    Shape low = Block.closed(400, 408, 440, 470, 500, 472, 490, 412);
    b.line(low, 5).hatch(low, (x, y) -> 1.1, 9, 40, 2, true);
    b.line(Block.smooth(258, 224, 284, 290, 262, 398), 6);
    b.cut(Block.disc(190, 298, 19)).line(Block.disc(190, 298, 19), 5).fill(Block.disc(187, 298, 9));
    b.line(Block.smooth(114, 336, 150, 344, 196, 362), 5);
    for (int i = 0; i < 5; i++) {
      b.line(Block.disc(92 - i * 14, 250 - i * 44, 8 + i * 2.4), 3.4);
    }
    frame(b);
    return b;
  }

  static Block otter() {
    Block b = new Block(980, 620, 71);
    b.ink(Block.WATER).fill(Block.box(0, 0, 980, 620));
    b.ink(Block.BRICK).fill(otterBody());
    b.ink(Block.NIGHT);
    for (int i = 0; i < 20; i++) {
      double r = 90 + i * 34;
      b.line(new java.awt.geom.Arc2D.Double(300 - r * 1.35, 330 - r * .5, r * 2.7, r, i % 2 * 20, 330, java.awt.geom.Arc2D.OPEN), 2 + (i % 3));
    }
    Area otter = otterBody();
    b.cut(otter);
    b.line(otter, 5);
    b.hatch(otter, (x, y) -> x < 420 ? .5 + (y - 250) * .004 : .12 - (x - 600) * .0012, 10, 26, 2.4, true);
    b.cut(Block.closed(236, 292, 258, 280, 300, 300, 300, 340, 262, 352, 236, 332));
    b.line(Block.closed(236, 292, 258, 280, 300, 300, 300, 340, 262, 352, 236, 332), 3);
    b.fill(Block.closed(228, 300, 250, 292, 262, 306, 246, 318, 228, 312));
    b.fill(Block.disc(300, 262, 9)).cut(Block.disc(297, 259, 3));
    for (int i = -2; i <= 2; i++) {
      b.line(Block.smooth(262, 322 + i * 5, 220, 330 + i * 13, 176, 330 + i * 22), 2.4);
    }
    for (int i = 0; i < 18; i++) {
      double x = 860 + b.random.nextGaussian() * 60;
      b.fill(Block.gouge(x, 630, x + b.random.nextGaussian() * 40, 60 + b.random.nextDouble() * 220, 6, b.random.nextGaussian() * 20));
    }
    frame(b);
    return b;
  }

  private static Area otterBody() {
    Area a = new Area(Block.closed(222, 300, 250, 246, 320, 218, 392, 236, 420, 290, 400, 344, 330, 366, 252, 352));
    a.add(new Area(Block.disc(346, 222, 20)));
    a.add(new Area(Block.closed(380, 300, 470, 284, 580, 262, 690, 288, 740, 340, 600, 352, 420, 360)));
    a.add(new Area(Block.closed(720, 318, 800, 300, 880, 330, 930, 390, 860, 366, 780, 352, 716, 348)));
    return a;
  }

  /// A tool on a coloured ground, framed with small triangles.
  static Block plate(int ground, long seed, java.util.function.Consumer<Block> tool) {
    Block b = new Block(700, 860, seed);
    b.ink(ground).fill(Block.box(0, 0, 700, 860)).cut(Block.box(46, 46, 608, 768));
    for (int i = 0; i < 38; i++) {
      for (int side = 0; side < 2; side++) {
        double y = 16 + i * 22;
        double x = side == 0 ? 10 : 662;
        b.cut(Block.polygon(x, y, x + 28, y, x + 14, y + 17));
        if (i < 30) {
          double px = 28 + i * 22;
          double py = side == 0 ? 10 : 822;
          b.cut(Block.polygon(px, py, px + 17, py + 14, px, py + 28));
        }
      }
    }
    b.fill(new Ellipse2D.Double(96, 130, 508, 600));
    for (int i = 0; i < 150; i++) {
      double a = b.random.nextDouble() * Math.PI * 2;
      double r = .78 + b.random.nextDouble() * .24;
      double x = 350 + Math.cos(a) * 254 * r;
      double y = 430 + Math.sin(a) * 300 * r;
      b.cut(Block.gouge(x - Math.cos(a) * 24, y - Math.sin(a) * 28, x + Math.cos(a) * 24, y + Math.sin(a) * 28, 3, 0));
    }
    b.ink(Block.NIGHT);
    tool.accept(b);
    return b;
  }

  static void hoe(Block b) {
    Shape handle = Block.ribbon(new double[] {210, 740, 300, 560, 400, 340, 470, 170}, new double[] {13, 12, 12, 14});
    b.fill(handle).hatch(handle, (x, y) -> -1.12, 10, 60, 2.4, false);
    Shape blade = Block.closed(440, 150, 520, 172, 540, 250, 470, 400, 400, 420, 330, 380, 420, 300, 446, 220);
    b.fill(blade).hatch(blade, (x, y) -> 2.1, 14, 60, 4, false);
    b.cutLine(Block.smooth(336, 382, 404, 412, 470, 394), 5);
    b.fill(Block.disc(474, 176, 30)).cut(Block.disc(474, 176, 12));
  }

  static void sickle(Block b) {
    Area blade = new Area(Block.closed(330, 600, 300, 480, 250, 330, 300, 200, 420, 150, 540, 210, 590, 330, 560, 300, 500, 240, 410, 220, 350, 270, 330, 360, 360, 470, 390, 590));
    b.fill(blade).hatch(blade, (x, y) -> Math.atan2(y - 380, x - 420) + Math.PI / 2, 12, 46, 4, false);
    Shape handle = Block.closed(324, 590, 396, 584, 420, 680, 412, 760, 350, 768, 326, 690);
    b.fill(handle);
    for (int i = 0; i < 7; i++) {
      b.cutLine(Block.smooth(330, 618 + i * 20, 372, 626 + i * 20, 416, 614 + i * 20), 4);
    }
    for (int k = 0; k < 3; k++) {
      double x = 450 + k * 36;
      b.line(Block.smooth(x, 770, x + 6, 640, x + 20 + k * 8, 500), 4);
      for (int i = 0; i < 6; i++) {
        b.fill(Block.gouge(x + 18 + k * 7, 510 + i * 15, x + 2 + k * 7, 490 + i * 15, 5, 3));
        b.fill(Block.gouge(x + 18 + k * 7, 510 + i * 15, x + 36 + k * 7, 486 + i * 15, 5, -3));
      }
    }
  }

  static void lantern(Block b) {
    b.line(new java.awt.geom.Arc2D.Double(250, 120, 200, 240, 0, 180, java.awt.geom.Arc2D.OPEN), 9);
    b.fill(Block.polygon(270, 300, 300, 236, 400, 236, 430, 300)).fill(Block.box(316, 206, 68, 34));
    Shape glass = Block.closed(270, 310, 430, 310, 462, 430, 420, 560, 280, 560, 238, 430);
    b.cut(glass).line(glass, 8);
    b.fill(Block.polygon(262, 560, 438, 560, 456, 620, 244, 620)).fill(Block.polygon(226, 620, 474, 620, 490, 690, 210, 690));
    b.hatch(Block.polygon(226, 624, 474, 624, 490, 686, 210, 686), (x, y) -> 0, 11, 70, 3, false);
    Shape flame = Block.closed(350, 372, 378, 440, 386, 500, 350, 536, 314, 500, 324, 440);
    b.fill(flame).cut(Block.closed(350, 440, 364, 480, 366, 508, 350, 522, 334, 508, 338, 476));
    for (int i = 0; i < 18; i++) {
      double a = Math.PI * 2 * i / 18;
      b.fill(Block.gouge(350 + Math.cos(a) * 56, 456 + Math.sin(a) * 70, 350 + Math.cos(a) * 84, 456 + Math.sin(a) * 98, 3, 0));
    }
    b.line(Block.smooth(250, 320, 226, 430, 252, 560), 5).line(Block.smooth(450, 320, 474, 430, 448, 560), 5);
  }

  static void jug(Block b) {
    Shape body = Block.closed(290, 220, 296, 300, 220, 400, 204, 540, 260, 690, 350, 716, 440, 690, 496, 540, 480, 400, 404, 300, 410, 220, 350, 208);
    b.fill(body);
    b.cutLine(Block.smooth(224, 410, 350, 442, 476, 410), 6).cutLine(Block.smooth(206, 520, 350, 560, 494, 520), 6);
    for (int i = 0; i < 9; i++) {
      double x = 236 + i * 28;
      double dip = 26 * (1 - Math.pow((x - 350) / 140, 2));
      b.cutLine(Block.smooth(x - 12, 470 + dip, x, 446 + dip, x + 12, 470 + dip, x + 2, 484 + dip), 4.5);
    }
    b.hatch(Block.both(body, Block.box(190, 580, 320, 140)), (x, y) -> (x - 350) * .002, 13, 50, 3.4, false);
    b.hatch(Block.both(body, Block.box(280, 226, 140, 90)), (x, y) -> 1.57, 11, 30, 3, false);
    b.line(Block.smooth(404, 250, 500, 250, 540, 330, 486, 410), 20).cutLine(Block.smooth(412, 252, 498, 254, 530, 330, 484, 402), 4);
    b.fill(Block.closed(280, 214, 350, 192, 424, 206, 410, 232, 350, 238, 292, 232)).cut(Block.closed(300, 214, 350, 204, 402, 212, 350, 224));
  }

  static void bell(Block b) {
    Shape body = Block.closed(350, 196, 410, 220, 440, 320, 456, 460, 520, 570, 350, 590, 180, 570, 244, 460, 260, 320, 290, 220);
    b.fill(body).fill(Block.closed(320, 190, 350, 140, 380, 190, 350, 206)).cut(Block.disc(350, 176, 12));
    b.hatch(Block.both(body, Block.box(360, 220, 90, 300)), (x, y) -> 1.45, 13, 70, 4, false);
    b.cutLine(Block.smooth(250, 470, 350, 486, 450, 470), 6).cutLine(Block.smooth(262, 330, 350, 344, 438, 330), 6);
    b.cutLine(Block.smooth(200, 556, 350, 572, 500, 556), 5);
    b.fill(Block.disc(350, 622, 34)).fill(Block.box(342, 580, 16, 40));
    for (int i = 0; i < 7; i++) {
      double x = 274 + i * 25;
      b.cut(Block.polygon(x, 366, x + 11, 386, x, 406, x - 11, 386));
    }
    for (int i = 0; i < 3; i++) {
      b.line(new java.awt.geom.Arc2D.Double(120 - i * 26, 330 - i * 34, 100 + i * 30, 280 + i * 68, 120, 120, java.awt.geom.Arc2D.OPEN), 6);
      b.line(new java.awt.geom.Arc2D.Double(480 - i * 4, 330 - i * 34, 100 + i * 30, 280 + i * 68, -60, 120, java.awt.geom.Arc2D.OPEN), 6);
    }
  }

  static void spade(Block b) {
    Shape shaft = Block.ribbon(new double[] {350, 250, 352, 380, 348, 500}, new double[] {13, 13, 15});
    b.fill(shaft).hatch(shaft, (x, y) -> 1.57, 8, 60, 2.2, false);
    b.fill(Block.closed(288, 176, 350, 160, 412, 176, 400, 206, 372, 258, 328, 258, 300, 206)).cut(Block.closed(314, 192, 350, 184, 386, 192, 366, 230, 334, 230));
    Shape blade = Block.closed(264, 490, 350, 476, 436, 490, 446, 600, 410, 700, 350, 756, 290, 700, 254, 600);
    b.fill(blade);
    b.cutLine(Block.smooth(350, 496, 352, 600, 350, 690), 6);
    b.hatch(Block.both(blade, Block.box(360, 500, 90, 260)), (x, y) -> 1.3, 13, 60, 3.8, false);
    b.cutLine(Block.smooth(276, 600, 300, 680, 346, 734), 4);
    for (int i = 0; i < 16; i++) {
      double x = 170 + i * 24;
      b.fill(Block.gouge(x, 772 + b.random.nextGaussian() * 5, x + 26, 768, 5, 4));
    }
  }
}
