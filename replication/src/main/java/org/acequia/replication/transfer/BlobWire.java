package org.acequia.replication.transfer;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.acequia.core.bytes.ByteWriter;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Sha256;
import org.acequia.core.dagcbor.DagCbor;
import org.acequia.core.dagcbor.DagCborException;
import org.acequia.core.dagcbor.Node;
import org.acequia.core.dagcbor.Shape;
import org.acequia.core.unixfs.FileTree;
import org.acequia.replication.wire.Stream;

/// Numbers, requests and bytes on one stream.
final class BlobWire {

  private static final int REQUEST_BYTES_MAX = BlobRequest.LEAVES_MAX * Sha256.SIZE_BYTES + 128;
  private static final int VARINT_BYTES_MAX = 9;
  private static final DagCbor.Limits LIMITS = new DagCbor.Limits(REQUEST_BYTES_MAX, 2, false);

  private final InputStream in;
  private final OutputStream out;

  BlobWire(Stream stream) {
    in = new BufferedInputStream(stream.input(), 64 << 10);
    out = stream.output();
  }

  OutputStream output() {
    return out;
  }

  void flush() throws IOException {
    out.flush();
  }

  /// Tells whether a read would not wait.
  boolean hasMoreAtHand() throws IOException {
    return in.available() > 0;
  }

  /// Writes an unsigned LEB128 varint.
  void writeNumber(long value) throws IOException {
    long rest = value;
    while (rest > 0x7f) {
      out.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  long readNumber() throws IOException, FaultyPeerException {
    return readNumberOrEnd()
        .orElseThrow(() -> new EOFException("The stream ends where an answer is due"));
  }

  private Optional<Long> readNumberOrEnd() throws IOException, FaultyPeerException {
    long value = 0;
    for (int digit = 0; digit < VARINT_BYTES_MAX; digit++) {
      int octet = in.read();
      if (octet < 0 && digit == 0) {
        return Optional.empty();
      }
      if (octet < 0) {
        throw new EOFException("The stream ends within a number");
      }
      value |= (octet & 0x7fL) << (7 * digit);
      if ((octet & 0x80) == 0) {
        return Optional.of(value);
      }
    }
    throw new FaultyPeerException("A number of more than 63 bits");
  }

  byte[] readBytes(int size) throws IOException {
    byte[] bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new EOFException("The stream ends within a block");
    }
    return bytes;
  }

  /// Reads at least one and at most `size` bytes.
  int readSome(byte[] target, int size) throws IOException {
    int count = in.read(target, 0, size);
    if (count < 0) {
      throw new EOFException("The stream ends within a range");
    }
    return count;
  }

  void write(BlobRequest request) throws IOException {
    List<Node> fields =
        switch (request) {
          case BlobRequest.Tree(var root) -> List.of(new Node.Int(0), new Node.Link(root));
          case BlobRequest.Range(var root, var offset, var length) ->
              List.of(
                  new Node.Int(1), new Node.Link(root), new Node.Int(offset), new Node.Int(length));
          case BlobRequest.Leaves(var digests) ->
              List.of(new Node.Int(2), new Node.Binary(joined(digests)));
        };
    byte[] bytes = DagCbor.encode(new Node.List(fields));
    writeNumber(bytes.length);
    out.write(bytes);
    out.flush();
  }

  /// Reads the next request; empty where the client has closed its side.
  Optional<BlobRequest> readRequest() throws IOException, FaultyPeerException {
    Optional<Long> size = readNumberOrEnd();
    if (size.isEmpty()) {
      return Optional.empty();
    }
    if (size.get() > REQUEST_BYTES_MAX) {
      throw new FaultyPeerException("A request of %d bytes".formatted(size.get()));
    }
    try {
      Node node = DagCbor.decode(readBytes(size.get().intValue()), LIMITS);
      return Optional.of(request(Shape.list(node, "request", 4)));
    } catch (DagCborException | IndexOutOfBoundsException e) {
      throw new FaultyPeerException("Not a request: " + e.getMessage());
    }
  }

  private static BlobRequest request(List<Node> fields) {
    return switch ((int) Shape.integer(fields.getFirst(), "type", 0, 2)) {
      case 0 -> new BlobRequest.Tree(Shape.link(fields.get(1), "root"));
      case 1 ->
          new BlobRequest.Range(
              Shape.link(fields.get(1), "root"),
              Shape.integer(fields.get(2), "offset", 0, FileTree.MAX_FILE_SIZE_BYTES),
              Shape.integer(fields.get(3), "length", 1, BlobRequest.RANGE_BYTES_MAX));
      default -> new BlobRequest.Leaves(split(fields.get(1)));
    };
  }

  private static Bytes joined(List<Sha256> digests) {
    var bytes = new ByteWriter(digests.size() * Sha256.SIZE_BYTES);
    digests.forEach(digest -> bytes.bytes(digest.toBytes()));
    return Bytes.of(bytes.toArray());
  }

  private static List<Sha256> split(Node node) {
    Bytes all = Shape.bytes(node, "leaves", 0, BlobRequest.LEAVES_MAX * Sha256.SIZE_BYTES);
    List<Sha256> digests = new ArrayList<>();
    for (int at = 0; at + Sha256.SIZE_BYTES <= all.size(); at += Sha256.SIZE_BYTES) {
      digests.add(Sha256.fromBytes(all.slice(at, at + Sha256.SIZE_BYTES).toArray()));
    }
    return digests;
  }

  /// The name of a file of one leaf.
  static Cid leaf(Sha256 digest) {
    return new Cid(org.acequia.core.cid.Codec.RAW, digest);
  }
}
