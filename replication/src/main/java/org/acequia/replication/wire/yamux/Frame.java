package org.acequia.replication.wire.yamux;

/// The header of a frame, and its words.
///
/// @param type one of the four types
/// @param flags any of the four flags
/// @param stream the stream's number, 0 for the session
/// @param length bytes of data that follow, or a window's delta, a ping's value, a go-away's reason
record Frame(int type, int flags, int stream, int length) {

  static final int HEADER_BYTES = 12;

  static final int DATA = 0;
  static final int WINDOW_UPDATE = 1;
  static final int PING = 2;
  static final int GO_AWAY = 3;

  static final int SYN = 1;
  static final int ACK = 2;
  static final int FIN = 4;
  static final int RST = 8;

  static final int NORMAL = 0;
  static final int PROTOCOL_ERROR = 1;

  /// The most data that we put into one frame, so that streams take turns.
  static final int MAX_DATA_BYTES = 32 * 1024;

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  void write(byte[] bytes, int at) {
    bytes[at] = 0;
    bytes[at + 1] = (byte) type;
    bytes[at + 2] = (byte) (flags >>> 8);
    bytes[at + 3] = (byte) flags;
    write(bytes, at + 4, stream);
    write(bytes, at + 8, length);
  }

  static Frame read(byte[] header) throws ProtocolViolationException {
    if (header[0] != 0 || header[1] < DATA || header[1] > GO_AWAY) {
      throw new ProtocolViolationException(
          "A frame of version %d and type %d".formatted(header[0], header[1]));
    }
    return new Frame(
        header[1],
        ((header[2] & 0xff) << 8) | (header[3] & 0xff),
        read(header, 4),
        read(header, 8));
  }

  private static void write(byte[] bytes, int at, int value) {
    bytes[at] = (byte) (value >>> 24);
    bytes[at + 1] = (byte) (value >>> 16);
    bytes[at + 2] = (byte) (value >>> 8);
    bytes[at + 3] = (byte) value;
  }

  private static int read(byte[] bytes, int at) {
    return (bytes[at] << 24)
        | ((bytes[at + 1] & 0xff) << 16)
        | ((bytes[at + 2] & 0xff) << 8)
        | (bytes[at + 3] & 0xff);
  }
}
