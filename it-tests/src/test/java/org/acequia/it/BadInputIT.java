package org.acequia.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.acequia.it.harness.NodeProcess;
import org.acequia.it.harness.NodeProcess.CommandResult;
import org.acequia.it.harness.Village;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whatever is wrong is said in words, and loses nothing.
@TestInstance(Lifecycle.PER_CLASS)
class BadInputIT {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private static Path folder;
  private NodeProcess node;

  @BeforeAll
  void startNode() {
    node = NodeProcess.on(folder.resolve("node")).start();
    Village.found(node);
  }

  @AfterAll
  void stopNode() {
    node.close();
  }

  @Test
  void aSecondNodeOnTheSameDataDirectoryIsRefusedAndTheFirstGoesOn() {
    CommandResult second = node.command("run", "--port", "0", "--p2p-port", "0");

    assertThat(second.exitCode()).isNotZero();
    assertThat(second.errors()).contains("in use").doesNotContain("\tat ");
    assertThat(node.api().answers()).isTrue();
  }

  @Test
  void aPortInUseIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      String port = Integer.toString(taken.getLocalPort());
      NodeProcess other = NodeProcess.on(folder.resolve("port"));

      CommandResult http = other.command("run", "--port", port, "--p2p-port", "0");
      assertThat(http.exitCode()).isNotZero();
      assertThat(http.errors()).contains(port).contains("--port").doesNotContain("\tat ");

      CommandResult p2p = other.command("run", "--port", "0", "--p2p-port", port);
      assertThat(p2p.exitCode()).isNotZero();
      assertThat(p2p.errors()).contains(port).contains("--p2p-port").doesNotContain("\tat ");
    }
  }

  @Test
  void aDataDirectoryOfANewerVersionIsLeftAlone() throws IOException {
    Path newer = Files.createDirectory(folder.resolve("newer"));
    Files.writeString(newer.resolve("VERSION"), "999\n");

    CommandResult result = NodeProcess.on(newer).command("run", "--port", "0", "--p2p-port", "0");

    assertThat(result.exitCode()).isNotZero();
    assertThat(result.errors()).contains("newer").doesNotContain("\tat ");
    try (var files = Files.list(newer)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .doesNotContain("postgres", "blobs");
    }
    assertThat(newer.resolve("VERSION")).hasContent("999");
  }

  @Test
  void aBrokenTableIsNamedByRowAndColumnAndTheRestIsTakenIn() throws IOException {
    Path table =
        Files.writeString(
            folder.resolve("songs.csv"), "id,title\n1,Jongo\n2,Say hey, again\n3,Cururu\n");

    JsonNode job = importInto(table, "--collection", "Broken table");

    assertThat(job.path("progress").path("added").asLong()).isEqualTo(2);
    assertThat(job.path("progress").path("refusals").toString())
        .contains("songs.csv, line 3")
        .contains("It has 3 cells", "wrong.row.cells");
  }

  @Test
  void aTableInAnotherEncodingSaysSo() throws IOException {
    Path table = folder.resolve("latin.csv");
    Files.write(table, "id,title\n1,España\n".getBytes(ISO_8859_1));

    CommandResult result = node.command("import", table.toString());

    assertThat(result.exitCode()).isNotZero();
    assertThat(result.output() + result.errors()).contains("UTF-8");
  }

  @Test
  void aBrokenMappingIsNamedByKeyAndNothingIsTakenIn() throws IOException {
    Path table = Files.writeString(folder.resolve("t.csv"), "a\n1\n");
    Path mapping = Files.writeString(folder.resolve("m.json"), "{\"terms\":{\"titel\":\"a\"}}");

    CommandResult result =
        node.command("import", "--mapping", mapping.toString(), table.toString());

    assertThat(result.exitCode()).isNotZero();
    assertThat(result.output() + result.errors())
        .contains("titel")
        .contains("Nothing was taken in");
  }

  @Test
  void awkwardNamesAndEmptyFilesAreTakenInAndShownHarmless() throws IOException {
    Path files = Files.createDirectory(folder.resolve("awkward"));
    String longest = "ñ".repeat(125) + ".txt";
    assertThat(longest.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(255);
    List<String> names =
        List.of("..hidden-not.txt.", "a\nb\u0007.txt", longest, "x".repeat(255), "<b>.txt");
    for (String name : names) {
      Files.writeString(files.resolve(name), name);
    }
    Files.createFile(files.resolve("empty.txt"));

    JsonNode job = importInto(files, "--collection", "Awkward");

    assertThat(job.path("state").asString()).isEqualTo("DONE");
    assertThat(job.path("progress").path("added").asLong()).isGreaterThanOrEqualTo(5);
    JsonNode hits = node.api().get("/api/v1/search?q=b&limit=100");
    assertThat(hits.toString()).doesNotContain("\\u0007").doesNotContain("\\n");
  }

  @Test
  void aFileBesideATableCannotLieOutsideItsFolder() throws IOException {
    Path inside = Files.createDirectory(folder.resolve("inside"));
    Files.writeString(folder.resolve("secret.txt"), "secret");
    Path table =
        Files.writeString(inside.resolve("songs.csv"), "title,file\nEscape,../secret.txt\n");

    JsonNode job = importInto(table, "--collection", "Escapes");

    assertThat(job.path("progress").path("added").asLong()).isZero();
    assertThat(job.path("progress").path("refusals").toString()).contains("../secret.txt");
  }

  @Test
  void aMissingPathIsNamed() {
    CommandResult result = node.command("import", folder.resolve("not-there").toString());

    assertThat(result.exitCode()).isNotZero();
    assertThat(result.output() + result.errors()).contains("not-there");
  }

  @Test
  void anInviteIsGoodForOneNodeOnly() {
    String invite = Village.invite(node);
    try (NodeProcess first = NodeProcess.on(folder.resolve("first")).start();
        NodeProcess second = NodeProcess.on(folder.resolve("second")).start()) {
      Village.join(first, invite);

      var refused =
          second
              .api()
              .postRaw(
                  "/api/v1/setup",
                  Map.of("invite", invite, "curator", "Eve", "password", Village.PASSWORD));

      assertThat(refused.statusCode()).isBetween(400, 499);
      assertThat(new String(refused.body(), UTF_8)).contains("used");
      Village.join(second, node);
    }
  }

  @Test
  void neitherATextThatIsNoInviteNorAReservedNameLetsAnybodyIn() {
    try (NodeProcess stranger = NodeProcess.on(folder.resolve("stranger")).start()) {
      for (String text : List.of("hello", "acequia1:", "acequia1:aaaa", "x".repeat(20_000))) {
        var refused =
            stranger
                .api()
                .postRaw(
                    "/api/v1/setup",
                    Map.of("invite", text, "curator", "Eve", "password", Village.PASSWORD));
        assertThat(refused.statusCode()).as(text).isBetween(400, 499);
      }
      // The first curator may pass for the node or its operator as little as any later one; and
      // an invite that nobody came in by stays good.
      String invite = Village.invite(node);
      for (String name : List.of("Operator", "the operator", "A node of San Isidro")) {
        for (Map<String, String> way :
            List.of(Map.of("community", "Vila"), Map.of("invite", invite))) {
          Map<String, String> wish = new HashMap<>(way);
          wish.put("curator", name);
          wish.put("password", Village.PASSWORD);
          assertThat(stranger.api().postRaw("/api/v1/setup", wish).statusCode())
              .as("%s, %s", name, way.keySet())
              .isEqualTo(409);
        }
      }
      Village.join(stranger, invite);
    }
  }

  @Test
  void theApiRefusesWhoHasNoToken() throws IOException {
    Path noToken = Files.createDirectory(folder.resolve("no-token"));
    var api = NodeProcess.apiWithout(node, noToken);

    assertThat(api.postRaw("/api/v1/imports", Map.of("paths", List.of("/etc"))).statusCode())
        .isBetween(401, 403);
    assertThat(api.postRaw("/api/v1/invites", Map.of()).statusCode()).isBetween(401, 403);
    assertThat(api.getRaw("/api/v1/blobs").statusCode()).isBetween(401, 403);
  }

  @Test
  void aFullDiskRefusesPolitelyAndLosesNothing() throws IOException, InterruptedException {
    Requires.that(
        "root".equals(System.getProperty("user.name")),
        "A small disk can be made by root only: run the tests as root");
    Path disk = Files.createDirectory(folder.resolve("disk"));
    run("mount", "-t", "tmpfs", "-o", "size=320m", "tmpfs", disk.toString());
    try (NodeProcess small = NodeProcess.on(disk.resolve("node")).start()) {
      Village.found(small);
      Path kept = Files.writeString(folder.resolve("kept.txt"), "kept");
      assertThat(small.command("import", "--collection", "Kept", kept.toString()).exitCode())
          .isZero();
      Path large = folder.resolve("large.bin");
      try (var out = Files.newOutputStream(large)) {
        byte[] block = new byte[1 << 20];
        for (int i = 0; i < 400; i++) {
          block[0] = (byte) i;
          block[1] = (byte) (i >> 8);
          out.write(block);
        }
      }

      CommandResult refused = small.command("import", "--collection", "Large", large.toString());

      assertThat(refused.exitCode()).isNotZero();
      assertThat(refused.output() + refused.errors()).contains("disk is nearly full", "Make room");
      assertThat(small.api().get("/api/v1/search?q=kept").path("total").asLong()).isOne();
      assertThat(small.command("verify", "--json").exitCode()).isZero();
    } finally {
      run("umount", "-l", disk.toString());
    }
  }

  @Test
  void withoutAJdkTheLauncherSaysHowToGetOne() throws IOException, InterruptedException {
    Requires.that(
        "root".equals(System.getProperty("user.name")),
        "JDKs can be hidden by root only: run the tests as root");
    Path old = folder.resolve("old-jdk");
    Files.createDirectories(old.resolve("bin"));
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
    for (String program : List.of("java", "javac")) {
      Path file = Files.writeString(old.resolve("bin").resolve(program), "#!/bin/sh\nexit 1\n");
      file.toFile().setExecutable(true);
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                "unshare",
                "-m",
                "sh",
                "-c",
                "mount -t tmpfs none /usr/lib/jvm; exec \"$@\"",
                "sh"));
    command.add(NodeProcess.home().resolve("acequia").toString());
    command.add("run");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("ACEQUIA_JAVA_HOME", old.toString());

    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).isEqualTo(69);
    assertThat(said).contains("JDK 25").contains("17").contains("adoptium");
  }

  private JsonNode importInto(Path path, String... options) {
    List<String> arguments = new ArrayList<>(List.of("import", "--json"));
    arguments.addAll(List.of(options));
    arguments.add(path.toString());
    CommandResult result = node.command(arguments.toArray(String[]::new));
    return JSON.readTree(result.output());
  }

  private static void run(String... command) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
        .as(String.join(" ", new TreeSet<>(List.of(command))))
        .isZero();
  }
}
