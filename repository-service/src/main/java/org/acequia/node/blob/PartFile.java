package org.acequia.node.blob;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.acequia.core.store.BlobStore.Stored;
import org.acequia.core.store.BlobStoreException;
import org.acequia.core.unixfs.FileTree;
import org.acequia.core.unixfs.UnixFsHasher;
import org.jspecify.annotations.Nullable;

/// A blob written to `incoming`, hashed, neither durable nor visible yet.
///
/// @param content its bytes
/// @param leaves the digests of its leaves, for a blob of several
/// @param tree what they hash to
record PartFile(BlobFiles files, Path content, @Nullable Path leaves, FileTree tree) {

  private static final int BUFFER_BYTES = 256 * 1024;
  private static final int SMALL_BUFFER_BYTES = 16 * 1024;
  private static final AtomicLong COUNTER = new AtomicLong();

  /// Writes all of `content`. If it throws, nothing is left.
  ///
  /// @throws IOException if reading `content` fails
  static PartFile write(BlobFiles files, InputStream content, long limitBytes) throws IOException {
    Path part = unique(files);
    try {
      FileTree tree = copy(files, content, part, limitBytes);
      return new PartFile(files, part, writeLeaves(files, tree).orElse(null), tree);
    } catch (IOException | RuntimeException e) {
      deleteAfter(e, part);
      throw e;
    }
  }

  Stored stored() {
    return new Stored(tree.root(), tree.sizeBytes());
  }

  void sync() throws IOException {
    sync(content);
    if (leaves != null) {
      sync(leaves);
    }
  }

  void publish() throws IOException {
    files.publish(content, leaves, tree.root());
  }

  void delete() {
    try {
      Files.deleteIfExists(content);
      if (leaves != null) {
        Files.deleteIfExists(leaves);
      }
    } catch (IOException e) {
      throw files.failure("discard an incoming blob", content, e);
    }
  }

  /// Writes the digests of a blob of several leaves, without making them durable.
  static Optional<Path> writeLeaves(BlobFiles files, FileTree tree) {
    if (tree.leafCount() == 1) {
      return Optional.empty();
    }
    Path path = unique(files);
    try {
      Files.write(path, tree.leafDigests(), CREATE_NEW, WRITE);
      return Optional.of(path);
    } catch (IOException e) {
      BlobStoreException failure = files.failure("write the leaves of a blob", path, e);
      deleteAfter(failure, path);
      throw failure;
    }
  }

  static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, WRITE)) {
      channel.force(true);
    }
  }

  static Path unique(BlobFiles files) {
    return files
        .incoming()
        .resolve(ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet() + BlobFiles.PART);
  }

  private static FileTree copy(BlobFiles files, InputStream content, Path part, long limitBytes)
      throws IOException {
    UnixFsHasher hasher = new UnixFsHasher();
    byte[] first = content.readNBytes(SMALL_BUFFER_BYTES);
    byte[] buffer = first.length < SMALL_BUFFER_BYTES ? first : new byte[BUFFER_BYTES];
    try (Sink sink = new Sink(files, part)) {
      byte[] source = first;
      int count = first.length;
      while (count > 0) {
        if (hasher.sizeBytes() + count > limitBytes) {
          throw new BlobStoreException.TooLarge(limitBytes);
        }
        hasher.update(source, 0, count);
        sink.write(source, count);
        count = first.length < SMALL_BUFFER_BYTES ? 0 : content.read(buffer);
        source = buffer;
      }
    }
    return hasher.finish();
  }

  private static void deleteAfter(Exception failure, Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /// Tells a failing disk from a failing source.
  private static final class Sink implements AutoCloseable {
    private final BlobFiles files;
    private final Path part;
    private final FileChannel channel;

    /// How much may be written before the next look at the disk.
    private long unchecked;

    Sink(BlobFiles files, Path part) {
      this.files = files;
      this.part = part;
      try {
        this.channel = FileChannel.open(part, WRITE, CREATE_NEW);
      } catch (IOException e) {
        throw files.failure("create an incoming blob", part, e);
      }
    }

    void write(byte[] source, int count) {
      if (unchecked < count) {
        files.requireRoom();
        unchecked = BlobFiles.ROOM_CHECKED_EVERY_BYTES;
      }
      unchecked -= count;
      try {
        ByteBuffer bytes = ByteBuffer.wrap(source, 0, count);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      } catch (IOException e) {
        throw files.failure("write an incoming blob", part, e);
      }
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw files.failure("write an incoming blob", part, e);
      }
    }
  }
}
