package org.acequia.node.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.acequia.node.NodeFiles;
import org.acequia.web.NodeHealth.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTests {

  @TempDir private Path data;

  @Test
  void keysThatOthersCanReadAreNamed() throws IOException {
    Path key = Files.writeString(data.resolve(NodeFiles.DEVICE_KEY), "a seed");
    Path token = Files.writeString(data.resolve(NodeFiles.TOKEN), "a secret");
    allow(key, "rw-------");
    allow(token, "rw-r-----");

    allow(data, "rwxr-x---");
    assertThat(diagnosis())
        .satisfies(found -> assertThat(found.level()).isEqualTo(Level.CARE))
        .satisfies(found -> assertThat(found.said()).endsWith("in %s: token.".formatted(data)))
        .satisfies(found -> assertThat(found.todo()).startsWith("chmod 700 " + data));

    allow(token, "rw-------");
    assertThat(diagnosis().level()).as("no key is open to the group").isEqualTo(Level.GOOD);
    allow(key, "rw----r--");
    allow(data, "rwx-----x");
    assertThat(diagnosis().said()).contains(NodeFiles.DEVICE_KEY);
    allow(data, "rwx------");
    assertThat(diagnosis().said()).isEqualTo("%s is for its owner only.".formatted(data));
  }

  private Doctor.Diagnosis diagnosis() {
    return new Doctor(data, InstantSource.system())
        .look(new Doctor.Plan(List.of(), Optional.empty()), true).stream()
            .filter(found -> found.thing().equals("data"))
            .findFirst()
            .orElseThrow();
  }

  private static void allow(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }
}
