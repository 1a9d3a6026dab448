package org.acequia.node.directory;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A data directory cannot be used. The message is for the operator: what happened, what was kept,
/// what to do. Subtypes differ in what to do.
public abstract sealed class DataDirectoryException extends RuntimeException {

  private DataDirectoryException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  static DataDirectoryException of(Path root, IOException failure) {
    Path existing = root;
    while (!existing.toFile().exists() && existing.getParent() != null) {
      existing = existing.getParent();
    }
    if (DurableFiles.isDiskFull(existing, 0, failure)) {
      return new NoSpace(root, 0, failure);
    }
    return existing.toFile().isDirectory() && !existing.toFile().canWrite()
        ? new NotWritable(root, failure)
        : new Unreadable(root, failure.toString(), failure);
  }

  /// Another node runs on it.
  public static final class InUse extends DataDirectoryException {
    InUse(Path root, String pid) {
      super(
          "The data directory %s is in use by another node%s. Nothing was changed. Stop that node, or choose another directory with --data."
              .formatted(root, pid.isBlank() ? "" : " (process " + pid + ")"),
          null);
    }
  }

  /// A newer Acequia wrote it.
  public static final class NewerVersion extends DataDirectoryException {
    NewerVersion(Path root, int version) {
      super(
          "The data directory %s was written by a newer Acequia (layout %d; this one knows %d). Nothing was changed. Update Acequia, or choose another directory with --data."
              .formatted(root, version, DataDirectory.LAYOUT_VERSION),
          null);
    }
  }

  /// This user may not write to it.
  public static final class NotWritable extends DataDirectoryException {
    NotWritable(Path root, Throwable cause) {
      super(
          "The data directory %s cannot be written by %s. Nothing was changed. Give it to this user (chown), or choose another directory with --data."
              .formatted(root, System.getProperty("user.name")),
          cause);
    }
  }

  /// There is not enough room.
  public static final class NoSpace extends DataDirectoryException {
    /// @param neededBytes how much must be free, or 0 if not known
    public NoSpace(Path root, long neededBytes, @Nullable Throwable cause) {
      super(
          "There is no space left for the data directory %s. What was stored before is untouched. Free %s on that disk, or choose another directory with --data."
              .formatted(root, neededBytes == 0 ? "some space" : (neededBytes >> 20) + " MiB"),
          cause);
    }
  }

  /// It is not what a data directory looks like, or the disk fails.
  public static final class Unreadable extends DataDirectoryException {
    Unreadable(Path root, String reason, @Nullable Throwable cause) {
      super(
          "The data directory %s cannot be used: %s. Nothing was changed. Check the path and the disk, or choose another directory with --data."
              .formatted(root, reason),
          cause);
    }
  }
}
