package org.acequia.node.neighbours;

import java.io.IOException;
import org.acequia.node.PortTakenException;
import org.acequia.replication.wire.Swarm;
import org.springframework.context.SmartLifecycle;

/// Begins to listen and to dial once everything else is there, before HTTP answers; ends both after
/// HTTP has stopped and before PostgreSQL does.
final class PeerLifecycle implements SmartLifecycle {

  /// HTTP has the highest phases: it starts later and stops earlier.
  private static final int PHASE = 0;

  private final Swarm swarm;
  private final Dialler dialler;
  private final int port;
  private volatile boolean running;

  PeerLifecycle(Swarm swarm, Dialler dialler, int port) {
    this.swarm = swarm;
    this.dialler = dialler;
    this.port = port;
  }

  @Override
  public void start() {
    try {
      swarm.listen(port);
    } catch (IOException e) {
      throw new PortTakenException(port, e);
    }
    dialler.start();
    running = true;
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
