package org.acequia.core.unixfs;

import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import org.acequia.core.cid.Sha256;

/// Finds the [FileTree] of a stream: every byte is hashed once, as part of its leaf.
///
/// Holds 32 bytes for each leaf so far. For one file and one thread.
public final class UnixFsHasher {

  private static final int INITIAL_LEAVES = 16;

  private final MessageDigest hasher = Sha256.hasher();
  private byte[] leaves = new byte[INITIAL_LEAVES * Sha256.SIZE_BYTES];
  private int leafCount;
  private int inLeaf;
  private long sizeBytes;

  /// Takes the next `length` bytes of the file, from `source` at `offset`.
  ///
  /// @throws UnixFsException if the file grows larger than [FileTree#MAX_FILE_SIZE_BYTES]; the
  ///   hasher is of no more use then
  public void update(byte[] source, int offset, int length) {
    if (length > FileTree.MAX_FILE_SIZE_BYTES - sizeBytes) {
      throw new UnixFsException(
          "A file of more than %d bytes".formatted(FileTree.MAX_FILE_SIZE_BYTES));
    }
    int position = offset;
    int left = length;
    while (left > 0) {
      if (inLeaf == FileTree.LEAF_SIZE_BYTES) {
        endLeaf();
      }
      int count = Math.min(left, FileTree.LEAF_SIZE_BYTES - inLeaf);
      hasher.update(source, position, count);
      inLeaf += count;
      position += count;
      left -= count;
    }
    sizeBytes += length;
  }

  /// Returns how many bytes were taken so far.
  public long sizeBytes() {
    return sizeBytes;
  }

  /// Ends the file and returns its tree. The hasher is of no more use then.
  public FileTree finish() {
    endLeaf();
    return FileTree.of(sizeBytes, Arrays.copyOf(leaves, leafCount * Sha256.SIZE_BYTES));
  }

  private void endLeaf() {
    int offset = leafCount * Sha256.SIZE_BYTES;
    if (offset == leaves.length) {
      leaves = Arrays.copyOf(leaves, leaves.length * 2);
    }
    try {
      hasher.digest(leaves, offset, Sha256.SIZE_BYTES);
    } catch (DigestException e) {
      throw new AssertionError("32 bytes hold a SHA-256 digest", e);
    }
    leafCount++;
    inLeaf = 0;
  }
}
