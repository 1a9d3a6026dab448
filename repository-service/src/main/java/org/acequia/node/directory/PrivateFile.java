package org.acequia.node.directory;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/// A small file of a data directory that only its owner may read: a key, a token.
///
/// @param path its place
public record PrivateFile(Path path) {

  /// The largest that is read.
  public static final int SIZE_BYTES_MAX = 4 << 10;

  /// Returns the content, or empty if there is no such file.
  ///
  /// @throws DataDirectoryException if it cannot be read
  public Optional<byte[]> read() {
    try (InputStream in = Files.newInputStream(path)) {
      return Optional.of(in.readNBytes(SIZE_BYTES_MAX));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw DataDirectoryException.of(directory(), e);
    }
  }

  /// Replaces the content: whole or not at all, and past a power loss once this returns.
  ///
  /// @throws DataDirectoryException if it cannot be written; the old content is kept
  public void write(byte[] content) {
    Path temporary = path.resolveSibling(path.getFileName() + ".new");
    try {
      Files.deleteIfExists(temporary);
      try (FileChannel channel =
          FileChannel.open(
              temporary,
              Set.of(CREATE_NEW, WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(temporary, path, ATOMIC_MOVE);
      DurableFiles.syncDirectory(directory());
    } catch (IOException e) {
      throw DataDirectoryException.of(directory(), e);
    }
  }

  /// Removes the file, if it is there.
  ///
  /// @throws DataDirectoryException if it cannot be removed
  public void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw DataDirectoryException.of(directory(), e);
    }
  }

  private Path directory() {
    return path.resolveSibling(".").normalize();
  }
}
