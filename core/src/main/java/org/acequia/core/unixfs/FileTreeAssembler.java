package org.acequia.core.unixfs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.acequia.core.bytes.ByteWriter;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.cid.Sha256;

/// Puts the tree of a file together from inner nodes that a peer sends: the root first, then level
/// by level, from left to right.
///
/// Ask for what is [#wanted()], [#accept(byte[])] the blocks in this order, and repeat until
/// nothing is wanted; then there is a [#tree()]. Nothing that the peer states is believed: each
/// block is checked against the CID in its parent, the size of the root, which is bounded, bounds
/// what all other blocks may name, and the whole is built again from its leaves.
///
/// For one thread. Holds 32 bytes for each leaf, and the CIDs of two levels.
public final class FileTreeAssembler {

  /// What became of a block.
  public enum Acceptance {
    /// It was the one that was wanted first, and is no longer.
    ACCEPTED,
    /// It is another block than the one that was wanted first. Nothing changed: whoever sent it is
    /// at fault, and others may have the right one.
    WRONG_BLOCK,
    /// It is the right block, and what the root names is no file by the profile: nobody can send
    /// one for this root. Nothing more is accepted.
    NOT_A_FILE
  }

  private final Cid root;
  private final ByteWriter leaves = new ByteWriter(1 << 10);
  private final List<Cid> below = new ArrayList<>();
  private List<Cid> wanted;
  private int accepted;
  private int level;
  private boolean refused;
  private long sizeBytes = -1;
  private Optional<FileTree> tree = Optional.empty();

  /// Begins with `root`, a DAG-PB CID. Where the root is a raw leaf there is nothing to put
  /// together: its bytes are the file.
  ///
  /// @throws UnixFsException if `root` has another codec
  public FileTreeAssembler(Cid root) {
    if (root.codec() != Codec.DAG_PB) {
      throw new UnixFsException("Not the root of a file of several leaves: " + root);
    }
    this.root = root;
    this.wanted = List.of(root);
  }

  /// Returns the CIDs of the inner nodes that are due next, at most 1,024, in order; none when the
  /// tree is whole, or was refused.
  public List<Cid> wanted() {
    return refused ? List.of() : wanted.subList(accepted, wanted.size());
  }

  /// Takes the block of the first wanted CID.
  public Acceptance accept(byte[] block) {
    if (wanted().isEmpty() || !isBlockOf(block, wanted().getFirst())) {
      return refused ? Acceptance.NOT_A_FILE : Acceptance.WRONG_BLOCK;
    }
    try {
      take(InnerNode.decode(block));
      return Acceptance.ACCEPTED;
    } catch (UnixFsException _) {
      refused = true;
      return Acceptance.NOT_A_FILE;
    }
  }

  /// Returns the tree, once nothing is wanted and nothing was refused.
  public Optional<FileTree> tree() {
    return tree;
  }

  private static boolean isBlockOf(byte[] block, Cid cid) {
    return Cid.of(Codec.DAG_PB, block).equals(cid);
  }

  private void take(InnerNode node) {
    if (sizeBytes < 0) {
      FileTree.leafCount(node.sizeBytes());
      sizeBytes = node.sizeBytes();
    }
    requireDueDepth(node);
    if (node.isLowest()) {
      node.children().forEach(child -> leaves.bytes(child.cid().digest().toBytes()));
    } else {
      node.children().forEach(child -> below.add(child.cid()));
    }
    requireDueCounts();
    accepted++;
    if (accepted == wanted.size()) {
      endLevel();
    }
  }

  private void endLevel() {
    if (below.isEmpty()) {
      tree = Optional.of(whole());
    } else {
      wanted = List.copyOf(below);
      below.clear();
      accepted = 0;
      level++;
    }
  }

  private FileTree whole() {
    FileTree built = FileTree.of(sizeBytes, leaves.toArray());
    if (!built.root().equals(root)) {
      throw new UnixFsException("The leaves make another file than " + root);
    }
    return built;
  }

  private void requireDueDepth(InnerNode node) {
    boolean lowest = level == FileTree.depth(sizeBytes) - 1;
    if (node.isLowest() != lowest) {
      throw new UnixFsException("Leaves at another depth than the profile puts them");
    }
  }

  private void requireDueCounts() {
    long leafCount = FileTree.leafCount(sizeBytes);
    boolean tooMany =
        leaves.size() / Sha256.SIZE_BYTES > leafCount
            || below.size() > Math.ceilDiv(leafCount, InnerNode.MAX_CHILDREN);
    if (tooMany) {
      throw new UnixFsException("More children than a file of this size has");
    }
  }
}
