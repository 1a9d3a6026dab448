package org.acequia.it.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import org.acequia.it.Requires;

/// The folder of real files that tests read.
public final class SharedData {

  private static final String PROPERTY = "acequia.sharedData";

  private SharedData() {}

  /// Returns the folder, or skips the test (fails it on a build server) where there is none.
  public static Path root() {
    Path root =
        Path.of(System.getProperty(PROPERTY, "../../shared/data")).toAbsolutePath().normalize();
    Requires.that(
        Files.isDirectory(root),
        "The shared data are not at %s: name their folder with -D%s=…".formatted(root, PROPERTY));
    return root;
  }
}
