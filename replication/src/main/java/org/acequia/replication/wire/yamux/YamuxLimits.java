package org.acequia.replication.wire.yamux;

import java.time.Duration;

/// What one session may cost, and how long it waits.
///
/// @param maxStreams streams open at once, for each side that opened them
/// @param maxWindowBytes what one stream's receive window may grow to
/// @param windowGrowthBytes what all windows of the session may grow by together
/// @param maxBufferedBytes what is received and not yet read, all streams together
/// @param openWait how long opening a stream waits while `maxStreams` are open
/// @param keepAlive after how long a silence the peer is asked for a sign of life
/// @param keepAliveWait how long the peer may take for it
public record YamuxLimits(
    int maxStreams,
    int maxWindowBytes,
    int windowGrowthBytes,
    int maxBufferedBytes,
    Duration openWait,
    Duration keepAlive,
    Duration keepAliveWait) {

  /// The window that each stream begins with, by the protocol.
  public static final int INITIAL_WINDOW_BYTES = 256 * 1024;

  /// For a node on a small machine: 256 streams, windows up to 4 MiB, 16 MiB unread; a sign of life
  /// a minute.
  public static final YamuxLimits DEFAULT =
      new YamuxLimits(
          256,
          4 * 1024 * 1024,
          12 * 1024 * 1024,
          16 * 1024 * 1024,
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(20));

  /// Refuses limits under which the protocol cannot work.
  public YamuxLimits {
    if (maxStreams < 1 || maxWindowBytes < INITIAL_WINDOW_BYTES || windowGrowthBytes < 0) {
      throw new IllegalArgumentException("Yamux cannot work within these limits");
    }
  }

  /// Returns the same limits with another patience for silent peers.
  public YamuxLimits withKeepAlive(Duration silence, Duration wait) {
    return new YamuxLimits(
        maxStreams, maxWindowBytes, windowGrowthBytes, maxBufferedBytes, openWait, silence, wait);
  }

  /// Returns the same limits with another number of streams, and patience to open one.
  public YamuxLimits withMaxStreams(int streams, Duration wait) {
    return new YamuxLimits(
        streams,
        maxWindowBytes,
        windowGrowthBytes,
        maxBufferedBytes,
        wait,
        keepAlive,
        keepAliveWait);
  }

  /// Returns the same limits with another bound on what is received and not read.
  public YamuxLimits withMaxBufferedBytes(int bytes) {
    return new YamuxLimits(
        maxStreams, maxWindowBytes, windowGrowthBytes, bytes, openWait, keepAlive, keepAliveWait);
  }
}
