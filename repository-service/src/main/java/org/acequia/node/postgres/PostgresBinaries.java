package org.acequia.node.postgres;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.acequia.node.directory.DataDirectoryException;
import org.acequia.node.directory.DurableFiles;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// The server's executables, unpacked from the class path.
///
/// @param directory holds `bin`, `lib` and `share`
record PostgresBinaries(Path directory) {

  /// Of the binaries on the class path; a new one is unpacked beside the old.
  static final String VERSION = "18.6";

  /// The major version: what a cluster's `PG_VERSION` must say.
  static final String MAJOR = "18";

  /// What binaries and an empty cluster take, with room for a first write-ahead log.
  private static final long FIRST_START_BYTES = 192L << 20;

  /// Unpacks the binaries for this machine below `home`, unless they are there.
  ///
  /// @throws DataDirectoryException.NoSpace if there is no room for them; nothing is kept
  static PostgresBinaries unpack(Path home) throws IOException {
    String architecture = architecture();
    Path target = home.resolve("binaries-%s-%s".formatted(VERSION, architecture));
    if (Files.isDirectory(target)) {
      return new PostgresBinaries(target);
    }
    refuseIfFull(home);
    Path temporary = home.resolve(target.getFileName() + ".new");
    DurableFiles.deleteTree(temporary);
    try (InputStream archive = resource("/postgres-linux-%s.txz".formatted(architecture))) {
      extract(archive, temporary);
      Files.move(temporary, target, ATOMIC_MOVE);
      DurableFiles.syncDirectory(home);
    } catch (IOException e) {
      boolean full = DurableFiles.isDiskFull(home, 0, e);
      DurableFiles.deleteTree(temporary);
      if (full) {
        throw new DataDirectoryException.NoSpace(home, FIRST_START_BYTES, e);
      }
      throw e;
    }
    return new PostgresBinaries(target);
  }

  String executable(String name) {
    return directory.resolve("bin").resolve(name).toString();
  }

  private static void refuseIfFull(Path home) throws IOException {
    FileStore disk = Files.getFileStore(home);
    if (disk.getUsableSpace() < FIRST_START_BYTES) {
      throw new DataDirectoryException.NoSpace(home, FIRST_START_BYTES, null);
    }
  }

  private static String architecture() {
    String os = System.getProperty("os.name", "");
    String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    if (os.equals("Linux")) {
      switch (machine) {
        case "amd64", "x86_64" -> {
          return "x86_64";
        }
        case "aarch64", "arm64" -> {
          return "arm_64";
        }
        default -> {}
      }
    }
    throw new PostgresException(
        "There is no embedded PostgreSQL for %s on %s. Nothing was changed. Run a PostgreSQL %s and name it with --database-url."
            .formatted(os, machine, MAJOR),
        null);
  }

  private static InputStream resource(String name) {
    InputStream archive = PostgresBinaries.class.getResourceAsStream(name);
    if (archive == null) {
      throw new PostgresException(
          "The embedded PostgreSQL (%s) is missing from this installation. Nothing was changed. Build Acequia again."
              .formatted(name),
          null);
    }
    return archive;
  }

  private static void extract(InputStream archive, Path target) throws IOException {
    Files.createDirectories(target);
    try (var tar =
        new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        extract(tar, entry, target);
      }
    }
  }

  private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
      throws IOException {
    Path file = target.resolve(entry.getName()).normalize();
    if (!file.startsWith(target)) {
      throw new IOException("The archive of PostgreSQL names a file outside: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    if (file.getParent() != null) {
      Files.createDirectories(file.getParent());
    }
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, file);
    boolean executable = (entry.getMode() & 0111) != 0;
    Files.setPosixFilePermissions(
        file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
  }
}
