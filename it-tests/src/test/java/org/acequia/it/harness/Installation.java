package org.acequia.it.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/// The packaged application as it is installed: the launcher, and `app` beside it.
public final class Installation {

  private Installation() {}

  /// Copies what was built last to `target` and returns it.
  public static Path copyTo(Path target) throws IOException {
    Path built = NodeProcess.home().resolve("repository-service/target/app");
    Path libraries = Files.createDirectories(target.resolve("app/lib"));
    Files.copy(
        NodeProcess.home().resolve("acequia"),
        target.resolve("acequia"),
        StandardCopyOption.COPY_ATTRIBUTES);
    Files.copy(built.resolve("acequia.jar"), target.resolve("app/acequia.jar"));
    try (Stream<Path> jars = Files.list(built.resolve("lib"))) {
      for (Path jar : jars.toList()) {
        Files.copy(jar, libraries.resolve(jar.getFileName()));
      }
    }
    return target;
  }

  /// Lets everybody read it and nobody write it.
  public static void makeReadOnly(Path installed) {
    Commands.run(List.of("chmod", "-R", "a-w,a+rX", installed.toString()));
  }
}
