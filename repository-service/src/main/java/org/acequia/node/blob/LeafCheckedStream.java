package org.acequia.node.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.Objects;
import org.acequia.core.cid.Sha256;
import org.acequia.core.store.BlobStoreException;
import org.acequia.core.unixfs.FileTree;
import org.acequia.core.unixfs.LeafRange;

/// Part of a blob, handed out leaf by leaf, each checked before its first byte is. Holds one leaf
/// in memory.
final class LeafCheckedStream extends InputStream {

  private final FileTree tree;
  private final FileChannel file;
  private final long end;
  private final MessageDigest hasher = Sha256.hasher();
  private final ByteBuffer leaf;
  private int loaded = -1;
  private long position;

  /// @param file closed with this stream
  /// @param start of the first byte to hand out
  /// @param end after the last one, at most the size of the blob
  LeafCheckedStream(FileTree tree, FileChannel file, long start, long end) {
    this.tree = tree;
    this.file = file;
    this.position = start;
    this.end = end;
    this.leaf = ByteBuffer.allocate((int) Math.min(FileTree.LEAF_SIZE_BYTES, tree.sizeBytes()));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (position >= end) {
      return -1;
    }
    load((int) (position / FileTree.LEAF_SIZE_BYTES));
    int inLeaf = (int) (position % FileTree.LEAF_SIZE_BYTES);
    int count = (int) Math.min(Math.min(length, leaf.limit() - inLeaf), end - position);
    leaf.get(inLeaf, target, offset, count);
    position += count;
    return count;
  }

  @Override
  public int available() {
    int inLeaf = (int) (position % FileTree.LEAF_SIZE_BYTES);
    boolean isLoaded = position < end && position / FileTree.LEAF_SIZE_BYTES == loaded;
    return isLoaded ? (int) Math.min(leaf.limit() - inLeaf, end - position) : 0;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void load(int index) throws IOException {
    if (index == loaded) {
      return;
    }
    loaded = -1;
    LeafRange range = tree.leafRange(index);
    leaf.clear().limit(range.sizeBytes());
    while (leaf.hasRemaining() && file.read(leaf, range.offset() + leaf.position()) >= 0) {
      // a channel may return less than asked for
    }
    boolean whole = !leaf.hasRemaining();
    hasher.update(leaf.flip());
    if (!Sha256.finish(hasher).equals(tree.leaf(index)) || !whole) {
      throw new BlobStoreException.Corrupt(
          tree.root(), "leaf %d, at byte %d, has other bytes".formatted(index, range.offset()));
    }
    leaf.rewind();
    loaded = index;
  }
}
