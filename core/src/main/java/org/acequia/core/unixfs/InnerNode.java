package org.acequia.core.unixfs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.acequia.core.bytes.ByteReader;
import org.acequia.core.bytes.ByteWriter;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.dagpb.DagPb;
import org.acequia.core.dagpb.DagPbException;
import org.acequia.core.dagpb.PbLink;
import org.acequia.core.dagpb.PbNode;

/// An inner node of a file: its children in the order of their bytes.
///
/// Its block is a DAG-PB node whose links have empty names, and whose data is a UnixFS message of
/// type file, with the size of the file below and of each child, and no bytes of its own
/// (`specs/ipfs-unixfs.md`, `File`). At most about 55 kB.
///
/// @param children 1 to 1,024, all leaves (raw) or all inner nodes (DAG-PB)
public record InnerNode(List<Child> children) {

  /// The most children of a node.
  public static final int MAX_CHILDREN = 1_024;

  /// The largest block that is read.
  public static final int MAX_BLOCK_SIZE_BYTES = 128 << 10;

  private static final int TYPE = 0x08;
  private static final int TYPE_FILE = 2;
  private static final int FILE_SIZE = 0x18;
  private static final int BLOCK_SIZE = 0x20;
  private static final Bytes EMPTY_NAME = Bytes.of();

  /// A child.
  ///
  /// @param cid its name
  /// @param sizeBytes the bytes of the file below it, at most [FileTree#MAX_FILE_SIZE_BYTES]
  /// @param dagSizeBytes what all blocks take from it downwards
  public record Child(Cid cid, long sizeBytes, long dagSizeBytes) {}

  /// Keeps its own copy of `children`, and refuses too many, or children of two kinds.
  public InnerNode {
    children = List.copyOf(children);
    if (children.isEmpty() || children.size() > MAX_CHILDREN) {
      throw new UnixFsException("A node of %d children".formatted(children.size()));
    }
    Codec kind = children.getFirst().cid().codec();
    for (Child child : children) {
      if (child.cid().codec() != kind || kind == Codec.DAG_CBOR) {
        throw new UnixFsException("Children that are not all leaves or all inner nodes");
      }
    }
  }

  /// Reads and checks a block.
  ///
  /// @throws UnixFsException if `block` is not what [#encode()] writes
  public static InnerNode decode(byte[] block) {
    if (block.length > MAX_BLOCK_SIZE_BYTES) {
      throw new UnixFsException(
          "An inner node of %d bytes, where at most %d are accepted"
              .formatted(block.length, MAX_BLOCK_SIZE_BYTES));
    }
    InnerNode node = read(block);
    if (!Arrays.equals(node.encode(), block)) {
      throw new UnixFsException("An inner node that the profile unixfs-v1-2025 does not write");
    }
    return node;
  }

  /// Returns the block, a new array.
  public byte[] encode() {
    ByteWriter data = new ByteWriter(16 + children.size() * 6);
    data.octet(TYPE).octet(TYPE_FILE).octet(FILE_SIZE).varint(sizeBytes());
    List<PbLink> links = new ArrayList<>(children.size());
    for (Child child : children) {
      data.octet(BLOCK_SIZE).varint(child.sizeBytes());
      links.add(
          new PbLink(
              Bytes.of(child.cid().toBytes()),
              Optional.of(EMPTY_NAME),
              OptionalLong.of(child.dagSizeBytes())));
    }
    return DagPb.encode(new PbNode(links, Optional.of(Bytes.of(data.toArray()))));
  }

  /// Returns the bytes of the file below.
  public long sizeBytes() {
    return children.stream().mapToLong(Child::sizeBytes).sum();
  }

  /// Returns whether the children are leaves.
  public boolean isLowest() {
    return children.getFirst().cid().codec() == Codec.RAW;
  }

  /// Returns this node as a child of another one. It encodes and hashes its block.
  Child asChild() {
    byte[] block = encode();
    long below = children.stream().mapToLong(Child::dagSizeBytes).sum();
    return new Child(Cid.of(Codec.DAG_PB, block), sizeBytes(), block.length + below);
  }

  private static InnerNode read(byte[] block) {
    try {
      PbNode node = DagPb.decode(block);
      long[] sizes = childSizes(node.data().orElse(EMPTY_NAME), node.links().size());
      List<Child> children = new ArrayList<>(sizes.length);
      for (int i = 0; i < sizes.length; i++) {
        PbLink link = node.links().get(i);
        Cid cid = Cid.fromBytes(link.cid().toArray());
        children.add(new Child(cid, sizes[i], link.dagSizeBytes().orElse(0)));
      }
      return new InnerNode(children);
    } catch (DagPbException | IllegalArgumentException e) {
      throw new UnixFsException("Not an inner node of a file: %s".formatted(e.getMessage()), e);
    }
  }

  private static long[] childSizes(Bytes data, int count) {
    ByteReader in = new ByteReader(data.toArray());
    if (in.octet() != TYPE || in.octet() != TYPE_FILE || in.octet() != FILE_SIZE) {
      throw new IllegalArgumentException("its data is of another type");
    }
    in.varint();
    long[] sizes = new long[count];
    for (int i = 0; i < count; i++) {
      if (in.octet() != BLOCK_SIZE) {
        throw new IllegalArgumentException("it does not give the size of each child");
      }
      sizes[i] = in.varint();
      if (sizes[i] < 0 || sizes[i] > FileTree.MAX_FILE_SIZE_BYTES) {
        throw new IllegalArgumentException("a child is larger than any file");
      }
    }
    return sizes;
  }
}
