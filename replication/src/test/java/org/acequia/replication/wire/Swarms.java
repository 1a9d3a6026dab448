package org.acequia.replication.wire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.acequia.core.identity.PeerId;
import org.acequia.core.identity.SigningKey;

/// Swarms on the loopback interface, closed together.
final class Swarms implements AutoCloseable {

  static final String PROTOCOL = "/acequia/test/1";

  private final List<Swarm> all = new ArrayList<>();

  static SigningKey key(int number) {
    byte[] seed = new byte[SigningKey.SEED_SIZE_BYTES];
    Arrays.fill(seed, (byte) number);
    return SigningKey.ofSeed(seed);
  }

  static PeerId peer(int number) {
    return PeerId.of(key(number).key());
  }

  Swarm silent(int number) {
    return silent(number, ConnectionGate.OPEN, SwarmLimits.DEFAULT);
  }

  Swarm silent(int number, ConnectionGate gate, SwarmLimits limits) {
    Swarm swarm = new Swarm(key(number), gate, limits);
    all.add(swarm);
    return swarm;
  }

  Swarm listening(int number) throws IOException {
    return listening(number, ConnectionGate.OPEN, SwarmLimits.DEFAULT);
  }

  /// Echoes on [#PROTOCOL].
  Swarm listening(int number, ConnectionGate gate, SwarmLimits limits) throws IOException {
    Swarm swarm = silent(number, gate, limits);
    swarm.handle(PROTOCOL, (_, stream) -> stream.input().transferTo(stream.output()));
    swarm.listen(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"));
    return swarm;
  }

  static Multiaddr address(Swarm swarm) {
    return swarm.addresses().getFirst();
  }

  @Override
  public void close() {
    all.forEach(Swarm::close);
  }
}
