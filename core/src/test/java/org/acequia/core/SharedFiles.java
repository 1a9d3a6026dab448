package org.acequia.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/// Finds the shared collection of real files that some tests read.
public final class SharedFiles {

  private SharedFiles() {}

  /// Returns the folder `name` in the collection. Where it is absent, the calling test is skipped,
  /// and fails if `CI` is `true`.
  public static Path folder(String name) {
    Path folder = Path.of(System.getProperty("acequia.sharedData", "../../shared/data"), name);
    String missing =
        "%s is missing: set the system property acequia.sharedData to the folder of shared test files"
            .formatted(folder);
    if ("true".equals(System.getenv("CI"))) {
      assertThat(folder).as(missing).isDirectory();
    }
    assumeTrue(Files.isDirectory(folder), missing);
    return folder;
  }
}
