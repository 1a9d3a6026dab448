package org.acequia.it.harness;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.awaitility.Awaitility;

/// A PostgreSQL that no node has started: another user's, with a password of its own and a database
/// for the node.
public final class SeparatePostgres implements AutoCloseable {

  /// As whom it runs where the tests are root's.
  private static final String USER = "daemon";

  private static final String ADMINISTRATOR = "administrator";
  private static final String ADMINISTRATOR_PASSWORD = "of the administrator";
  private static final String PASSWORD = "of-the-archive";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Process process;
  private final int port;

  private SeparatePostgres(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /// Unpacks, initialises and starts it below `folder`, which other users may pass through.
  public static SeparatePostgres start(Path folder) throws IOException, SQLException {
    Path binaries = folder.resolve("postgres");
    unpack(binaries);
    Path home = Files.createDirectory(folder.resolve("database"));
    Path password = Files.writeString(folder.resolve("password"), ADMINISTRATOR_PASSWORD + "\n");
    List<String> as = List.of();
    if (Users.isRoot()) {
      as = Users.as(USER);
      Commands.run(List.of("chown", USER, home.toString(), password.toString()));
    }
    Path cluster = home.resolve("cluster");
    Commands.run(
        join(
            as,
            binaries.resolve("bin/initdb").toString(),
            "--pgdata=" + cluster,
            "--username=" + ADMINISTRATOR,
            "--pwfile=" + password,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--no-instructions"));
    int port = freePort();
    Process process =
        new ProcessBuilder(
                join(
                    as,
                    binaries.resolve("bin/postgres").toString(),
                    "-D",
                    cluster.toString(),
                    "-p",
                    "" + port,
                    "-c",
                    "listen_addresses=127.0.0.1",
                    "-c",
                    "unix_socket_directories="))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("postgres.log").toFile())
            .start();
    SeparatePostgres postgres = new SeparatePostgres(process, port);
    try {
      postgres.makeDatabase();
      return postgres;
    } catch (SQLException | RuntimeException e) {
      postgres.close();
      throw e;
    }
  }

  /// Returns the URL of the node's database, with its user and password in it.
  public String jdbcUrl() {
    return url("acequia", "acequia", PASSWORD);
  }

  @Override
  public void close() {
    process.destroy();
    Awaitility.await("PostgreSQL ends").atMost(PATIENCE).until(() -> !process.isAlive());
  }

  private void makeDatabase() throws SQLException {
    String url = url("postgres", ADMINISTRATOR, ADMINISTRATOR_PASSWORD.replace(" ", "%20"));
    Awaitility.await("PostgreSQL answers")
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> {
          try (Connection connection = DriverManager.getConnection(url)) {
            return connection.isValid(1);
          }
        });
    try (Connection connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute("CREATE ROLE acequia LOGIN PASSWORD '%s'".formatted(PASSWORD));
      statement.execute(
          "CREATE DATABASE acequia OWNER acequia TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'");
    }
  }

  private String url(String database, String user, String password) {
    return "jdbc:postgresql://127.0.0.1:%d/%s?user=%s&password=%s"
        .formatted(port, database, user, password);
  }

  private static void unpack(Path target) throws IOException {
    String machine = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
    try (InputStream archive =
        SeparatePostgres.class.getResourceAsStream("/postgres-linux-%s.txz".formatted(machine))) {
      if (archive == null) {
        throw new IOException("The binaries of PostgreSQL are not on the class path");
      }
      var tar =
          new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive)));
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path file = target.resolve(entry.getName()).normalize();
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
          } else {
            Files.copy(tar, file);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
          }
        }
      }
    }
  }

  private static List<String> join(List<String> first, String... second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(List.of(second));
    return all;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
