package org.acequia.core.dagcbor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import org.acequia.core.bytes.ByteWriter;

/// Writes nodes, each length and number in as few bytes as will do.
final class CborWriter {

  private static final int EXPECTED_SIZE_BYTES = 512;

  private final ByteWriter out = new ByteWriter(EXPECTED_SIZE_BYTES);
  private int depth;

  ByteWriter write(Node node) {
    switch (node) {
      case Node.Null() -> out.octet(Major.NULL);
      case Node.Bool(boolean value) -> out.octet(value ? Major.TRUE : Major.FALSE);
      case Node.Int(long value) -> integer(value);
      case Node.BigInt(BigInteger value) -> bigInteger(value);
      case Node.Floating(double value) ->
          out.octet(Major.DOUBLE).bigEndian(Double.doubleToRawLongBits(value), Long.BYTES);
      case Node.Text(String value) -> text(value);
      case Node.Binary binary -> {
        head(Major.BYTES, binary.value().size());
        out.bytes(binary.value());
      }
      case Node.List list -> list(list);
      case Node.Dictionary map -> map(map);
      case Node.Link link -> {
        out.octet(Major.TAG).octet(Major.TAG_CID);
        head(Major.BYTES, link.cid().size() + 1L);
        out.octet(Major.CID_PREFIX).bytes(link.cid());
      }
    }
    return out;
  }

  private void integer(long value) {
    if (value >= 0) {
      head(Major.UNSIGNED, value);
    } else {
      head(Major.NEGATIVE, ~value);
    }
  }

  private void bigInteger(BigInteger value) {
    // Both arguments lie in 2^63 … 2^64-1: their low 64 bits, unsigned, are the whole number.
    if (value.signum() > 0) {
      head(Major.UNSIGNED, value.longValue());
    } else {
      head(Major.NEGATIVE, value.not().longValue());
    }
  }

  private void text(String value) {
    byte[] utf8 = value.getBytes(UTF_8);
    head(Major.TEXT, utf8.length);
    out.bytes(utf8);
  }

  private void list(Node.List list) {
    descend();
    head(Major.LIST, list.values().size());
    for (Node value : list.values()) {
      write(value);
    }
    depth--;
  }

  private void map(Node.Dictionary map) {
    descend();
    head(Major.MAP, map.entries().size());
    map.entries()
        .forEach((key, value) -> {
          text(key);
          write(value);
        });
    depth--;
  }

  private void descend() {
    if (++depth > DagCbor.MAX_DEPTH) {
      throw new IllegalArgumentException(
          "Lists and maps stand more than %d deep".formatted(DagCbor.MAX_DEPTH));
    }
  }

  /// Writes a major type with its argument, which is unsigned.
  private void head(int major, long argument) {
    int type = major << 5;
    if (argument >= 0 && argument < 24) {
      out.octet(type | (int) argument);
    } else if (argument >>> 8 == 0) {
      out.octet(type | 24).bigEndian(argument, 1);
    } else if (argument >>> 16 == 0) {
      out.octet(type | 25).bigEndian(argument, 2);
    } else if (argument >>> 32 == 0) {
      out.octet(type | 26).bigEndian(argument, 4);
    } else {
      out.octet(type | 27).bigEndian(argument, 8);
    }
  }
}
