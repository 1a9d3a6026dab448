package org.acequia.node.blob;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Objects;
import org.acequia.core.store.BlobDrafts;
import org.acequia.core.store.BlobStore.Stored;
import org.acequia.core.store.BlobStoreException;
import org.acequia.core.unixfs.FileTree;
import org.acequia.core.unixfs.UnixFsHasher;
import org.acequia.node.directory.DurableFiles;
import org.jspecify.annotations.Nullable;

/// A draft in `incoming`, hashed as it grows.
final class DraftFile implements BlobDrafts.Draft {

  private static final int BUFFER_BYTES = 256 * 1024;

  private final BlobFiles files;
  private final Path path;
  private final long limitBytes;
  private final FileChannel file;
  private final UnixFsHasher hasher = new UnixFsHasher();
  private long sinceRoom = BlobFiles.ROOM_CHECKED_EVERY_BYTES;
  private @Nullable FileTree tree;

  private DraftFile(BlobFiles files, Path path, long limitBytes, FileChannel file) {
    this.files = files;
    this.path = path;
    this.limitBytes = limitBytes;
    this.file = file;
  }

  static DraftFile open(BlobFiles files, String name, long durableBytes, long limitBytes) {
    Path path = files.draft(name);
    try {
      FileChannel file = FileChannel.open(path, READ, WRITE, CREATE);
      try {
        if (file.size() > durableBytes) {
          file.truncate(durableBytes);
        }
        if (durableBytes == 0) {
          DurableFiles.syncDirectory(files.incoming());
        }
        DraftFile draft = new DraftFile(files, path, limitBytes, file);
        draft.hashAgain();
        return draft;
      } catch (IOException | RuntimeException e) {
        file.close();
        throw e;
      }
    } catch (IOException e) {
      throw files.failure("open an upload", path, e);
    }
  }

  private void hashAgain() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    while (file.read(buffer.clear(), hasher.sizeBytes()) > 0) {
      hasher.update(buffer.array(), 0, buffer.position());
    }
  }

  @Override
  public long sizeBytes() {
    return hasher.sizeBytes();
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    if (tree != null) {
      throw new IllegalStateException("The upload is sealed");
    }
    if (length > limitBytes - hasher.sizeBytes()) {
      throw new BlobStoreException.TooLarge(limitBytes);
    }
    sinceRoom += length;
    if (sinceRoom >= BlobFiles.ROOM_CHECKED_EVERY_BYTES) {
      sinceRoom = 0;
      files.requireRoom();
    }
    try {
      long at = hasher.sizeBytes();
      ByteBuffer bytes = ByteBuffer.wrap(source, offset, length);
      while (bytes.hasRemaining()) {
        at += file.write(bytes, at);
      }
      hasher.update(source, offset, length);
    } catch (IOException e) {
      throw files.failure("write an upload", path, e);
    }
  }

  @Override
  public void sync() {
    try {
      file.force(true);
    } catch (IOException e) {
      throw files.failure("make an upload durable", path, e);
    }
  }

  @Override
  public Stored seal() {
    if (tree == null) {
      sync();
      tree = hasher.finish();
    }
    return new Stored(tree.root(), tree.sizeBytes());
  }

  @Override
  public Stored complete() {
    Stored stored = seal();
    FileTree whole = Objects.requireNonNull(tree);
    try {
      @Nullable Path leaves = PartFile.writeLeaves(files, whole).orElse(null);
      if (leaves != null) {
        PartFile.sync(leaves);
      }
      files.publish(path, leaves, stored.cid());
      DurableFiles.syncDirectory(files.shard(stored.cid()));
    } catch (IOException e) {
      throw files.failure("publish an upload", path, e);
    } finally {
      close();
    }
    return stored;
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw files.failure("close an upload", path, e);
    }
  }
}
