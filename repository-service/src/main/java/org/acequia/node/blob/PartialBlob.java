package org.acequia.node.blob;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Objects;
import org.acequia.core.cid.Sha256;
import org.acequia.core.store.BlobStore;
import org.acequia.core.store.BlobStore.Arrival;
import org.acequia.core.store.BlobStore.Stored;
import org.acequia.core.unixfs.FileTree;
import org.acequia.core.unixfs.LeafRange;
import org.acequia.node.directory.DurableFiles;
import org.jspecify.annotations.Nullable;

/// A blob being received into `incoming`. All before [#leafStart] is verified; what follows is the
/// beginning of one leaf, which is hashed as it arrives.
final class PartialBlob implements BlobStore.Incoming {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final BlobFiles files;
  private final PartialFiles partials;
  private final FileTree tree;
  private final Path path;
  private final FileChannel file;
  private final MessageDigest hasher = Sha256.hasher();
  private long leafStart;
  private long position;

  /// Whether the leaf begins with bytes of an earlier connection.
  private boolean inherited;

  private boolean closed;

  private PartialBlob(BlobFiles files, PartialFiles partials, FileTree tree, FileChannel file) {
    this.files = files;
    this.partials = partials;
    this.tree = tree;
    this.path = partials.content(tree.root());
    this.file = file;
  }

  /// Opens what an earlier attempt left, and hashes it again as far as it holds.
  static PartialBlob resume(BlobFiles files, PartialFiles partials, FileTree tree) {
    Path path = partials.content(tree.root());
    try {
      FileChannel file = FileChannel.open(path, READ, WRITE, CREATE);
      try {
        PartialBlob blob = new PartialBlob(files, partials, tree, file);
        blob.verifyKept();
        return blob;
      } catch (IOException | RuntimeException e) {
        file.close();
        throw e;
      }
    } catch (IOException e) {
      throw files.failure("resume a blob", path, e);
    }
  }

  @Override
  public FileTree tree() {
    return tree;
  }

  @Override
  public long resumeOffset() {
    return position;
  }

  @Override
  public Arrival write(byte[] source, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, source.length);
    requireOpen();
    if (length > tree.sizeBytes() - position) {
      throw new IllegalArgumentException(
          "%d bytes at %d of a blob of %d".formatted(length, position, tree.sizeBytes()));
    }
    try {
      int taken = 0;
      while (taken < length) {
        LeafRange leaf = leaf();
        int count = (int) Math.min(length - taken, leaf.offset() + leaf.sizeBytes() - position);
        append(source, offset + taken, count);
        taken += count;
        if (!endLeafIfWhole()) {
          return rejected();
        }
      }
      return new Arrival.Taken(position);
    } catch (IOException e) {
      throw keepVerified(e);
    }
  }

  @Override
  public Stored complete() {
    requireOpen();
    if (position < tree.sizeBytes() || (tree.sizeBytes() == 0 && !isEmptyLeaf())) {
      throw new IllegalStateException(
          "%d bytes are missing of blob %s".formatted(tree.sizeBytes() - position, tree.root()));
    }
    @Nullable Path leaves = null;
    try {
      leaves = PartFile.writeLeaves(files, tree).orElse(null);
      if (leaves != null) {
        PartFile.sync(leaves);
      }
      file.force(true);
      files.publish(path, leaves, tree.root());
      DurableFiles.syncDirectory(files.shard(tree.root()));
    } catch (IOException e) {
      throw files.failure("publish a received blob", path, e);
    } finally {
      close();
    }
    return new Stored(tree.root(), tree.sizeBytes());
  }

  @Override
  public void discard() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw files.failure("discard a received blob", path, e);
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      file.close();
    } catch (IOException e) {
      throw files.failure("close a received blob", path, e);
    } finally {
      partials.released(tree.root());
    }
  }

  private void verifyKept() throws IOException {
    if (file.size() > tree.sizeBytes()) {
      file.truncate(tree.sizeBytes());
    }
    long kept = file.size();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    while (position < kept) {
      LeafRange leaf = leaf();
      long end = Math.min(kept, leaf.offset() + leaf.sizeBytes());
      buffer.clear().limit((int) Math.min(BUFFER_BYTES, end - position));
      int count = file.read(buffer, position);
      if (count < 0) {
        break;
      }
      hasher.update(buffer.flip());
      position += count;
      inherited = true;
      if (!endLeafIfWhole()) {
        var _ = rejected();
        return;
      }
    }
  }

  /// Returns false if a leaf came to its end and is not what it should be.
  private boolean endLeafIfWhole() {
    LeafRange leaf = leafAt(leafStart);
    if (position < leaf.offset() + leaf.sizeBytes()) {
      return true;
    }
    int index = (int) (leafStart / FileTree.LEAF_SIZE_BYTES);
    if (!Sha256.finish(hasher).equals(tree.leaf(index))) {
      return false;
    }
    leafStart = position;
    inherited = false;
    return true;
  }

  private Arrival rejected() throws IOException {
    boolean senderAtFault = !inherited;
    dropLeaf();
    return new Arrival.Rejected(position, senderAtFault);
  }

  private void dropLeaf() throws IOException {
    position = leafStart;
    inherited = false;
    hasher.reset();
    file.truncate(leafStart);
  }

  private RuntimeException keepVerified(IOException e) {
    RuntimeException failure = files.failure("write a received blob", path, e);
    try {
      dropLeaf();
    } catch (IOException again) {
      failure.addSuppressed(again);
    }
    return failure;
  }

  private void append(byte[] source, int offset, int length) throws IOException {
    if (position == leafStart) {
      files.requireRoom();
    }
    ByteBuffer bytes = ByteBuffer.wrap(source, offset, length);
    while (bytes.hasRemaining()) {
      file.write(bytes, position + bytes.position() - offset);
    }
    hasher.update(source, offset, length);
    position += length;
  }

  private LeafRange leaf() {
    return leafAt(position);
  }

  private LeafRange leafAt(long offset) {
    return tree.leafRange((int) Math.min(offset / FileTree.LEAF_SIZE_BYTES, tree.leafCount() - 1));
  }

  private boolean isEmptyLeaf() {
    return tree.leaf(0).equals(Sha256.of(new byte[0]));
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("Blob %s is closed".formatted(tree.root()));
    }
  }
}
