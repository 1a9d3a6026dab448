import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/// Makes the sounds of the sample archive: `java Sounds.java FOLDER` writes WAV files, mono, 22,050
/// samples a second, 16 bit.
final class Sounds {

  private static final int RATE = 22_050;

  private Sounds() {}

  public static void main(String[] args) throws IOException {
    Path out = Path.of(args[0]);
    Files.createDirectories(out);
    write(out.resolve("water.wav"), water(14));
    write(out.resolve("bells.wav"), bells());
    write(out.resolve("song.wav"), song());
    write(out.resolve("frogs.wav"), frogs(11));
  }

  /// Bubbles, each a short rising tone, over a murmur of filtered noise.
  private static double[] water(double seconds) {
    Random random = new Random(3);
    double[] s = new double[(int) (seconds * RATE)];
    double low = 0;
    double lower = 0;
    for (int i = 0; i < s.length; i++) {
      low += .12 * (random.nextGaussian() - low);
      lower += .02 * (low - lower);
      s[i] = (low - lower) * .16 * (1 + .35 * Math.sin(i * 2 * Math.PI / RATE / 3.1));
    }
    for (int k = 0; k < seconds * 55; k++) {
      int at = random.nextInt(s.length - RATE / 4);
      double pitch = 320 + Math.abs(random.nextGaussian()) * 700;
      double rise = 1 + random.nextDouble() * 3;
      double decay = 40 + random.nextDouble() * 60;
      double loud = .03 + random.nextDouble() * .09;
      double phase = 0;
      for (int i = 0; i < RATE / 8; i++) {
        double t = (double) i / RATE;
        phase += 2 * Math.PI * pitch * (1 + rise * t) / RATE;
        s[at + i] += loud * Math.sin(phase) * Math.exp(-decay * t) * Math.min(1, i / 30.0);
      }
    }
    return s;
  }

  /// Three bells of the old partials: hum, prime, tierce, quint, nominal.
  private static double[] bells() {
    double[] s = new double[15 * RATE];
    double[] strikes = {0.2, 1.5, 2.8, 4.1, 4.75, 5.4, 6.7, 8.0, 8.65, 9.3};
    double[] pitch = {392, 440, 523, 392, 440, 523, 587, 523, 440, 392};
    for (int k = 0; k < strikes.length; k++) {
      double[] partial = {.5, 1, 1.19, 1.5, 2, 2.66, 4.1};
      double[] loud = {.5, .8, .55, .3, .6, .22, .12};
      double[] decay = {.7, 1.1, 1.5, 2, 2.2, 3.5, 6};
      int at = (int) (strikes[k] * RATE);
      for (int p = 0; p < partial.length; p++) {
        for (int i = 0; at + i < s.length; i++) {
          double t = (double) i / RATE;
          s[at + i] += .11 * loud[p] * Math.exp(-decay[p] * t) * Math.min(1, i / 40.0)
              * Math.sin(2 * Math.PI * pitch[k] * partial[p] * t + .002 * Math.sin(30 * t));
        }
      }
    }
    return s;
  }

  /// A plucked string (Karplus and Strong) plays the song of the lanterns.
  private static double[] song() {
    double[] s = new double[(int) (19.5 * RATE)];
    int[] melody = {64, 67, 69, 71, 69, 67, 64, 62, 64, 67, 71, 72, 71, 69, 67, 69, 64, 67, 69, 71, 74, 72, 71, 67, 69, 67, 64, 62, 64};
    double[] beats = {1, 1, 1, 1.5, .5, 1, 1, 1, 1, 1, 1, 1.5, .5, 1, 1, 2, 1, 1, 1, 1.5, .5, 1, 1, 1, 1, 1, 1, 1, 3};
    double at = .2;
    for (int i = 0; i < melody.length; i++) {
      pluck(s, at, melody[i], .5, i);
      if (i % 4 == 0) {
        pluck(s, at, 40 + (i % 8 == 0 ? 0 : 5), .34, i + 50);
        pluck(s, at + .14, 52 + (i % 8 == 0 ? 0 : 5), .2, i + 70);
      }
      at += beats[i] * .56;
    }
    return s;
  }

  private static void pluck(double[] s, double at, int note, double loud, long seed) {
    Random random = new Random(seed);
    double[] string = new double[(int) Math.round(RATE / (440 * Math.pow(2, (note - 69) / 12.0)))];
    double last = 0;
    for (int i = 0; i < string.length; i++) {
      last = .5 * last + .5 * (random.nextDouble() * 2 - 1);
      string[i] = last;
    }
    int start = (int) (at * RATE);
    for (int i = 0; start + i < s.length && i < 3 * RATE; i++) {
      int here = i % string.length;
      double now = string[here];
      string[here] = .4985 * (now + string[(here + 1) % string.length]);
      s[start + i] += loud * now;
    }
  }

  private static double[] frogs(double seconds) {
    Random random = new Random(12);
    double[] s = new double[(int) (seconds * RATE)];
    double low = 0;
    for (int i = 0; i < s.length; i++) {
      low += .05 * (random.nextGaussian() - low);
      s[i] = low * .05;
    }
    double[] pitch = {610, 480, 760, 545};
    for (int frog = 0; frog < pitch.length; frog++) {
      double t = random.nextDouble() * 1.5;
      while (t < seconds - 1) {
        int pulses = 4 + random.nextInt(9);
        for (int p = 0; p < pulses; p++) {
          int at = (int) ((t + p * .052) * RATE);
          for (int i = 0; i < RATE / 24 && at + i < s.length; i++) {
            double u = (double) i / RATE;
            s[at + i] += .12 / (1 + frog * .4) * Math.exp(-70 * u) * Math.min(1, i / 20.0)
                * (Math.sin(2 * Math.PI * pitch[frog] * u) + .5 * Math.sin(4 * Math.PI * pitch[frog] * u));
          }
        }
        t += pulses * .052 + .5 + random.nextDouble() * 1.8;
      }
    }
    return s;
  }

  private static void write(Path file, double[] s) throws IOException {
    double peak = 0;
    for (double v : s) {
      peak = Math.max(peak, Math.abs(v));
    }
    byte[] pcm = new byte[s.length * 2];
    for (int i = 0; i < s.length; i++) {
      double fade = Math.min(1, (s.length - i) / (RATE * 1.2));
      int v = (int) Math.round(s[i] / peak * .82 * fade * 32_767);
      pcm[2 * i] = (byte) v;
      pcm[2 * i + 1] = (byte) (v >> 8);
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write("RIFF".getBytes());
      out.write(little(36 + pcm.length, 4));
      out.write("WAVEfmt ".getBytes());
      out.write(little(16, 4));
      out.write(little(1, 2));
      out.write(little(1, 2));
      out.write(little(RATE, 4));
      out.write(little(RATE * 2, 4));
      out.write(little(2, 2));
      out.write(little(16, 2));
      out.write("data".getBytes());
      out.write(little(pcm.length, 4));
      out.write(pcm);
    }
  }

  private static byte[] little(int value, int bytes) {
    byte[] b = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      b[i] = (byte) (value >> (8 * i));
    }
    return b;
  }
}
