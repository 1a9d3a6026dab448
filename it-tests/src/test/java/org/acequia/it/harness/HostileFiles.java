package org.acequia.it.harness;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Files that are small, or look like something, and do harm where they are believed.
public final class HostileFiles {

  /// 50 GB in half a megabyte.
  public static final String BOMB = "recipes.zip";

  /// 100,000 × 100,000 pixels, by its header.
  public static final String HUGE_PICTURE = "wall.png";

  /// A tree of pages that is its own child.
  public static final String CIRCLE_OF_PAGES = "pages.pdf";

  /// A drawing in which the same drawing stands.
  public static final String CIRCLE_OF_FORMS = "forms.pdf";

  /// A drawing with a script.
  public static final String SCRIPT_IN_SVG = "drawing.svg";

  /// A page with a script.
  public static final String SCRIPT_IN_HTML = "page.html";

  /// Text without an end of line.
  public static final String LONG_LINE = "line.txt";

  private static final int PICTURE_EDGE = 100_000;
  private static final int BOMB_COPIES = 100;
  private static final int BOMB_BYTES = 512 << 20;

  private HostileFiles() {}

  /// Makes all of them in `folder`.
  ///
  /// @param lineBytes how long the line is
  public static void in(Path folder, long lineBytes) throws IOException {
    bomb(folder.resolve(BOMB));
    hugePicture(folder.resolve(HUGE_PICTURE));
    Files.write(
        folder.resolve(CIRCLE_OF_PAGES),
        pdf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R]/Count 1/Parent 2 0 R>>"));
    Files.write(
        folder.resolve(CIRCLE_OF_FORMS),
        pdf(
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R"
                + "/Resources<</XObject<</F 5 0 R>>>>>>",
            "<</Length 10>>\nstream\n/F Do /F Do\nendstream",
            "<</Type/XObject/Subtype/Form/BBox[0 0 200 200]/Resources<</XObject<</F 5 0 R>>>>"
                + "/Length 10>>\nstream\n/F Do /F Do\nendstream"));
    Files.writeString(
        folder.resolve(SCRIPT_IN_SVG),
        "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"><script>alert(2)</script></svg>");
    Files.writeString(
        folder.resolve(SCRIPT_IN_HTML),
        "<!doctype html><title>x</title><script>document.location='//evil.example'</script>");
    line(folder.resolve(LONG_LINE), lineBytes);
    names(folder);
  }

  private static void bomb(Path file) throws IOException {
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(inner)) {
      zip.setLevel(Deflater.BEST_SPEED);
      zip.putNextEntry(new ZipEntry("zeros.txt"));
      byte[] zeros = new byte[1 << 20];
      Arrays.fill(zeros, (byte) '0');
      for (int i = 0; i < BOMB_BYTES / zeros.length; i++) {
        zip.write(zeros);
      }
    }
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < BOMB_COPIES; i++) {
        zip.putNextEntry(new ZipEntry("recipe-%d.zip".formatted(i)));
        zip.write(inner.toByteArray());
      }
    }
  }

  private static void hugePicture(Path file) throws IOException {
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    try (OutputStream deflated = new DeflaterOutputStream(rows)) {
      deflated.write(new byte[PICTURE_EDGE + 1]);
    }
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(header);
    fields.writeInt(PICTURE_EDGE);
    fields.writeInt(PICTURE_EDGE);
    fields.write(new byte[] {8, 2, 0, 0, 0}); // 8 bits, RGB, deflate, no filter, not interlaced
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
      chunk(out, "IHDR", header.toByteArray());
      chunk(out, "IDAT", rows.toByteArray());
      chunk(out, "IEND", new byte[0]);
    }
  }

  private static void chunk(DataOutputStream out, String type, byte[] content) throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(type.getBytes(ISO_8859_1));
    checksum.update(content);
    out.writeInt(content.length);
    out.write(type.getBytes(ISO_8859_1));
    out.write(content);
    out.writeInt((int) checksum.getValue());
  }

  private static byte[] pdf(String... objects) {
    StringBuilder text = new StringBuilder("%PDF-1.4\n");
    List<Integer> offsets = new ArrayList<>();
    for (int i = 0; i < objects.length; i++) {
      offsets.add(text.length());
      text.append("%d 0 obj\n%s\nendobj\n".formatted(i + 1, objects[i]));
    }
    int table = text.length();
    text.append("xref\n0 %d\n0000000000 65535 f \n".formatted(objects.length + 1));
    offsets.forEach(offset -> text.append("%010d 00000 n \n".formatted(offset)));
    text.append(
        "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
            .formatted(objects.length + 1, table));
    return text.toString().getBytes(ISO_8859_1);
  }

  private static void line(Path file, long lineBytes) throws IOException {
    byte[] words = "an interminable line of text ".repeat(4_096).getBytes(UTF_8);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (long left = lineBytes; left > 0; left -= words.length) {
        out.write(words, 0, (int) Math.min(left, words.length));
      }
    }
  }

  /// Names that are markup, lead elsewhere, run backwards, ring, or have no end.
  private static void names(Path folder) throws IOException {
    List<String> names =
        List.of(
            "<img src=x onerror=alert(1)>.txt",
            "..\\..\\windows\\system.txt",
            "invoice\u202efdp.txt",
            "bell\u0007 and\nline.txt",
            "ñ".repeat(125) + ".txt");
    for (String name : names) {
      Files.writeString(folder.resolve(name), "named " + name.hashCode());
    }
  }
}
