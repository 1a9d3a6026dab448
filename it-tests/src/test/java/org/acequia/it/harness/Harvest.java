package org.acequia.it.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/// Folders of files that are worth reading: texts with a word of their own, drawings, sounds. No
/// two files are the same.
public final class Harvest {

  /// How many files a folder has.
  public static final int FILES = 60;

  private static final int EVERY_DRAWING = 10;
  private static final int EVERY_SOUND = 20;
  private static final int DRAWING_EDGE = 900;
  private static final int SOUND_RATE = 22_050;
  private static final int SOUND_SECONDS = 20;

  private Harvest() {}

  /// Makes folder number `number` in `parent`.
  public static Path in(Path parent, int number) throws IOException {
    Path folder = Files.createDirectory(parent.resolve("harvest-" + number));
    Random random = new Random(number);
    for (int file = 0; file < FILES; file++) {
      if (file % EVERY_SOUND == 0) {
        sound(folder.resolve("sound-%d-%02d.wav".formatted(number, file)), random);
      } else if (file % EVERY_DRAWING == 1) {
        drawing(folder.resolve("drawing-%d-%02d.png".formatted(number, file)), random);
      } else {
        Files.writeString(
            folder.resolve("tale-%d-%02d.txt".formatted(number, file)),
            "Había una vez una acequia; la llamaban %s.\n".formatted(word(number, file)),
            UTF_8);
      }
    }
    return folder;
  }

  /// Returns a word that stands in one text alone.
  public static String word(int folder, int file) {
    return "agua" + letters(folder) + "x" + letters(file);
  }

  /// Tells whether that file of a folder is a text.
  public static boolean isText(int file) {
    return file % EVERY_SOUND != 0 && file % EVERY_DRAWING != 1;
  }

  private static String letters(int number) {
    return number < 10
        ? "" + (char) ('a' + number)
        : letters(number / 10) + (char) ('a' + number % 10);
  }

  private static void drawing(Path file, Random random) throws IOException {
    BufferedImage drawing =
        new BufferedImage(DRAWING_EDGE, DRAWING_EDGE, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = drawing.createGraphics();
    for (int line = 0; line < 400; line++) {
      pen.setColor(new Color(random.nextInt(1 << 24)));
      pen.fillOval(
          random.nextInt(DRAWING_EDGE),
          random.nextInt(DRAWING_EDGE),
          random.nextInt(200),
          random.nextInt(200));
    }
    pen.dispose();
    ImageIO.write(drawing, "png", file.toFile());
  }

  private static void sound(Path file, Random random) throws IOException {
    byte[] samples = new byte[SOUND_RATE * SOUND_SECONDS * 2];
    random.nextBytes(samples);
    AudioFormat format = new AudioFormat(SOUND_RATE, Short.SIZE, 1, true, false);
    AudioSystem.write(
        new AudioInputStream(new ByteArrayInputStream(samples), format, samples.length / 2),
        AudioFileFormat.Type.WAVE,
        file.toFile());
  }
}
