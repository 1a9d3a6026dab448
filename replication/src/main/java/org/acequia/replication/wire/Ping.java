package org.acequia.replication.wire;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import org.acequia.replication.wire.protobuf.MalformedMessageException;

/// Asks for a sign of life and measures the round trip (libp2p `ping` 1.0.0).
final class Ping {

  static final String PROTOCOL = "/ipfs/ping/1.0.0";

  private static final int PAYLOAD_BYTES = 32;

  private Ping() {}

  /// Echoes until the peer closes its side.
  static void answer(Stream stream) throws IOException {
    for (byte[] payload = stream.input().readNBytes(PAYLOAD_BYTES);
        payload.length == PAYLOAD_BYTES;
        payload = stream.input().readNBytes(PAYLOAD_BYTES)) {
      stream.output().write(payload);
      stream.output().flush();
    }
  }

  /// Sends one payload and returns how long its echo took.
  static Duration ask(Stream stream, SecureRandom random) throws IOException {
    byte[] payload = new byte[PAYLOAD_BYTES];
    random.nextBytes(payload);
    long start = System.nanoTime();
    stream.output().write(payload);
    stream.output().flush();
    byte[] echo = stream.input().readNBytes(PAYLOAD_BYTES);
    if (!Arrays.equals(payload, echo)) {
      throw new MalformedMessageException("The peer's echo is not what we sent");
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
