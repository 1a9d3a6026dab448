package org.acequia.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.acequia.it.foreign.Node22;
import org.acequia.it.harness.NodeProcess;
import org.acequia.it.harness.Village;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file has the name that another implementation gives it.
class ForeignCidIT {

  private static final long MIB = 1 << 20;

  @TempDir private Path folder;

  @Test
  void filesOfAwkwardSizesHaveTheCidsOfAnIndependentImplementation() throws IOException {
    Path importer = NodeProcess.home().resolve("it-tests/foreign/unixfs-importer");
    Requires.that(
        Files.isDirectory(importer.resolve("node_modules")),
        "The foreign importer is not installed: run `npm ci` in " + importer);
    String node =
        Requires.present(
            Node22.find(importer.resolveSibling("js-libp2p")),
            "Node.js 22 is missing: run `npm ci` in it-tests/foreign/js-libp2p");
    Path files = Files.createDirectory(folder.resolve("files"));
    List<String> paths = new ArrayList<>();
    for (long size : new long[] {0, 1, MIB, MIB + 1, 3 * MIB, 1_288_490_189}) {
      paths.add(sparse(files.resolve("size-" + size), size).toString());
    }

    List<String> expected = foreignCids(node, importer.resolve("cid.mjs"), paths);

    try (NodeProcess acequia = NodeProcess.on(folder.resolve("node")).start()) {
      Village.found(acequia);
      var imported = acequia.command("import", "--json", files.toString());
      assertThat(imported.exitCode()).as(imported.errors()).isZero();
      TreeSet<String> cids = new TreeSet<>();
      acequia.api().get("/api/v1/blobs").forEach(blob -> cids.add(blob.path("cid").asString()));
      assertThat(cids).isEqualTo(new TreeSet<>(expected)).hasSize(6);
    }
  }

  private static List<String> foreignCids(String node, Path script, List<String> paths)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(node, script.toString()));
    command.addAll(paths);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
  }

  /// A file that differs from all zeros at its beginning, so that leaves differ from one another.
  private static Path sparse(Path path, long size) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(size);
      if (size > 0) {
        file.write('a');
      }
    }
    return path;
  }
}
