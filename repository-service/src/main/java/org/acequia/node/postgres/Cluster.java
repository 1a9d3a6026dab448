package org.acequia.node.postgres;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.acequia.node.directory.DataDirectoryException;
import org.acequia.node.directory.DurableFiles;

/// PostgreSQL's data directory and the password of its one user.
///
/// @param home holds both
record Cluster(Path home) {

  static final String USER = "acequia";

  private static final int PASSWORD_BYTES = 24;
  private static final int PORT_DIGITS_MAX = 5;
  private static final long FIRST_START_BYTES = 96L << 20;

  Path directory() {
    return home.resolve("cluster");
  }

  String password() throws IOException {
    return Files.readString(passwordFile(), US_ASCII).strip();
  }

  /// Makes the cluster unless it is there. It appears by rename, so what a crash leaves behind is
  /// made anew.
  void prepare(PostgresBinaries binaries, RunAs runAs) throws IOException {
    if (Files.exists(directory(), LinkOption.NOFOLLOW_LINKS)) {
      check();
    } else {
      create(binaries, runAs);
    }
    runAs.own(directory());
  }

  /// Returns the port used last, or 0.
  int lastPort() throws IOException {
    try (var in = Files.newInputStream(portFile())) {
      return Integer.parseInt(new String(in.readNBytes(PORT_DIGITS_MAX), US_ASCII).strip());
    } catch (NoSuchFileException | NumberFormatException _) {
      return 0; // only a preference
    }
  }

  void rememberPort(int port) throws IOException {
    Files.writeString(portFile(), Integer.toString(port), US_ASCII);
  }

  private void check() throws IOException {
    String major = Files.readString(directory().resolve("PG_VERSION"), US_ASCII).strip();
    if (!major.equals(PostgresBinaries.MAJOR)) {
      throw new PostgresException(
          "The database in %s was written by PostgreSQL %s, and this Acequia brings %s. Nothing was changed. Use the Acequia that wrote it, or restore a backup into a new data directory."
              .formatted(directory(), major, PostgresBinaries.MAJOR),
          null);
    }
    if (!Files.isRegularFile(passwordFile())) {
      throw new PostgresException(
          "The password of the database, %s, is gone. The database is untouched. Put the file back from a backup."
              .formatted(passwordFile()),
          null);
    }
  }

  private void create(PostgresBinaries binaries, RunAs runAs) throws IOException {
    Path fresh = home.resolve("cluster.new");
    DurableFiles.deleteTree(fresh);
    try {
      writePassword();
      Files.createDirectory(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      runAs.own(fresh);
      runAs.own(passwordFile());
      Commands.run(initdb(binaries, runAs, fresh));
      Files.move(fresh, directory(), ATOMIC_MOVE);
      DurableFiles.syncDirectory(home);
    } catch (IOException e) {
      boolean full = DurableFiles.isDiskFull(home, FIRST_START_BYTES, e);
      DurableFiles.deleteTree(fresh);
      if (full) {
        throw new DataDirectoryException.NoSpace(home, FIRST_START_BYTES, e);
      }
      throw e;
    }
  }

  /// The builtin C.UTF-8 sorts by code point on every machine, whatever its C library.
  private List<String> initdb(PostgresBinaries binaries, RunAs runAs, Path fresh) {
    List<String> command = new ArrayList<>(runAs.prefix());
    command.addAll(
        List.of(
            binaries.executable("initdb"),
            "--pgdata=" + fresh,
            "--username=" + USER,
            "--pwfile=" + passwordFile(),
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            "--no-instructions"));
    return command;
  }

  private void writePassword() throws IOException {
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    Files.deleteIfExists(passwordFile());
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (FileChannel file =
        FileChannel.open(passwordFile(), Set.of(WRITE, CREATE, TRUNCATE_EXISTING), ownerOnly)) {
      file.write(ByteBuffer.wrap((HexFormat.of().formatHex(random) + "\n").getBytes(US_ASCII)));
      file.force(true);
    }
  }

  private Path passwordFile() {
    return home.resolve("password");
  }

  private Path portFile() {
    return home.resolve("port");
  }
}
