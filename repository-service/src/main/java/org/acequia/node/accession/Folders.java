package org.acequia.node.accession;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import org.acequia.node.jobs.Said;
import org.acequia.web.Words;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What imports read of folders, and what they leave out.
final class Folders {

  private static final Logger LOG = LoggerFactory.getLogger(Folders.class);
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
  static Words unreadable(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> Said.FILE_GONE.with();
      case AccessDeniedException _ -> Said.FILE_CLOSED.with();
      default -> {
        LOG.warn("A file to take in cannot be read: {}", why(e));
        yield Said.FILE_UNREADABLE.with();
      }
    };
  }

  /// Says what the system says, without the file's name: the finding has it.
  static String why(IOException e) {
    return e instanceof FileSystemException file
        ? "%s (%s)".formatted(e.getClass().getSimpleName(), file.getReason())
        : e.toString();
  }
}
