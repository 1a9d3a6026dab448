package org.acequia.node.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTests {

  @TempDir private Path folder;

  @Test
  void aNewDirectoryIsItsOwnersOnlyAndSaysItsVersion() throws IOException {
    try (var data = DataDirectory.open(folder.resolve("new/data"))) {
      assertThat(data.path().resolve("VERSION")).hasContent("1");
      assertThat(Files.getPosixFilePermissions(data.path()))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void aDirectoryInUseIsRefusedUntilItIsClosed() {
    try (var _ = DataDirectory.open(folder)) {
      assertThatExceptionOfType(DataDirectoryException.InUse.class)
          .isThrownBy(() -> DataDirectory.open(folder))
          .withMessageContaining("Stop that node");
    }
    DataDirectory.open(folder).close();
  }

  @Test
  void aNewerDirectoryIsRefusedAndLeftAsItIs() throws IOException {
    Files.writeString(folder.resolve("VERSION"), "2\n");

    assertThatExceptionOfType(DataDirectoryException.NewerVersion.class)
        .isThrownBy(() -> DataDirectory.open(folder));
    assertThat(folder.resolve("VERSION")).hasContent("2");
  }

  @Test
  void aVersionThatIsNoNumberIsRefused() throws IOException {
    Files.writeString(folder.resolve("VERSION"), "shopping list");

    assertThatExceptionOfType(DataDirectoryException.Unreadable.class)
        .isThrownBy(() -> DataDirectory.open(folder));
  }

  @Test
  void aFileIsNoDataDirectory() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatExceptionOfType(DataDirectoryException.class)
        .isThrownBy(() -> DataDirectory.open(file))
        .withMessageContaining(file.toString());
  }

  @Test
  void aDirectoryInProcIsNotWritable() {
    assertThatExceptionOfType(DataDirectoryException.class)
        .isThrownBy(() -> DataDirectory.open(Path.of("/proc/acequia")));
  }
}
