package org.acequia.replication.sync;

import java.util.Arrays;
import org.acequia.core.cid.Sha256;

/// Reads one message of ranges, all of it hostile.
final class FrameReader {

  private final byte[] bytes;
  private int position;
  private long lastTime;

  FrameReader(byte[] bytes) {
    this.bytes = bytes;
  }

  boolean hasMore() {
    return position < bytes.length;
  }

  int remaining() {
    return bytes.length - position;
  }

  int octet() throws HostileMessageException {
    need(1);
    return bytes[position++] & 0xff;
  }

  byte[] raw(int size) throws HostileMessageException {
    need(size);
    position += size;
    return Arrays.copyOfRange(bytes, position - size, position);
  }

  /// Reads a number of at most 63 bits.
  long varint() throws HostileMessageException {
    long value = 0;
    while (true) {
      int digit = octet();
      if (value >> 56 != 0) {
        throw new HostileMessageException("A number of more than 63 bits");
      }
      value = value << 7 | (digit & 0x7f);
      if ((digit & 0x80) == 0) {
        return value;
      }
    }
  }

  Bound bound() throws HostileMessageException {
    long encoded = varint();
    long time = encoded == 0 ? Bound.INFINITE : lastTime + encoded - 1;
    if (time < 0) {
      throw new HostileMessageException("A bound beyond the end of time");
    }
    lastTime = time;
    long prefix = varint();
    if (prefix > Sha256.SIZE_BYTES) {
      throw new HostileMessageException("An id of %d bytes".formatted(prefix));
    }
    byte[] id = Arrays.copyOf(raw((int) prefix), Sha256.SIZE_BYTES);
    return new Bound(time, (int) prefix, Sha256.fromBytes(id));
  }

  Sha256 id() throws HostileMessageException {
    return Sha256.fromBytes(raw(Sha256.SIZE_BYTES));
  }

  private void need(int size) throws HostileMessageException {
    if (size > remaining()) {
      throw new HostileMessageException(
          "Ends at byte %d, where %d more are due".formatted(bytes.length, size - remaining()));
    }
  }
}
