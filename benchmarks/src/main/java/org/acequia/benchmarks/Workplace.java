package org.acequia.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A fresh directory below the system's temporary one, which goes away with all that is in it.
record Workplace(Path path) implements AutoCloseable {

  static Workplace open() throws IOException {
    return new Workplace(Files.createTempDirectory("acequia-bench-"));
  }

  /// Returns a new directory in it.
  Path directory(String name) throws IOException {
    return Files.createDirectories(path.resolve(name));
  }

  /// Deletes a file or a directory in it.
  static void delete(Path tree) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(tree)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path one : all) {
      Files.deleteIfExists(one);
    }
  }

  @Override
  public void close() throws IOException {
    delete(path);
  }
}
