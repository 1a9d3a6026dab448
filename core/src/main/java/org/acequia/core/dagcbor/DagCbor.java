package org.acequia.core.dagcbor;

/// Writes and reads DAG-CBOR.
public final class DagCbor {

  /// How many lists and maps may stand inside each other, in any block that is written or read.
  public static final int MAX_DEPTH = 256;

  /// How many lists and maps one input may hold: they cost a hundred times the bytes that announce
  /// them.
  public static final int MAX_CONTAINERS = 65_536;

  private DagCbor() {}

  /// Returns the one DAG-CBOR form of `node`.
  ///
  /// @throws IllegalArgumentException if `node` is deeper than [#MAX_DEPTH]
  public static byte[] encode(Node node) {
    return new CborWriter().write(node).toArray();
  }

  /// Reads one node that fills `bytes` wholly.
  ///
  /// @throws DagCborException if `bytes` is not the one DAG-CBOR form of a node, or breaks `limits`
  public static Node decode(byte[] bytes, Limits limits) {
    return new CborReader(bytes, limits).read();
  }

  /// What a reader accepts before it allocates.
  ///
  /// @param sizeBytes the largest input
  /// @param depth how many lists and maps may stand inside each other
  /// @param floats whether floating-point numbers may occur (the record profile has none)
  public record Limits(int sizeBytes, int depth, boolean floats) {

    /// Any block: 2 MiB, 256 deep.
    public static final Limits BLOCK = new Limits(2 << 20, MAX_DEPTH, true);

    /// The record profile: 64 KiB, 16 deep, integers only.
    public static final Limits RECORD = new Limits(64 << 10, 16, false);

    /// Refuses a depth that the reader's own stack might not bear.
    public Limits {
      if (sizeBytes < 0 || depth < 0 || depth > MAX_DEPTH) {
        throw new IllegalArgumentException(
            "Not limits: %d bytes, %d deep".formatted(sizeBytes, depth));
      }
    }
  }
}
