package org.acequia.replication.wire.yamux;

import java.util.ArrayDeque;

/// What a stream has received and nobody has read: a queue of chunks. Small pieces share a chunk,
/// so that a million frames of one byte cost little more than a million bytes. Not for many
/// threads.
final class ReceivedBytes {

  /// A piece of at least this size is kept as it is, without copying.
  static final int ADOPTED_BYTES = 4 * 1024;

  private static final int CHUNK_BYTES = 4 * 1024;
  private static final int FIRST_CHUNK_BYTES = 512;

  private static final class Chunk {
    private final byte[] bytes;
    private int from;
    private int end;

    Chunk(byte[] bytes, int end) {
      this.bytes = bytes;
      this.end = end;
    }
  }

  private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();
  private int size;

  int size() {
    return size;
  }

  /// Appends `piece`, which the caller gives away.
  void adopt(byte[] piece) {
    chunks.add(new Chunk(piece, piece.length));
    size += piece.length;
  }

  /// Appends a copy of the first `length` bytes of `piece`.
  void copy(byte[] piece, int length) {
    int taken = 0;
    Chunk last = chunks.peekLast();
    if (last != null) {
      taken = Math.min(length, last.bytes.length - last.end);
      System.arraycopy(piece, 0, last.bytes, last.end, taken);
      last.end += taken;
    }
    if (taken < length) {
      int rest = length - taken;
      Chunk next =
          new Chunk(
              new byte[Math.max(rest, chunks.isEmpty() ? FIRST_CHUNK_BYTES : CHUNK_BYTES)], rest);
      System.arraycopy(piece, taken, next.bytes, 0, rest);
      chunks.add(next);
    }
    size += length;
  }

  /// Moves up to `length` bytes out; 0 if there are none.
  int read(byte[] target, int offset, int length) {
    int moved = 0;
    while (moved < length && size > 0) {
      Chunk first = chunks.element();
      int count = Math.min(length - moved, first.end - first.from);
      System.arraycopy(first.bytes, first.from, target, offset + moved, count);
      first.from += count;
      moved += count;
      size -= count;
      if (first.from == first.end) {
        chunks.remove();
      }
    }
    return moved;
  }

  /// Drops everything and returns how much that was.
  int clear() {
    int dropped = size;
    chunks.clear();
    size = 0;
    return dropped;
  }
}
