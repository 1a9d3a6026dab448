package org.acequia.core.store;

/// Consecutive bytes of a blob.
///
/// @param offset of the first byte
/// @param lengthBytes how many; what lies beyond the end of the blob is left out
public record ByteRange(long offset, long lengthBytes) {

  public ByteRange {
    if (offset < 0 || lengthBytes < 0) {
      throw new IllegalArgumentException(
          "No range: %d bytes from %d".formatted(lengthBytes, offset));
    }
  }

  /// Returns the range from `offset` to the end, wherever that is.
  public static ByteRange from(long offset) {
    return new ByteRange(offset, Long.MAX_VALUE - offset);
  }
}
