package org.acequia.node.directory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/// Space on the disk that is left free by whoever takes files in, so that the database, the index
/// and everything that reads go on when the rest is full.
///
/// @param directory on the disk in question
public record SpaceReserve(Path directory) {

  /// The most that is left free, in bytes.
  public static final long RESERVE_BYTES_MAX = 1L << 30;

  /// What part of the disk is left free, where that is less: one twentieth.
  public static final int RESERVE_PART = 20;

  /// Returns how many bytes can still be taken in; 0 where the reserve has begun.
  ///
  /// @throws UncheckedIOException if the disk cannot say
  public long roomBytes() {
    try {
      FileStore disk = Files.getFileStore(directory);
      long reserve = Math.min(RESERVE_BYTES_MAX, disk.getTotalSpace() / RESERVE_PART);
      return Math.max(0, disk.getUsableSpace() - reserve);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot tell how full the disk of %s is".formatted(directory), e);
    }
  }
}
