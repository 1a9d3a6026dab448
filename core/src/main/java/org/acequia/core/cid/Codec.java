package org.acequia.core.cid;

/// How the bytes behind a [Cid] are to be read. Codes come from the [multicodec
/// table](https://github.com/multiformats/multicodec/blob/master/table.csv).
public enum Codec {
  /// Opaque bytes: a photograph, a recording, one chunk of a larger file.
  RAW(0x55),
  /// DAG-PB: an inner node of a file, or of a directory (UnixFS).
  DAG_PB(0x70),
  /// DAG-CBOR: a signed record, or a body.
  DAG_CBOR(0x71);

  private final int code;

  Codec(int code) {
    this.code = code;
  }

  /// Returns the one-byte multicodec code.
  public int code() {
    return code;
  }

  static Codec of(int code) {
    for (Codec codec : values()) {
      if (codec.code == code) {
        return codec;
      }
    }
    throw new IllegalArgumentException("Unsupported codec 0x%02x".formatted(code));
  }
}
