package org.acequia.node.health;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/// How much room directories take. What goes away while it is looked at does not count.
final class DirectorySizes {

  private DirectorySizes() {}

  /// Returns the bytes in all files below `directory`; 0 where it is not there or cannot be read.
  static long of(Path directory) {
    Total total = new Total();
    try {
      Files.walkFileTree(directory, total);
    } catch (IOException _) {
      return total.sizeBytes; // what could be seen, rather than nothing
    }
    return total.sizeBytes;
  }

  private static final class Total extends SimpleFileVisitor<Path> {
    private long sizeBytes;

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      sizeBytes += attributes.size();
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      return FileVisitResult.CONTINUE;
    }
  }
}
