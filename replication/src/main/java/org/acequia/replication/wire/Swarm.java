package org.acequia.replication.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.acequia.core.identity.PeerId;
import org.acequia.core.identity.Signer;
import org.acequia.replication.wire.noise.NoiseIdentity;
import org.acequia.replication.wire.noise.SecureChannel;
import org.acequia.replication.wire.yamux.MemoryBudget;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All connections of a node: it listens, dials, and serves the protocols that are registered.
///
/// Register handlers and listeners first, then listen. Two peers that dial each other at once get
/// two connections, which both work; [#connection(PeerId)] prefers the older. For many threads.
public final class Swarm implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Swarm.class);
  private static final String AGENT = "acequia/0.1";

  private final PeerId self;
  private final SwarmLimits limits;
  private final Upgrade upgrade;
  private final Protocols protocols;
  private final ConnectionTable table;
  private final MemoryBudget memory;
  private final SecureRandom random = new SecureRandom();
  private volatile List<Multiaddr> announced = List.of();
  private final List<ConnectionListener> listeners = new CopyOnWriteArrayList<>();
  private final List<TcpListener> sockets = new CopyOnWriteArrayList<>();

  /// Creates a swarm that neither listens nor dials yet.
  ///
  /// @param signer holds the node's libp2p key
  /// @param gate whom to speak with about what
  public Swarm(Signer signer, ConnectionGate gate, SwarmLimits limits) {
    this.self = PeerId.of(signer.key());
    this.limits = limits;
    this.upgrade = new Upgrade(NoiseIdentity.create(signer, Upgrade.MUXERS));
    this.protocols = new Protocols(gate);
    this.table = new ConnectionTable(limits, gate);
    this.memory = MemoryBudget.of(limits.maxMemoryBytes());
    protocols.serveAll(Identify.PROTOCOL, this::identify);
    protocols.serveAll(Ping.PROTOCOL, (_, stream) -> Ping.answer(stream));
  }

  /// Returns who we are.
  public PeerId self() {
    return self;
  }

  /// Serves `protocol` from now on, to those whom the gate allows.
  public void handle(String protocol, StreamHandler handler) {
    protocols.serve(protocol, handler);
  }

  /// Tells `listener` of connections from now on.
  public void addListener(ConnectionListener listener) {
    listeners.add(listener);
  }

  /// Listens on `port` of every interface, IPv4 and IPv6; 0 takes any free port.
  ///
  /// @return the port
  /// @throws IOException if the port is taken
  public int listen(int port) throws IOException {
    return listen(new InetSocketAddress(port));
  }

  /// Listens on an address of this machine, such as `/ip4/127.0.0.1/tcp/0`.
  ///
  /// @return the port
  /// @throws IOException if the port is taken, or the address is not one to listen on by TCP
  public int listen(Multiaddr address) throws IOException {
    Multiaddr.Target target =
        address.target().orElseThrow(() -> new IOException("Not a TCP address: " + address));
    return listen(new InetSocketAddress(target.host(), target.port()));
  }

  private int listen(InetSocketAddress address) throws IOException {
    TcpListener listener = TcpListener.start(address, this::arrived);
    sockets.add(listener);
    return listener.port();
  }

  /// Tells others, from now on, to find us at `addresses`, such as those of a router in front.
  /// None: where we listen.
  public void announce(Collection<Multiaddr> addresses) {
    announced = List.copyOf(addresses);
  }

  /// Returns where others find us: what was announced, or else where we listen, wildcards resolved
  /// to the addresses of the interfaces; with our id.
  public List<Multiaddr> addresses() {
    return told().stream().map(address -> address.with(self)).toList();
  }

  private List<Multiaddr> told() {
    return announced.isEmpty()
        ? sockets.stream().flatMap(listener -> listener.addresses().stream()).toList()
        : announced;
  }

  /// Returns the open connections, the oldest first.
  public List<Connection> connections() {
    return List.copyOf(table.connections());
  }

  /// Returns the oldest open connection with `peer`.
  public Optional<Connection> connection(PeerId peer) {
    return table.connections(peer).stream().<Connection>map(found -> found).findFirst();
  }

  /// Returns an open connection with `peer`, or makes one at the first of `addresses` that answers.
  ///
  /// @throws WrongPeerException if someone else answered at every address
  /// @throws IOException if none can be made; the other reasons are suppressed in it
  public Connection connect(PeerId peer, Collection<Multiaddr> addresses) throws IOException {
    Optional<Connection> open = connection(peer);
    if (open.isPresent()) {
      return open.get();
    }
    List<IOException> failures = new ArrayList<>();
    for (Multiaddr address : addresses) {
      try {
        return dial(address.with(peer));
      } catch (IOException e) {
        failures.add(e);
      }
    }
    IOException reason =
        failures.stream()
            .filter(failure -> !(failure instanceof WrongPeerException))
            .findFirst()
            .or(() -> failures.stream().findFirst())
            .orElseGet(() -> new IOException("No address of %s is known".formatted(peer)));
    failures.remove(reason);
    failures.forEach(reason::addSuppressed);
    throw reason;
  }

  /// Makes a new connection, whether or not there is one.
  ///
  /// @param address a TCP address; with a peer in it, only that peer will do
  /// @throws WrongPeerException if someone else answered
  /// @throws ConnectionLimitException if one more would be too many
  /// @throws IOException if nobody answered, or the handshake failed
  public Connection dial(Multiaddr address) throws IOException {
    Multiaddr.Target target =
        address
            .target()
            .orElseThrow(() -> new IOException("Only plain TCP can be dialed: " + address));
    Optional<PeerId> expected = expected(address);
    if (expected.isPresent()) {
      table.check(expected.get());
    }
    Socket socket = new Socket();
    try (Deadline _ = Deadline.start(limits.dialWait().plus(limits.handshakeWait()), socket)) {
      socket.connect(
          new InetSocketAddress(target.host(), target.port()), (int) limits.dialWait().toMillis());
      CountedSocket counted = new CountedSocket(socket);
      return add(counted, upgrade.dialed(counted, expected), true);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static Optional<PeerId> expected(Multiaddr address) throws IOException {
    try {
      return address.peer();
    } catch (IllegalArgumentException e) {
      throw new IOException("Only peers with Ed25519 keys can be dialed: " + address, e);
    }
  }

  /// Measures a round trip through the peer's program.
  ///
  /// @throws IOException if the peer does not answer in time
  public Duration ping(Connection connection) throws IOException {
    try (Stream stream = connection.open(Ping.PROTOCOL)) {
      stream.idleLimit(limits.negotiationWait());
      return Ping.ask(stream, random);
    }
  }

  /// Stops listening and closes every connection.
  @Override
  public void close() {
    sockets.forEach(TcpListener::close);
    List<Thread> closing =
        table.close().stream()
            .map(connection -> Thread.ofVirtual().start(connection::close))
            .toList();
    try {
      for (Thread thread : closing) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // A peer dials us. Each call is on a virtual thread of its own.

  private void arrived(Socket socket) {
    InetAddress address = socket.getInetAddress();
    try (socket) {
      table.arrived(address);
      try {
        accept(socket).awaitEnd();
      } finally {
        table.left(address);
      }
    } catch (IOException e) {
      LOG.debug("A connection from {} was not made: {}", address, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private SwarmConnection accept(Socket socket) throws IOException {
    try (Deadline _ = Deadline.start(limits.handshakeWait(), socket)) {
      CountedSocket counted = new CountedSocket(socket);
      return add(counted, upgrade.accepted(counted), false);
    } finally {
      table.settled();
    }
  }

  // Both ways.

  private SwarmConnection add(CountedSocket socket, SecureChannel channel, boolean dialed)
      throws IOException {
    if (channel.peer().equals(self)) {
      throw new IOException("That is this node itself");
    }
    table.check(channel.peer());
    SwarmConnection connection =
        new SwarmConnection(socket, channel, dialed, limits, memory, protocols);
    try {
      table.add(connection);
    } catch (ConnectionLimitException e) {
      connection.close();
      throw e;
    }
    Thread.ofVirtual().name("connection").start(() -> accompany(connection));
    return connection;
  }

  private void accompany(SwarmConnection connection) {
    tell(listener -> listener.connected(connection));
    try (Stream stream = connection.open(Identify.PROTOCOL)) {
      stream.idleLimit(limits.negotiationWait());
      PeerDescription description = Identify.ask(stream);
      connection.describe(description);
      tell(listener -> listener.identified(connection, description));
    } catch (IOException e) {
      LOG.debug("{} did not say what it is: {}", connection.peer(), e.getMessage());
    }
    try {
      connection.awaitEnd();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    table.remove(connection);
    tell(listener -> listener.disconnected(connection));
  }

  private void tell(java.util.function.Consumer<ConnectionListener> event) {
    for (ConnectionListener listener : listeners) {
      try {
        event.accept(listener);
      } catch (RuntimeException e) {
        LOG.warn("A listener of connections failed; the connection stays", e);
      }
    }
  }

  private void identify(Connection connection, Stream stream) throws IOException {
    Identify.tell(
        stream,
        self,
        AGENT,
        told(),
        protocols.offeredTo(connection.peer()),
        ((SwarmConnection) connection).remote());
  }
}
