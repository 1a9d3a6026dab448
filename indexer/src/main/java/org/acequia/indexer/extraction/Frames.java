package org.acequia.indexer.extraction;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.acequia.core.dagcbor.DagCbor;
import org.acequia.core.dagcbor.DagCborException;
import org.acequia.core.dagcbor.Node;

/// Messages between the node and a worker. The package documentation is the format.
final class Frames {

  /// The longest message, in bytes.
  static final int SIZE_BYTES_MAX = 1 << 20;

  private static final DagCbor.Limits LIMITS = new DagCbor.Limits(SIZE_BYTES_MAX, 8, false);

  private Frames() {}

  static void write(OutputStream out, Node message) throws IOException {
    byte[] bytes = DagCbor.encode(message);
    if (bytes.length > SIZE_BYTES_MAX) {
      throw new IOException("A message of %,d bytes".formatted(bytes.length));
    }
    DataOutputStream frames = new DataOutputStream(out);
    frames.writeInt(bytes.length);
    frames.write(bytes);
    frames.flush();
  }

  /// Returns the next message, or empty where the stream ends between two.
  ///
  /// @throws IOException if it ends within one, or what comes is none
  static Optional<Node> read(InputStream in) throws IOException {
    int first = in.read();
    if (first < 0) {
      return Optional.empty();
    }
    DataInputStream frames = new DataInputStream(in);
    int length = first << 24 | frames.readUnsignedByte() << 16 | frames.readUnsignedShort();
    if (length < 0 || length > SIZE_BYTES_MAX) {
      throw new IOException("A message that announces %,d bytes".formatted(length));
    }
    byte[] bytes = frames.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("A message that breaks off");
    }
    try {
      return Optional.of(DagCbor.decode(bytes, LIMITS));
    } catch (DagCborException e) {
      throw new IOException("A message that is none", e);
    }
  }
}
