package org.acequia.replication.sync;

import java.io.ByteArrayOutputStream;
import org.acequia.core.cid.Sha256;

/// Writes one message of ranges.
final class FrameWriter {

  private final ByteArrayOutputStream bytes;
  private long lastTime;

  FrameWriter(int expectedBytes) {
    bytes = new ByteArrayOutputStream(expectedBytes);
  }

  int size() {
    return bytes.size();
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  void octet(int value) {
    bytes.write(value);
  }

  void raw(byte[] value) {
    bytes.writeBytes(value);
  }

  /// Writes base-128 digits, the most significant first.
  void varint(long value) {
    for (int shift = 63 - Long.numberOfLeadingZeros(value | 1); shift >= 0; shift--) {
      if (shift % 7 == 0) {
        bytes.write((int) (value >>> shift & 0x7f) | (shift == 0 ? 0 : 0x80));
      }
    }
  }

  void bound(Bound bound) {
    if (bound.isInfinite()) {
      varint(0);
    } else {
      varint(1 + bound.time() - lastTime);
    }
    lastTime = bound.time();
    varint(bound.prefix());
    bytes.write(bound.id().toBytes(), 0, bound.prefix());
  }

  void id(Sha256 id) {
    bytes.writeBytes(id.toBytes());
  }
}
