package org.acequia.indexer.extraction;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The executables of FFmpeg and the libraries they need, unpacked from the class path into a
/// directory that can be deleted at any time.
///
/// @param directory holds all of them
record Ffmpeg(Path directory) {

  /// Of the executables; a new one is unpacked beside the old.
  static final String VERSION = "8.0.1";

  private static final List<String> FILES =
      List.of(
          "ffmpeg",
          "ffprobe",
          "libavcodec.so.62",
          "libavdevice.so.62",
          "libavfilter.so.11",
          "libavformat.so.62",
          "libavutil.so.60",
          "libswresample.so.6",
          "libswscale.so.9");

  /// Only where the build for the machine has them.
  private static final List<String> EXTRAS = List.of("libdrm.so.2", "libva-drm.so.2", "libva.so.2");

  /// Unpacks them below `cache`, unless they are there; empty where there are none for this
  /// machine.
  static Optional<Ffmpeg> unpack(Path cache) throws IOException {
    Optional<String> machine = machine();
    if (machine.isEmpty()) {
      return Optional.empty();
    }
    Path target = cache.resolve("ffmpeg-%s-%s".formatted(VERSION, machine.get()));
    if (Files.isDirectory(target)) {
      return Optional.of(new Ffmpeg(target));
    }
    Path temporary = cache.resolve(target.getFileName() + ".new");
    Files.createDirectories(temporary);
    for (String name : FILES) {
      if (!copy(machine.get(), name, temporary)) {
        return Optional.empty();
      }
    }
    for (String name : EXTRAS) {
      copy(machine.get(), name, temporary);
    }
    sync(temporary);
    Files.move(temporary, target, ATOMIC_MOVE);
    return Optional.of(new Ffmpeg(target));
  }

  String executable(String name) {
    return directory.resolve(name).toString();
  }

  /// Whatever bears the final name is trusted for ever: it must outlive a power cut whole.
  private static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, READ)) {
      channel.force(true);
    }
  }

  private static boolean copy(String machine, String name, Path target) throws IOException {
    String resource = "/org/bytedeco/ffmpeg/%s/%s".formatted(machine, name);
    try (InputStream in = Ffmpeg.class.getResourceAsStream(resource)) {
      if (in == null) {
        return false;
      }
      Path file = target.resolve(name);
      Files.deleteIfExists(file);
      Files.copy(in, file);
      sync(file);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
      return true;
    }
  }

  private static Optional<String> machine() {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      return Optional.empty();
    }
    return switch (System.getProperty("os.arch", "").toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64" -> Optional.of("linux-x86_64");
      case "aarch64", "arm64" -> Optional.of("linux-arm64");
      default -> Optional.empty();
    };
  }
}
