package org.acequia.it.pages;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Files to show: photographs of the shared data, where there are any, and what the sample archive
/// has.
final class SampleFiles {

  private static final String SHARED = "acequia.sharedData";
  private static final String SAMPLES = "/org/acequia/node/demo/valley/";
  private static final List<String> PICTURES =
      List.of("feast", "night", "valley", "bridge", "clock", "rain");

  private SampleFiles() {}

  /// Returns six pictures at least.
  static List<byte[]> pictures() {
    Path folder =
        Path.of(System.getProperty(SHARED, "../../shared/data"), "media/exif-samples/jpg/gps");
    List<byte[]> pictures = new ArrayList<>();
    for (String name : List.of("10", "12", "21", "25", "27", "29")) {
      read(folder.resolve("DSCN00%s.jpg".formatted(name))).ifPresent(pictures::add);
    }
    PICTURES.forEach(name -> pictures.add(of("water/" + name + ".jpg")));
    return pictures;
  }

  /// Returns a file of the sample archive.
  static byte[] of(String sample) {
    try (InputStream content = SampleFiles.class.getResourceAsStream(SAMPLES + sample)) {
      return Objects.requireNonNull(content, sample).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<byte[]> read(Path file) {
    try {
      return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Twenty seconds of it, in 8 bits at 8 kHz: long enough to be stopped.
  static byte[] silence() {
    byte[] samples = new byte[160_000];
    Arrays.fill(samples, (byte) 128);
    ByteArrayOutputStream wav = new ByteArrayOutputStream();
    var header = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN);
    header.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + samples.length);
    header.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    header.putShort((short) 1).putShort((short) 1).putInt(8000).putInt(8000);
    header.putShort((short) 1).putShort((short) 8);
    header.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(samples.length);
    wav.writeBytes(header.array());
    wav.writeBytes(samples);
    return wav.toByteArray();
  }

  /// A PDF of typed pages, of which one has no size and cannot be drawn.
  ///
  /// @param pages how many
  /// @param broken which one, from 1
  static byte[] paper(int pages, int broken) {
    List<String> objects = new ArrayList<>();
    StringBuilder kids = new StringBuilder();
    for (int page = 1; page <= pages; page++) {
      kids.append("%d 0 R ".formatted(2 + 2 * page));
    }
    objects.add("<</Type/Catalog/Pages 2 0 R>>");
    objects.add("<</Type/Pages/Kids[%s]/Count %d>>".formatted(kids, pages));
    objects.add("<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>");
    for (int page = 1; page <= pages; page++) {
      objects.add(
          "<</Type/Page/Parent 2 0 R/MediaBox[0 0 %s]/Contents %d 0 R/Resources<</Font<</F 3 0 R>>>>>>"
              .formatted(page == broken ? "0 0" : "595 842", 3 + 2 * page));
      String content =
          "BT /F 26 Tf 32 TL 70 740 Td (Hoja %d) Tj T* /F 15 Tf 24 TL".formatted(page)
              + " (El juez de aguas abre la compuerta al alba y la cierra al mediodia.) Tj T*"
                  .repeat(26)
              + " ET";
      objects.add("<</Length %d>>\nstream\n%s\nendstream".formatted(content.length(), content));
    }
    return pdf(objects);
  }

  private static byte[] pdf(List<String> objects) {
    StringBuilder text = new StringBuilder("%PDF-1.4\n");
    StringBuilder table = new StringBuilder("0000000000 65535 f \n");
    for (int i = 0; i < objects.size(); i++) {
      table.append("%010d 00000 n \n".formatted(text.length()));
      text.append("%d 0 obj\n%s\nendobj\n".formatted(i + 1, objects.get(i)));
    }
    int start = text.length();
    int size = objects.size() + 1;
    text.append("xref\n0 %d\n%s".formatted(size, table));
    text.append(
        "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n".formatted(size, start));
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
