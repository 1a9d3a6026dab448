package org.acequia.core.dagpb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.acequia.core.bytes.ByteReader;
import org.acequia.core.bytes.ByteWriter;
import org.acequia.core.bytes.Bytes;

/// Writes and reads DAG-PB (`specs/ipld-dag-pb.md`, Serial Format).
public final class DagPb {

  /// The largest block that is read.
  public static final int MAX_SIZE_BYTES = 2 << 20;

  /// The most links that one block may have.
  public static final int MAX_LINKS = 32_768;

  /// Field numbers and wire types: those of the specification, each in one byte.
  private static final int NODE_DATA = 0x0a;

  private static final int NODE_LINK = 0x12;
  private static final int LINK_HASH = 0x0a;
  private static final int LINK_NAME = 0x12;
  private static final int LINK_SIZE = 0x18;

  private static final int END = -1;
  private static final int EXPECTED_LINK_SIZE_BYTES = 56;

  private DagPb() {}

  /// Returns the one DAG-PB form of `node`.
  public static byte[] encode(PbNode node) {
    ByteWriter out = new ByteWriter(256 + node.links().size() * EXPECTED_LINK_SIZE_BYTES);
    for (PbLink link : node.links()) {
      byte[] form = encode(link);
      out.octet(NODE_LINK).varint(form.length).bytes(form);
    }
    node.data().ifPresent(data -> out.octet(NODE_DATA).varint(data.size()).bytes(data));
    return out.toArray();
  }

  /// Reads one node that fills `block` wholly.
  ///
  /// @throws DagPbException if `block` is not the one DAG-PB form of a node, is larger than
  ///   [#MAX_SIZE_BYTES], or has more than [#MAX_LINKS]
  public static PbNode decode(byte[] block) {
    if (block.length > MAX_SIZE_BYTES) {
      throw new DagPbException(
          "%d bytes, where at most %d are accepted".formatted(block.length, MAX_SIZE_BYTES));
    }
    try {
      return node(new ByteReader(block));
    } catch (IllegalArgumentException e) {
      throw new DagPbException("Not a DAG-PB node: %s".formatted(e.getMessage()), e);
    }
  }

  private static byte[] encode(PbLink link) {
    ByteWriter out = new ByteWriter(EXPECTED_LINK_SIZE_BYTES);
    out.octet(LINK_HASH).varint(link.cid().size()).bytes(link.cid());
    link.name().ifPresent(name -> out.octet(LINK_NAME).varint(name.size()).bytes(name));
    link.dagSizeBytes().ifPresent(size -> out.octet(LINK_SIZE).varint(size));
    return out.toArray();
  }

  private static PbNode node(ByteReader in) {
    List<PbLink> links = new ArrayList<>();
    int field = next(in);
    for (; field == NODE_LINK; field = next(in)) {
      if (links.size() == MAX_LINKS) {
        throw new IllegalArgumentException("More than %d links".formatted(MAX_LINKS));
      }
      links.add(link(in.delimitedReader()));
    }
    Optional<Bytes> data = Optional.empty();
    if (field == NODE_DATA) {
      data = Optional.of(in.delimited());
      field = next(in);
    }
    requireEnd(field);
    return new PbNode(links, data);
  }

  private static PbLink link(ByteReader in) {
    if (next(in) != LINK_HASH) {
      throw new IllegalArgumentException("A link without a CID");
    }
    Bytes cid = in.delimited();
    int field = next(in);
    Optional<Bytes> name = Optional.empty();
    if (field == LINK_NAME) {
      name = Optional.of(in.delimited());
      field = next(in);
    }
    OptionalLong size = OptionalLong.empty();
    if (field == LINK_SIZE) {
      size = OptionalLong.of(in.varint());
      field = next(in);
    }
    requireEnd(field);
    return new PbLink(cid, name, size);
  }

  private static int next(ByteReader in) {
    return in.remaining() == 0 ? END : in.octet();
  }

  private static void requireEnd(int field) {
    if (field != END) {
      throw new IllegalArgumentException(
          "The field 0x%02x is unknown, out of order, or occurs twice".formatted(field));
    }
  }
}
