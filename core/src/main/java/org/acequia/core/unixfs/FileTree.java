package org.acequia.core.unixfs;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.cid.Sha256;

/// The tree of one file: its size and the digests of its leaves, from which everything else
/// follows.
///
/// Levels count from the root: level 0 is the root alone, `depth() - 1` the lowest inner nodes,
/// whose children are the leaves. A file of one leaf has no inner nodes; its leaf is the root.
///
/// Holds 32 bytes for each leaf, and 52 for each inner node. Immutable; equal when size and root
/// are.
public final class FileTree {

  /// The size of every leaf but the last.
  public static final int LEAF_SIZE_BYTES = 1 << 20;

  /// The largest file: 1 TiB, two levels of inner nodes above 2^20 leaves.
  public static final long MAX_FILE_SIZE_BYTES = 1L << 40;

  private final long sizeBytes;
  private final byte[] leaves;

  /// Level by level from the root, without the leaves.
  private final List<List<InnerNode.Child>> levels;

  private final Cid root;

  private FileTree(long sizeBytes, byte[] leaves) {
    this.sizeBytes = sizeBytes;
    this.leaves = leaves;
    this.levels = build();
    this.root = levels.isEmpty() ? new Cid(Codec.RAW, leaf(0)) : levels.getFirst().getFirst().cid();
  }

  /// Returns the tree of a file.
  ///
  /// @param sizeBytes its size
  /// @param leafDigests the SHA-256 of its leaves, 32 bytes each, one after the other
  /// @throws UnixFsException if the file is larger than [#MAX_FILE_SIZE_BYTES], or has another
  ///   number of leaves
  public static FileTree of(long sizeBytes, byte[] leafDigests) {
    long expected = leafCount(sizeBytes) * Sha256.SIZE_BYTES;
    if (leafDigests.length != expected) {
      throw new UnixFsException(
          "%d bytes of leaf digests, where %d are due".formatted(leafDigests.length, expected));
    }
    return new FileTree(sizeBytes, leafDigests.clone());
  }

  /// Returns how many leaves a file of `sizeBytes` has: at least one, at most 2^20.
  ///
  /// @throws UnixFsException if no file has this size
  public static long leafCount(long sizeBytes) {
    if (sizeBytes < 0 || sizeBytes > MAX_FILE_SIZE_BYTES) {
      throw new UnixFsException(
          "A file of %d bytes, where at most %d are accepted"
              .formatted(sizeBytes, MAX_FILE_SIZE_BYTES));
    }
    return Math.max(1, Math.ceilDiv(sizeBytes, LEAF_SIZE_BYTES));
  }

  /// Returns how many levels of inner nodes a file of `sizeBytes` has: none to two.
  ///
  /// @throws UnixFsException if no file has this size
  public static int depth(long sizeBytes) {
    int depth = 0;
    for (long width = leafCount(sizeBytes); width > 1; depth++) {
      width = Math.ceilDiv(width, InnerNode.MAX_CHILDREN);
    }
    return depth;
  }

  /// Returns the CID of the file.
  public Cid root() {
    return root;
  }

  /// Returns the size of the file.
  public long sizeBytes() {
    return sizeBytes;
  }

  /// Returns the number of leaves, at least one.
  public int leafCount() {
    return leaves.length / Sha256.SIZE_BYTES;
  }

  /// Returns the digest of leaf `index`; its CID is this one, raw.
  public Sha256 leaf(int index) {
    Objects.checkIndex(index, leafCount());
    return Sha256.at(leaves, index * Sha256.SIZE_BYTES);
  }

  /// Returns where leaf `index` stands in the file.
  public LeafRange leafRange(int index) {
    Objects.checkIndex(index, leafCount());
    long offset = (long) index * LEAF_SIZE_BYTES;
    return new LeafRange(offset, (int) Math.min(LEAF_SIZE_BYTES, sizeBytes - offset));
  }

  /// Returns the digests of all leaves, 32 bytes each, a new array.
  public byte[] leafDigests() {
    return leaves.clone();
  }

  /// Returns the number of levels of inner nodes, 0 to 2.
  public int depth() {
    return levels.size();
  }

  /// Returns the CIDs of the inner nodes on `level`, from left to right.
  public List<Cid> level(int level) {
    return levels.get(level).stream().map(InnerNode.Child::cid).toList();
  }

  /// Returns inner node `index` of `level`, made anew.
  public InnerNode innerNode(int level, int index) {
    int first = index * InnerNode.MAX_CHILDREN;
    if (level + 1 < levels.size()) {
      List<InnerNode.Child> below = levels.get(level + 1);
      return new InnerNode(
          below.subList(first, Math.min(below.size(), first + InnerNode.MAX_CHILDREN)));
    }
    return lowest(first);
  }

  /// Returns all inner nodes, level by level from the root, each made when it is asked for.
  public Stream<InnerNode> innerNodes() {
    return IntStream.range(0, depth())
        .boxed()
        .flatMap(level ->
            IntStream.range(0, levels.get(level).size())
                .mapToObj(index -> innerNode(level, index)));
  }

  /// Returns the inner node that `cid` names, if it is one of this tree.
  public Optional<InnerNode> innerNode(Cid cid) {
    for (int level = 0; level < levels.size(); level++) {
      List<InnerNode.Child> nodes = levels.get(level);
      for (int index = 0; index < nodes.size(); index++) {
        if (nodes.get(index).cid().equals(cid)) {
          return Optional.of(innerNode(level, index));
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileTree that && sizeBytes == that.sizeBytes && root.equals(that.root);
  }

  @Override
  public int hashCode() {
    return root.hashCode();
  }

  /// Returns root and size.
  @Override
  public String toString() {
    return "FileTree[%s, %d bytes]".formatted(root, sizeBytes);
  }

  private List<List<InnerNode.Child>> build() {
    List<List<InnerNode.Child>> built = new ArrayList<>();
    if (leafCount() == 1) {
      return built;
    }
    List<InnerNode.Child> level = new ArrayList<>();
    for (int first = 0; first < leafCount(); first += InnerNode.MAX_CHILDREN) {
      level.add(lowest(first).asChild());
    }
    built.add(List.copyOf(level));
    while (built.getFirst().size() > 1) {
      built.addFirst(parents(built.getFirst()));
    }
    return List.copyOf(built);
  }

  private static List<InnerNode.Child> parents(List<InnerNode.Child> below) {
    List<InnerNode.Child> level = new ArrayList<>();
    for (int first = 0; first < below.size(); first += InnerNode.MAX_CHILDREN) {
      int end = Math.min(below.size(), first + InnerNode.MAX_CHILDREN);
      level.add(new InnerNode(below.subList(first, end)).asChild());
    }
    return List.copyOf(level);
  }

  /// Returns the inner node whose first child is leaf `first`.
  private InnerNode lowest(int first) {
    int end = Math.min(leafCount(), first + InnerNode.MAX_CHILDREN);
    List<InnerNode.Child> children = new ArrayList<>(end - first);
    for (int i = first; i < end; i++) {
      int size = leafRange(i).sizeBytes();
      children.add(new InnerNode.Child(new Cid(Codec.RAW, leaf(i)), size, size));
    }
    return new InnerNode(children);
  }
}
