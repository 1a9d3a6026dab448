package org.acequia.node.accession;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;

/// What imports read of folders, and what they leave out.
final class Folders {

  private static final Set<String> LEFT_OUT = Set.of("Thumbs.db", "desktop.ini", "__MACOSX");

  private Folders() {}

  /// Returns the folder in which `path` lies; of the root, itself.
  static Path of(Path path) {
    Path folder = path.getParent();
    return folder == null ? path : folder;
  }

  /// Tells whether a file or folder is hidden, or a system's own.
  static boolean isLeftOut(Path path) {
    String name = path.getFileName().toString();
    return name.startsWith(".") || LEFT_OUT.contains(name);
  }

  /// Says why a file cannot be read.
  static String unreadable(IOException e) {
    return e instanceof NoSuchFileException
        ? "has gone away while the import was running"
        : "cannot be read: " + e.getMessage();
  }
}
