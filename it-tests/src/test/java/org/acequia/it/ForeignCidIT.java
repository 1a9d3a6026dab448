package org.acequia.it;

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
    Path node = Node22.orSkip(importer);
    Path files = Files.createDirectory(folder.resolve("files"));
    List<String> paths = new ArrayList<>();
    for (long size : new long[] {0, 1, MIB, MIB + 1, 3 * MIB, 1_288_490_189}) {
      paths.add(sparse(files.resolve("size-" + size), size).toString());
    }

    List<String> expected = Node22.run(node, importer.resolve("cid.mjs"), paths);

    try (NodeProcess acequia = NodeProcess.on(folder.resolve("node")).start()) {
      Village.found(acequia);
      var imported = acequia.command("import", "--json", files.toString());
      assertThat(imported.exitCode()).as(imported.errors()).isZero();
      TreeSet<String> cids = new TreeSet<>();
      acequia.api().get("/api/v1/blobs").forEach(blob -> cids.add(blob.path("cid").asString()));
      assertThat(cids).isEqualTo(new TreeSet<>(expected)).hasSize(6);
    }
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
