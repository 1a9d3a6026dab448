package org.acequia.node.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.acequia.node.directory.DataDirectory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real server, started, killed and started again.
class EmbeddedPostgresTests {

  private static final int PATIENCE_SECONDS = 60;

  /// Unpacked once: what most tests start is linked to it.
  @TempDir private static Path shared;

  @TempDir private Path root;

  @BeforeAll
  static void unpack() throws IOException {
    PostgresBinaries.unpack(shared);
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwx--x--x"));
  }

  @BeforeEach
  void linkBinaries() throws IOException {
    Path unpacked = binaries();
    Path postgres = Files.createDirectory(root.resolve("postgres"));
    Files.createSymbolicLink(postgres.resolve(unpacked.getFileName()), unpacked);
  }

  @Test
  void answersAfterStartWithFsyncOnAndOnTheLoopbackOnly() throws Exception {
    try (var data = DataDirectory.open(root);
        var postgres = EmbeddedPostgres.start(data)) {
      assertThat(query(postgres, "SHOW fsync")).isEqualTo("on");
      assertThat(query(postgres, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(query(postgres, "SHOW unix_socket_directories")).isEmpty();
      assertThat(query(postgres, "SHOW shared_buffers")).isEqualTo("32MB");
      assertThat(Files.getPosixFilePermissions(data.postgres().resolve("password")))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }

  @Test
  void refusesAWrongPassword() {
    try (var data = DataDirectory.open(root);
        var postgres = EmbeddedPostgres.start(data)) {
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(
              () -> DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), "guess"))
          .withMessageContaining("password authentication failed");
    }
  }

  @Test
  void committedRowsAndThePortSurviveARestart() throws Exception {
    int port;
    try (var data = DataDirectory.open(root)) {
      try (var postgres = EmbeddedPostgres.start(data)) {
        port = postgres.port();
        update(postgres, "CREATE TABLE song (title text)");
        update(postgres, "INSERT INTO song VALUES ('La Llorona')");
      }
      assertThat(Files.exists(data.postgres().resolve("cluster/postmaster.pid"))).isFalse();

      try (var postgres = EmbeddedPostgres.start(data)) {
        assertThat(query(postgres, "SELECT title FROM song")).isEqualTo("La Llorona");
        assertThat(postgres.port()).isEqualTo(port);
      }
    }
  }

  @Test
  void takesAnotherPortWhenItsLastOneIsTaken() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var data = DataDirectory.open(root)) {
      Files.createDirectories(data.postgres());
      Files.writeString(data.postgres().resolve("port"), "" + taken.getLocalPort());

      try (var postgres = EmbeddedPostgres.start(data)) {
        assertThat(postgres.port()).isNotEqualTo(taken.getLocalPort());
        assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
      }
    }
  }

  @Test
  void anInitdbThatWasCutShortIsStartedAgain() throws Exception {
    Path halfDone = Files.createDirectories(root.resolve("postgres/cluster.new/base"));
    Files.writeString(halfDone.resolve("1"), "half a file");
    Path link = root.resolve("postgres").resolve(binaries().getFileName());
    Files.delete(link);
    Files.createDirectories(link.resolveSibling(link.getFileName() + ".new/bin"));

    try (var data = DataDirectory.open(root);
        var postgres = EmbeddedPostgres.start(data)) {
      assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
    }
    assertThat(root.resolve("postgres/cluster.new")).doesNotExist();
    assertThat(link).isDirectoryContaining(file -> file.endsWith("bin"));
  }

  @Test
  void killedWatcherTakesTheServerDown() throws Exception {
    try (var data = DataDirectory.open(root);
        var postgres = EmbeddedPostgres.start(data)) {
      update(postgres, "CREATE TABLE song (title text)");
      ProcessHandle server = ProcessHandle.of(postgres.pid()).orElseThrow();

      ProcessHandle.of(postgres.watcherPid()).orElseThrow().destroyForcibly();

      server.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(server.isAlive()).isFalse();
    }
    try (var data = DataDirectory.open(root);
        var postgres = EmbeddedPostgres.start(data)) {
      assertThat(query(postgres, "SELECT count(*) FROM song")).isEqualTo("0");
    }
  }

  @Test
  void killedNodeTakesTheServerDownAndCommittedRowsSurvive() throws Exception {
    Process node = startNode();
    try (var output = new BufferedReader(new InputStreamReader(node.getInputStream(), UTF_8))) {
      String[] answer = output.readLine().split(" ", -1);
      ProcessHandle server = ProcessHandle.of(Long.parseLong(answer[1])).orElseThrow();
      String password = Files.readString(root.resolve("postgres/password")).strip();
      String url = "jdbc:postgresql://127.0.0.1:" + answer[0] + "/postgres";
      var there = new ExternalPostgres(url, "acequia", password);
      update(there, "CREATE TABLE song (title text)");
      update(there, "INSERT INTO song VALUES ('Asa Branca')");

      node.destroyForcibly();

      server.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(server.isAlive()).isFalse();
    }
    try (var data = DataDirectory.open(root);
        var postgres = EmbeddedPostgres.start(data)) {
      assertThat(query(postgres, "SELECT title FROM song")).isEqualTo("Asa Branca");
    }
  }

  @Test
  void aServerLeftByAnEarlierRunIsStopped() throws Exception {
    ProcessHandle orphan;
    try (var data = DataDirectory.open(root)) {
      EmbeddedPostgres.start(data).close();
      orphan = startBareServer(data);

      try (var postgres = EmbeddedPostgres.start(data)) {
        assertThat(orphan.isAlive()).isFalse();
        assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
      }
    }
  }

  @Test
  void aPidFileThatNamesAnotherProgramIsNoObstacleAndThatProgramLives() throws Exception {
    Process bystander = new ProcessBuilder("sleep", "600").start();
    try (var data = DataDirectory.open(root)) {
      EmbeddedPostgres.start(data).close();
      Files.writeString(
          data.postgres().resolve("cluster/postmaster.pid"), bystander.pid() + "\nx\n0\n5432\n");

      try (var postgres = EmbeddedPostgres.start(data)) {
        assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
        assertThat(bystander.isAlive()).isTrue();
      }
    } finally {
      bystander.destroyForcibly();
    }
  }

  @Test
  void aSecondNodeIsRefusedAndTheFirstOneLives() throws Exception {
    try (var data = DataDirectory.open(root);
        var postgres = EmbeddedPostgres.start(data)) {
      Process second = startNode();

      String said = new String(second.getInputStream().readAllBytes(), UTF_8);

      assertThat(second.waitFor()).isEqualTo(NodeProcess.REFUSED);
      assertThat(said).contains("in use by another node", "" + ProcessHandle.current().pid());
      assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void aClusterOfAnotherMajorVersionIsLeftAlone() throws Exception {
    Path cluster = Files.createDirectories(root.resolve("postgres/cluster"));
    Files.writeString(cluster.resolve("PG_VERSION"), "17\n");

    try (var data = DataDirectory.open(root)) {
      assertThatExceptionOfType(PostgresException.class)
          .isThrownBy(() -> EmbeddedPostgres.start(data))
          .withMessageContaining("written by PostgreSQL 17");
    }
    assertThat(cluster.resolve("PG_VERSION")).hasContent("17");
  }

  @Test
  void asRootItRunsAsNobodyWhereNamespacesAreDenied() throws Exception {
    assumeTrue((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0, "needs root");
    try (var data = DataDirectory.open(root)) {
      RunAs.asNobody().letThrough(root);
      try (var postgres = EmbeddedPostgres.start(data, RunAs.asNobody())) {
        update(postgres, "CREATE TABLE song (title text)");
        Path process = Path.of("/proc", "" + postgres.pid());
        assertThat(Files.getAttribute(process, "unix:uid")).isEqualTo(65_534);
      }
      try (var postgres = EmbeddedPostgres.start(data, RunAs.inNamespace())) {
        assertThat(query(postgres, "SELECT count(*) FROM song")).isEqualTo("0");
      }
    }
  }

  private static Path binaries() throws IOException {
    return PostgresBinaries.unpack(shared).directory();
  }

  private Process startNode() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            NodeProcess.class.getName(),
            root.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /// Starts the server with nobody to watch it.
  private static ProcessHandle startBareServer(DataDirectory data) throws Exception {
    List<String> command = new ArrayList<>(RunAs.choose().prefix());
    Path cluster = data.postgres().resolve("cluster");
    command.add(PostgresBinaries.unpack(data.postgres()).executable("postgres"));
    command.addAll(
        List.of("-D", cluster.toString(), "-p", Files.readString(data.postgres().resolve("port"))));
    command.addAll(List.of("-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="));
    Process server =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(data.logs().resolve("bare.log").toFile())
            .start();
    while (Postmaster.findReady(cluster).isEmpty()) {
      assertThat(server.isAlive()).isTrue();
      Thread.onSpinWait();
    }
    return server.toHandle();
  }

  private static String query(Database database, String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private static void update(Database database, String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
