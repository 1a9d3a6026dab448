package org.acequia.it.foreign;

import java.io.IOException;
import org.acequia.core.identity.PeerId;
import org.acequia.core.identity.SigningKey;
import org.acequia.replication.wire.Connection;
import org.acequia.replication.wire.ConnectionGate;
import org.acequia.replication.wire.Multiaddr;
import org.acequia.replication.wire.Swarm;
import org.acequia.replication.wire.SwarmLimits;

/// The node under test, as foreign peers see it: a host, a port and a peer id. Here a bare swarm
/// without neighbours, which speaks our protocols with nobody and an echo with everybody.
public final class WireUnderTest implements AutoCloseable {

  /// What the swarm and the foreign peer both echo.
  public static final String ECHO = "/acequia/echo/1";

  private final Swarm swarm;
  private final int port;

  private WireUnderTest(Swarm swarm, int port) {
    this.swarm = swarm;
    this.port = port;
  }

  /// Starts it on a free port of the loopback interface.
  public static WireUnderTest start() throws IOException {
    Swarm swarm =
        new Swarm(
            SigningKey.ofSeed(new byte[SigningKey.SEED_SIZE_BYTES]),
            new Strangers(),
            SwarmLimits.DEFAULT);
    swarm.handle(ECHO, (_, stream) -> stream.input().transferTo(stream.output()));
    for (String own : new String[] {"/acequia/sync/1", "/acequia/blob/1"}) {
      swarm.handle(own, (_, stream) -> stream.reset());
    }
    return new WireUnderTest(swarm, swarm.listen(Multiaddr.parse("/ip4/127.0.0.1/tcp/0")));
  }

  /// Returns the peer id.
  public String peer() {
    return swarm.self().toString();
  }

  /// Returns the address to dial, with the peer id.
  public String address() {
    return "/ip4/127.0.0.1/tcp/%d/p2p/%s".formatted(port, peer());
  }

  /// Dials a foreign peer.
  public Connection dial(String address) throws IOException {
    return swarm.dial(Multiaddr.parse(address));
  }

  /// Returns the swarm, for what only it can do.
  public Swarm swarm() {
    return swarm;
  }

  @Override
  public void close() {
    swarm.close();
  }

  private static final class Strangers implements ConnectionGate {

    @Override
    public boolean knows(PeerId peer) {
      return false;
    }

    @Override
    public boolean allows(PeerId peer, String protocol) {
      return protocol.equals(ECHO);
    }
  }
}
