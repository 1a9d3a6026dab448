package org.acequia.core.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import org.acequia.core.cid.Sha256;

/// A [SetIndex] in memory: an immutable B+-tree, of which adding copies one path.
///
/// - [#at], [#lowerBound], [#sum] and [#add] take O(log n); [#snapshot] takes O(1), for a snapshot
///   is the root of the moment.
/// - A record takes about 42 bytes: a leaf is one array without slack, and filling in ascending
///   order leaves full leaves behind.
///
/// Readers never wait; writers take turns.
public final class MemorySetIndex implements SetIndex {

  private volatile SetTree root;

  /// Makes an empty index.
  public MemorySetIndex() {
    this(SetTree.EMPTY);
  }

  private MemorySetIndex(SetTree root) {
    this.root = root;
  }

  @Override
  public int size() {
    return root.size();
  }

  @Override
  public Entry at(int position) {
    SetTree now = root;
    return now.at(Objects.checkIndex(position, now.size()));
  }

  @Override
  public int lowerBound(long time, Sha256 digest) {
    return root.lowerBound(time, digest);
  }

  @Override
  public byte[] sum(int from, int to) {
    SetTree now = root;
    Objects.checkFromToIndex(from, to, now.size());
    long[] total = new long[SetTree.SUM_WORDS];
    now.addPrefix(to, total, false);
    now.addPrefix(from, total, true);
    ByteBuffer bytes = ByteBuffer.allocate(Sha256.SIZE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long word : total) {
      bytes.putLong(word);
    }
    return bytes.array();
  }

  @Override
  public synchronized void add(long time, Sha256 digest) {
    root = SetTree.grown(root.with(time, digest));
  }

  @Override
  public SetIndex snapshot() {
    return new MemorySetIndex(root);
  }
}
