package org.acequia.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.acequia.it.harness.Installation;
import org.acequia.it.harness.NodeProcess;
import org.acequia.it.harness.NodeProcess.CommandResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The cache that makes a start cheap is made without touching anybody's data, is used while it
/// fits, and harms nobody when it does not.
@Timeout(600)
class LauncherCacheIT {

  private static final String SHARED = "source: shared objects file";

  @TempDir private Path folder;

  @Test
  void theCacheIsMadeUsedAndForgottenWhenItNoLongerFits() throws IOException {
    Path installed = Installation.copyTo(folder.resolve("installed"));
    NodeProcess prepared =
        NodeProcess.on(folder.resolve("data"))
            .installedAt(installed, Map.of("ACEQUIA_NO_BUILD", ""));

    assertThat(prepared.bare("cache")).matches(done -> done.exitCode() == 0);
    List<Path> made = caches(installed);
    assertThat(made).hasSize(1);
    assertThat(folder.resolve("data")).doesNotExist();
    assertThat(loaded(installed)).as("where the program's first class comes from").contains(SHARED);

    breakInTheMiddle(made.getFirst());
    CommandResult broken = prepared.bare("--help");
    assertThat(broken.exitCode()).isZero();
    assertThat(broken.errors()).isEmpty();

    Path jar = installed.resolve("app/acequia.jar");
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(120)));
    CommandResult stale = prepared.bare("--help");
    assertThat(stale.exitCode()).isZero();
    assertThat(stale.errors()).isEmpty();
    assertThat(loaded(installed)).as("with a newer program").doesNotContain(SHARED);
  }

  @Test
  void aRehearsalLeavesADirectoryWithSomethingInItAlone() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Path kept = Files.writeString(data.resolve("kept"), "kept");

    CommandResult refused = NodeProcess.on(data).command("rehearse");

    assertThat(refused.exitCode()).isNotZero();
    assertThat(refused.errors()).contains("not empty");
    try (var files = Files.list(data)) {
      assertThat(files).containsExactly(kept);
    }
  }

  private static String loaded(Path installed) {
    return NodeProcess.on(installed.resolve("nowhere"), "-Xlog:class+load")
        .installedAt(installed, Map.of("ACEQUIA_NO_BUILD", ""))
        .bare("--help")
        .output()
        .lines()
        .filter(line -> line.contains("org.acequia.node.Acequia "))
        .findFirst()
        .orElse("");
  }

  private static void breakInTheMiddle(Path cache) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(cache.toFile(), "rw")) {
      file.setLength(file.length() / 2);
    }
  }

  private static List<Path> caches(Path installed) throws IOException {
    try (var files = Files.list(installed.resolve("app"))) {
      return files.filter(file -> file.toString().endsWith(".aot")).toList();
    }
  }
}
