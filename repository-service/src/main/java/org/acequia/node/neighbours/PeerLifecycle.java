package org.acequia.node.neighbours;

import java.io.IOException;
import org.acequia.node.NodeOptions;
import org.acequia.node.PortTakenException;
import org.acequia.replication.wire.Multiaddr;
import org.acequia.replication.wire.Swarm;
import org.springframework.context.SmartLifecycle;

/// Begins to listen and to dial once everything else is there, before HTTP answers; ends both after
/// HTTP has stopped and before PostgreSQL does.
final class PeerLifecycle implements SmartLifecycle {

  /// HTTP has the highest phases: it starts later and stops earlier.
  private static final int PHASE = 0;

  private final Swarm swarm;
  private final Dialler dialler;
  private final NodeOptions options;
  private volatile boolean running;

  PeerLifecycle(Swarm swarm, Dialler dialler, NodeOptions options) {
    this.swarm = swarm;
    this.dialler = dialler;
    this.options = options;
  }

  @Override
  public void start() {
    try {
      listen(options.p2pPort());
    } catch (IOException e) {
      throw new PortTakenException(options.p2pPort(), e);
    }
    dialler.start();
    running = true;
  }

  private void listen(int port) throws IOException {
    if (options.loopbackOnly()) {
      swarm.listen(Multiaddr.parse("/ip4/127.0.0.1/tcp/" + port));
    } else {
      swarm.listen(port);
    }
  }

  @Override
  public void stop() {
    running = false;
    dialler.close();
    swarm.close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
