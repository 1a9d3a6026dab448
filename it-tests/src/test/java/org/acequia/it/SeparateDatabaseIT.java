package org.acequia.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.acequia.it.harness.Commands;
import org.acequia.it.harness.Installation;
import org.acequia.it.harness.NodeProcess;
import org.acequia.it.harness.SeparatePostgres;
import org.acequia.it.harness.Users;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// The layout of a container, with or without an engine: the application in a directory that cannot
/// be written, a user without rights, and a PostgreSQL that somebody else runs.
@Timeout(600)
class SeparateDatabaseIT {

  private static final String NODE_USER = "nobody";

  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createTempDirectory("acequia-separate");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @AfterEach
  void deleteFolder() {
    Commands.run(List.of("chmod", "-R", "u+w", folder.toString()));
    Commands.run(List.of("rm", "-rf", folder.toString()));
  }

  @Test
  void anInstalledNodeOfAnUnprivilegedUserWorksOnASeparateDatabase()
      throws IOException, SQLException {
    if (DockerClientFactory.instance().isDockerAvailable()) {
      try (PostgreSQLContainer postgres = new PostgreSQLContainer("postgres:18")) {
        postgres.start();
        useNodeOn(
            postgres.getJdbcUrl()
                + "&user=%s&password=%s".formatted(postgres.getUsername(), postgres.getPassword()));
      }
    } else {
      try (SeparatePostgres postgres = SeparatePostgres.start(folder)) {
        useNodeOn(postgres.jdbcUrl());
      }
    }
  }

  private void useNodeOn(String jdbcUrl) throws IOException {
    Path installed = Installation.copyTo(folder.resolve("installed"));
    Installation.makeReadOnly(installed);
    List<String> before = listing(installed);
    Path volume = Files.createDirectory(folder.resolve("volume"));
    Path song = Files.writeString(folder.resolve("song.txt"), "Jongo da Serrinha");
    NodeProcess prepared =
        NodeProcess.on(volume.resolve("data"))
            .installedAt(
                installed,
                Map.of(
                    "ACEQUIA_JDBC_URL", jdbcUrl, "HOME", "/nonexistent", "ACEQUIA_NO_BUILD", ""));
    if (Users.isRoot()) {
      Commands.run(List.of("chown", NODE_USER, volume.toString()));
      prepared.under(Users.as(NODE_USER));
    }
    try (NodeProcess node = prepared) {
      node.start();
      assertRunsAsTheyShould(node);
      assertThat(node.command("setup", "--community", "San Isidro", "--curator", "Rosa").exitCode())
          .isZero();
      assertThat(node.command("import", "--collection", "Songs", song.toString()).exitCode())
          .isZero();
      awaitFound(node);

      node.stop();
      node.start();

      awaitFound(node);
      assertThat(node.command("verify").exitCode()).isZero();
    }
    assertThat(volume.resolve("data/postgres")).doesNotExist();
    assertThat(listing(installed)).as("the application's directory").isEqualTo(before);
    assertThat(prepared.output()).doesNotContain(jdbcUrl).doesNotContain("password=");
  }

  private static void assertRunsAsTheyShould(NodeProcess node) throws IOException {
    Awaitility.await("the node says that it runs")
        .atMost(NodeProcess.START_PATIENCE)
        .until(() -> node.output().contains("Acequia"));
    assertThat(ProcessHandle.of(node.pid()).orElseThrow().descendants().toList())
        .as("programs that the node started")
        .isEmpty();
    if (Users.isRoot()) {
      assertThat(Files.getOwner(Path.of("/proc/%d".formatted(node.pid()))).getName())
          .isEqualTo(NODE_USER);
    }
  }

  private static void awaitFound(NodeProcess node) {
    Awaitility.await("the song is found")
        .atMost(NodeProcess.START_PATIENCE)
        .untilAsserted(() ->
            assertThat(node.api().get("/api/v1/search?q=song").path("total").asLong()).isOne());
  }

  private static List<String> listing(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.map(Path::toString).sorted().toList();
    }
  }
}
