package org.acequia.core.dagcbor;

/// Writes and reads DAG-CBOR.
public final class DagCbor {

  private DagCbor() {}

  /// Returns the one DAG-CBOR form of `node`.
  public static byte[] encode(Node node) {
    throw new IllegalStateException("to be written: " + node);
  }

  /// Reads one node that fills `bytes` wholly.
  ///
  /// @throws DagCborException if `bytes` is not the one DAG-CBOR form of a node, or breaks `limits`
  public static Node decode(byte[] bytes, Limits limits) {
    throw new IllegalStateException("to be written: " + limits + bytes.length);
  }

  /// What a reader accepts before it allocates.
  ///
  /// @param sizeBytes the largest input
  /// @param depth how many lists and maps may stand inside each other
  /// @param floats whether floating-point numbers may occur (the record profile has none)
  public record Limits(int sizeBytes, int depth, boolean floats) {

    /// Any block: 2 MiB, 256 deep.
    public static final Limits BLOCK = new Limits(2 << 20, 256, true);

    /// The record profile: 64 KiB, 16 deep, integers only.
    public static final Limits RECORD = new Limits(64 << 10, 16, false);
  }
}
