package org.acequia.node.records;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.flywaydb.core.Flyway;

/// One real PostgreSQL for the tests of this JVM, which ends with it. Each database in it is new:
/// empty but for the migrations.
public final class TestPostgres {

  private static final int START_ATTEMPTS = 600;

  private static Optional<TestPostgres> running = Optional.empty();

  private final int port;
  private int databases;

  private TestPostgres(int port) {
    this.port = port;
  }

  /// Returns a pool of connections to a new database.
  public static synchronized HikariDataSource newDatabase() {
    try {
      if (running.isEmpty()) {
        running = Optional.of(start());
      }
      return running.get().create();
    } catch (IOException | SQLException | InterruptedException e) {
      throw new IllegalStateException("PostgreSQL did not start", e);
    }
  }

  private HikariDataSource create() throws SQLException {
    String name = "test%d".formatted(++databases);
    try (Connection connection = DriverManager.getConnection(url("postgres"), "postgres", "");
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
    }
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url(name));
    config.setUsername("postgres");
    config.setMaximumPoolSize(8);
    config.setMinimumIdle(1);
    HikariDataSource pool = new HikariDataSource(config);
    Flyway.configure().dataSource(pool).load().migrate();
    return pool;
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }

  private static TestPostgres start() throws IOException, InterruptedException, SQLException {
    Path home = Files.createTempDirectory("acequia-test-postgres");
    unpack(home);
    String data = home.resolve("data").toString();
    List<String> make = new ArrayList<>(asNobody());
    make.addAll(List.of(home.resolve("bin/initdb").toString(), "-D", data, "-U", "postgres"));
    make.addAll(List.of("-A", "trust", "-E", "UTF8", "--no-sync"));
    Process initdb = new ProcessBuilder(make).redirectErrorStream(true).start();
    String output = new String(initdb.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (initdb.waitFor() != 0) {
      throw new IOException(output);
    }
    return serve(home, data);
  }

  /// The shell stops the server when this JVM, which holds its standard input, is gone.
  private static TestPostgres serve(Path home, String data)
      throws IOException, InterruptedException, SQLException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    String script = "\"$@\" & p=$!; cat >/dev/null; kill -INT $p; wait $p; rm -rf '" + home + "'";
    List<String> command = new ArrayList<>(List.of("sh", "-c", script, "watch"));
    command.addAll(asNobody());
    command.addAll(List.of(home.resolve("bin/postgres").toString(), "-D", data));
    command.addAll(List.of("-p", Integer.toString(port), "-c", "listen_addresses=127.0.0.1"));
    command.addAll(List.of("-c", "unix_socket_directories=", "-c", "shared_buffers=32MB"));
    Process server =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("log").toFile())
            .start();
    TestPostgres postgres = new TestPostgres(port);
    for (int attempt = 0; ; attempt++) {
      try (Connection _ = DriverManager.getConnection(postgres.url("postgres"), "postgres", "")) {
        return postgres;
      } catch (SQLException e) {
        if (!server.isAlive() || attempt > START_ATTEMPTS) {
          throw e;
        }
        server.waitFor(50, TimeUnit.MILLISECONDS);
      }
    }
  }

  private static List<String> asNobody() {
    return "root".equals(System.getProperty("user.name")) ? List.of("unshare", "-U") : List.of();
  }

  private static void unpack(Path home) throws IOException {
    boolean arm = "aarch64".equals(System.getProperty("os.arch"));
    String archive = "/postgres-linux-%s.txz".formatted(arm ? "arm_64" : "x86_64");
    try (InputStream packed =
            Objects.requireNonNull(TestPostgres.class.getResourceAsStream(archive));
        TarArchiveInputStream tar =
            new TarArchiveInputStream(
                new XZCompressorInputStream(new BufferedInputStream(packed)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        write(entry, tar, home.resolve(entry.getName()).normalize());
      }
    }
  }

  private static void write(TarArchiveEntry entry, InputStream content, Path file)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
    } else {
      Files.copy(content, file);
      if (!file.toFile().setExecutable((entry.getMode() & 0111) != 0, false)
          && (entry.getMode() & 0111) != 0) {
        throw new IOException("Could not make executable: " + file);
      }
    }
  }
}
