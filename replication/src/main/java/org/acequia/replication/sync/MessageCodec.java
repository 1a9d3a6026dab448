package org.acequia.replication.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.acequia.core.bytes.ByteWriter;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Sha256;
import org.acequia.core.dagcbor.DagCbor;
import org.acequia.core.dagcbor.DagCborException;
import org.acequia.core.dagcbor.Node;
import org.acequia.core.dagcbor.Shape;

/// Writes and reads messages: DAG-CBOR lists that begin with the message's number.
public final class MessageCodec {

  /// The largest message: a full negentropy frame, and what stands around it.
  public static final int MESSAGE_BYTES_MAX = Negentropy.MESSAGE_BYTES_MAX + 1_024;

  /// How many sets one message may name.
  public static final int SETS_MAX = 8_192;

  /// How many records or bodies one message may name or carry.
  public static final int RECORDS_MAX = 1_024;

  private static final DagCbor.Limits LIMITS = new DagCbor.Limits(MESSAGE_BYTES_MAX, 4, false);

  private MessageCodec() {}

  /// Returns the bytes of `message`.
  public static byte[] encode(Message message) {
    return DagCbor.encode(
        switch (message) {
          case Message.Hello(var version, var salt, var sets) ->
              list(0, number(version), binary(salt), each(sets, MessageCodec::announced));
          case Message.Follow(var sets) -> list(1, each(sets, MessageCodec::announced));
          case Message.Reconcile(var set, var frame) -> list(2, number(set), binary(frame));
          case Message.Reconciled(var set, var frame) -> list(3, number(set), binary(frame));
          case Message.Plan(var set, var toYou, var toMe) ->
              list(4, number(set), number(toYou), number(toMe));
          case Message.Want(var set, var digests) -> list(5, number(set), digests(digests));
          case Message.Records(var set, var last, var left, var records, var bodies) ->
              list(
                  6,
                  number(set),
                  number((last ? 1 : 0) | (left ? 2 : 0)),
                  each(records, MessageCodec::binary),
                  each(bodies, MessageCodec::binary));
          case Message.WantBodies(var set, var digests) -> list(7, number(set), digests(digests));
          case Message.Bodies(var set, var last, var bodies) ->
              list(8, number(set), number(last ? 1 : 0), each(bodies, MessageCodec::binary));
          case Message.Status(var sets) -> list(9, each(sets, MessageCodec::status));
          case Message.Have(var blobs) -> list(10, each(blobs, Node.Link::new));
        });
  }

  /// Reads a message.
  ///
  /// @throws HostileMessageException if `bytes` is no message, or breaks a limit
  public static Message decode(byte[] bytes) throws HostileMessageException {
    try {
      var fields = new Fields(DagCbor.decode(bytes, LIMITS));
      Message message =
          switch ((int) fields.number(10)) {
            case 0 ->
                new Message.Hello(
                    (int) fields.number(1 << 16),
                    fields.binary(16, 16),
                    fields.each(SETS_MAX, MessageCodec::readAnnounced));
            case 1 -> new Message.Follow(fields.each(SETS_MAX, MessageCodec::readAnnounced));
            case 2 -> new Message.Reconcile(fields.set(), fields.frame());
            case 3 -> new Message.Reconciled(fields.set(), fields.frame());
            case 4 -> new Message.Plan(fields.set(), fields.count(), fields.count());
            case 5 -> new Message.Want(fields.set(), fields.digests());
            case 6 -> records(fields);
            case 7 -> new Message.WantBodies(fields.set(), fields.digests());
            case 8 -> new Message.Bodies(fields.set(), fields.number(1) == 1, fields.blocks());
            case 9 -> new Message.Status(fields.each(SETS_MAX, MessageCodec::readStatus));
            default -> new Message.Have(fields.each(RECORDS_MAX, node -> Shape.link(node, "blob")));
          };
      fields.end();
      return message;
    } catch (DagCborException e) {
      throw new HostileMessageException("Not a message: " + e.getMessage());
    }
  }

  private static Message records(Fields fields) {
    int set = fields.set();
    long flags = fields.number(3);
    return new Message.Records(
        set, (flags & 1) != 0, (flags & 2) != 0, fields.blocks(), fields.blocks());
  }

  private static Node announced(Message.Announced set) {
    return list(binary(set.hash()), number(set.count()), binary(set.fingerprint()));
  }

  private static Message.Announced readAnnounced(Node node) {
    var fields = new Fields(node);
    var set = new Message.Announced(fields.binary(16, 16), fields.count(), fields.binary(16, 16));
    fields.end();
    return set;
  }

  private static Node status(Message.SetStatus status) {
    Holding holding = status.holding();
    return list(
        number(status.set()),
        number(status.count()),
        binary(status.fingerprint()),
        number(holding.bodies()),
        number(holding.bodiesMissing()),
        number(holding.blobs()),
        number(holding.blobBytes()),
        number(holding.blobsMissing()),
        number(holding.blobBytesMissing()));
  }

  private static Message.SetStatus readStatus(Node node) {
    var fields = new Fields(node);
    var status =
        new Message.SetStatus(
            fields.set(),
            fields.count(),
            fields.binary(16, 16),
            new Holding(
                fields.count(),
                fields.count(),
                fields.count(),
                fields.count(),
                fields.count(),
                fields.count()));
    fields.end();
    return status;
  }

  private static Node list(int type, Node... fields) {
    List<Node> nodes = new ArrayList<>(fields.length + 1);
    nodes.add(number(type));
    nodes.addAll(List.of(fields));
    return new Node.List(nodes);
  }

  private static Node list(Node... fields) {
    return new Node.List(List.of(fields));
  }

  private static <T> Node each(List<T> values, Function<T, Node> toNode) {
    return new Node.List(values.stream().map(toNode).toList());
  }

  private static Node number(long value) {
    return new Node.Int(value);
  }

  private static Node binary(Bytes value) {
    return new Node.Binary(value);
  }

  private static Node digests(List<Sha256> digests) {
    var bytes = new ByteWriter(digests.size() * Sha256.SIZE_BYTES);
    digests.forEach(digest -> bytes.bytes(digest.toBytes()));
    return binary(Bytes.of(bytes.toArray()));
  }

  /// The fields of a list, read one after the other.
  private static final class Fields {

    private final List<Node> nodes;
    private int next;

    Fields(Node node) {
      if (!(node instanceof Node.List(var values))) {
        throw new DagCborException("a list was due");
      }
      nodes = values;
    }

    Node node() {
      if (next == nodes.size()) {
        throw new DagCborException("a list of %d fields is too short".formatted(next));
      }
      return nodes.get(next++);
    }

    void end() {
      if (next < nodes.size()) {
        throw new DagCborException("a list of %d fields is too long".formatted(nodes.size()));
      }
    }

    long number(long max) {
      if (node() instanceof Node.Int(var value) && value >= 0 && value <= max) {
        return value;
      }
      throw new DagCborException("a number from 0 to %d was due".formatted(max));
    }

    int set() {
      return (int) number(SETS_MAX - 1);
    }

    long count() {
      return number(1L << 62);
    }

    Bytes binary(int min, int max) {
      if (node() instanceof Node.Binary(var value) && value.size() >= min && value.size() <= max) {
        return value;
      }
      throw new DagCborException("%d to %d bytes were due".formatted(min, max));
    }

    Bytes frame() {
      return binary(1, Negentropy.MESSAGE_BYTES_MAX);
    }

    List<Bytes> blocks() {
      return each(RECORDS_MAX, node -> new Fields(list(node)).binary(1, BLOCK_BYTES_MAX));
    }

    List<Sha256> digests() {
      Bytes all = binary(0, RECORDS_MAX * Sha256.SIZE_BYTES);
      if (all.size() % Sha256.SIZE_BYTES != 0) {
        throw new DagCborException("a digest is cut off");
      }
      List<Sha256> digests = new ArrayList<>();
      for (int at = 0; at < all.size(); at += Sha256.SIZE_BYTES) {
        digests.add(Sha256.fromBytes(all.slice(at, at + Sha256.SIZE_BYTES).toArray()));
      }
      return digests;
    }

    <T> List<T> each(int max, Function<Node, T> read) {
      if (!(node() instanceof Node.List(var values)) || values.size() > max) {
        throw new DagCborException("a list of at most %d was due".formatted(max));
      }
      return values.stream().map(read).toList();
    }
  }

  /// The largest record or body.
  private static final int BLOCK_BYTES_MAX = 64 << 10;
}
