package org.acequia.node.directory;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// What [java.nio.file.Files] does not offer to whoever must survive power loss and full disks.
public final class DurableFiles {

  /// Below this much usable space a failed write is put down to a full disk.
  private static final long FULL_BELOW_BYTES = 64 * 1024;

  private DurableFiles() {}

  /// Makes creations, renames and removals in `directory` survive power loss.
  public static void syncDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, READ)) {
      channel.force(true);
    }
  }

  /// Returns whether `failure`, met while writing `neededBytes` below `directory`, is the disk (or
  /// the quota) being full. The file system's own account of its space decides; the system's words
  /// are heard only where that account cannot know (quotas, inodes).
  public static boolean isDiskFull(Path directory, long neededBytes, IOException failure) {
    try {
      long usable = Files.getFileStore(directory).getUsableSpace();
      if (usable < Math.max(FULL_BELOW_BYTES, neededBytes)) {
        return true;
      }
    } catch (IOException _) {
      // a file system that cannot say how full it is leaves only its words
    }
    String words =
        failure instanceof FileSystemException e
            ? orEmpty(e.getReason())
            : orEmpty(failure.getMessage());
    return words.contains("No space left on device") || words.contains("Disk quota exceeded");
  }

  /// Deletes `path` and all below it, following no links. What is not there is no failure.
  public static void deleteTree(Path path) throws IOException {
    if (Files.notExists(path, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
