package org.acequia.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;
import org.acequia.core.identity.SigningKey;
import org.acequia.replication.wire.Connection;
import org.acequia.replication.wire.ConnectionGate;
import org.acequia.replication.wire.Multiaddr;
import org.acequia.replication.wire.Swarm;
import org.acequia.replication.wire.SwarmLimits;

/// Two swarms in this process, connected over a real socket on the loopback interface: TCP, Noise
/// and yamux.
///
/// @param near dialled
/// @param far was dialled
/// @param connection of the near side
record SwarmPair(Swarm near, Swarm far, Connection connection) implements AutoCloseable {

  /// @param handlers registers what both sides serve, before they connect
  static SwarmPair connect(BiConsumer<Swarm, Swarm> handlers) throws IOException {
    Swarm near = swarm(11);
    Swarm far = swarm(12);
    try {
      handlers.accept(near, far);
      int port = far.listen(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"));
      Connection connection =
          near.connect(
              far.self(), List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/%d".formatted(port))));
      return new SwarmPair(near, far, connection);
    } catch (IOException | RuntimeException e) {
      near.close();
      far.close();
      throw e;
    }
  }

  private static Swarm swarm(long seed) {
    SigningKey key = SigningKey.ofSeed(Noise.bytes(seed, SigningKey.SEED_SIZE_BYTES));
    return new Swarm(key, ConnectionGate.OPEN, SwarmLimits.DEFAULT);
  }

  /// Returns all bytes on the wire so far, both ways.
  long wireBytes() {
    return connection.bytesSent() + connection.bytesReceived();
  }

  @Override
  public void close() {
    near.close();
    far.close();
  }
}
