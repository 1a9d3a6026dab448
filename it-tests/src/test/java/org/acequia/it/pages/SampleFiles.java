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

  /// A tenth of a second of it, in 8 bits at 8 kHz.
  static byte[] silence() {
    byte[] samples = new byte[800];
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
}
