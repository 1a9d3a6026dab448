package org.acequia.node.neighbours;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.acequia.core.identity.PeerId;
import org.acequia.replication.wire.Connection;
import org.acequia.replication.wire.ConnectionListener;
import org.acequia.replication.wire.Multiaddr;
import org.acequia.replication.wire.PeerDescription;
import org.acequia.replication.wire.Swarm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps one connection with each neighbour, whichever side dialled it, and learns where they are.
///
/// Two sides that dial at once get two connections: the side with the lower peer id closes the
/// older. The other one, to whom an older connection may look alive after a cut that its peer has
/// noticed, tries the older with a ping and closes it if nothing comes back.
public final class Dialler implements ConnectionListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Dialler.class);

  private final Swarm swarm;
  private final Neighbours neighbours;
  private final InstantSource clock;
  private final Consumer<Connection> begin;
  private final Map<PeerId, Line> lines = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /// Becomes a listener of `swarm`; dials nobody before [#start()].
  ///
  /// @param begin told of each connection with a neighbour, perhaps more than once; returns soon
  public Dialler(
      Swarm swarm, Neighbours neighbours, InstantSource clock, Consumer<Connection> begin) {
    this.swarm = swarm;
    this.neighbours = neighbours;
    this.clock = clock;
    this.begin = begin;
    swarm.addListener(this);
  }

  /// Dials every neighbour, and keeps at it.
  public void start() {
    neighbours.all().forEach(neighbour -> keep(neighbour.peer()));
  }

  /// Keeps a connection with a neighbour from now on.
  public void keep(PeerId peer) {
    if (!closed && neighbours.contains(peer)) {
      lines.computeIfAbsent(peer, this::line).start();
    }
  }

  private Line line(PeerId peer) {
    return new Line(() -> swarm.connection(peer).isPresent(), () -> dial(peer));
  }

  /// Dials a neighbour now, however long the wait would have been, unless it is connected.
  ///
  /// @return whether it is a neighbour
  public boolean dialNow(PeerId peer) {
    keep(peer);
    Line line = lines.get(peer);
    if (line == null) {
      return false;
    }
    line.now();
    return true;
  }

  /// Ends what there is with a peer that is a neighbour no more.
  public void drop(PeerId peer) {
    Line line = lines.remove(peer);
    if (line != null) {
      line.close();
    }
    all(peer).forEach(Connection::close);
  }

  private void dial(PeerId peer) {
    List<Multiaddr> addresses = neighbours.addresses(peer);
    if (addresses.isEmpty()) {
      return;
    }
    try {
      swarm.connect(peer, addresses);
    } catch (IOException e) {
      LOG.debug("{} was not reached: {}", peer, e.getMessage());
    }
  }

  @Override
  public void connected(Connection connection) {
    PeerId peer = connection.peer();
    if (!neighbours.contains(peer)) {
      return;
    }
    begin.accept(connection);
    neighbours.seen(peer, clock.instant());
    LOG.info("Connected with {}", peer);
    LOG.debug("Connected with {} at {}", peer, connection.remoteAddress());
    if (connection.dialed()) {
      neighbours.answered(peer, Multiaddr.parse(connection.remoteAddress()), clock.instant());
    }
    settle(connection);
    keep(peer);
    wake(peer);
  }

  private void settle(Connection newest) {
    boolean weDecide = swarm.self().multihash().compareTo(newest.peer().multihash()) < 0;
    for (Connection older : all(newest.peer())) {
      if (!older.equals(newest) && (weDecide || !answers(older))) {
        older.close();
      }
    }
  }

  private boolean answers(Connection connection) {
    try {
      swarm.ping(connection);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private List<Connection> all(PeerId peer) {
    return swarm.connections().stream()
        .filter(connection -> connection.peer().equals(peer))
        .toList();
  }

  @Override
  public void identified(Connection connection, PeerDescription description) {
    if (neighbours.contains(connection.peer())) {
      learn(connection, description);
    }
  }

  private void learn(Connection connection, PeerDescription description) {
    Multiaddr.Target remote =
        Multiaddr.parse(connection.remoteAddress()).target().orElse(new Multiaddr.Target("", 0));
    neighbours.learn(
        connection.peer(), Addresses.worthKeeping(remote.host(), description), clock.instant());
  }

  /// Learns what a peer said of itself before it became a neighbour, and keeps its connection.
  public void adopt(PeerId peer) {
    for (Connection connection : all(peer)) {
      connected(connection);
      connection.description().ifPresent(description -> learn(connection, description));
    }
    keep(peer);
  }

  @Override
  public void disconnected(Connection connection) {
    PeerId peer = connection.peer();
    if (neighbours.contains(peer) && !closed) {
      LOG.info("No longer connected with {}", peer);
      neighbours.seen(peer, clock.instant());
      wake(peer);
    }
  }

  private void wake(PeerId peer) {
    Line line = lines.get(peer);
    if (line != null) {
      line.wake();
    }
  }

  /// Dials no more. Connections stay.
  @Override
  public void close() {
    closed = true;
    new ArrayList<>(lines.values()).forEach(Line::close);
  }
}
