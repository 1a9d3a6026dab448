package org.acequia.replication.wire;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.acequia.core.identity.PeerId;

/// The open connections, the handshakes of peers that are under way, and the limits on both.
final class ConnectionTable {

  private final SwarmLimits limits;
  private final ConnectionGate gate;
  private final List<SwarmConnection> connections = new ArrayList<>();
  private final Map<InetAddress, Integer> accepted = new HashMap<>();
  private int pending;
  private boolean closed;

  ConnectionTable(SwarmLimits limits, ConnectionGate gate) {
    this.limits = limits;
    this.gate = gate;
  }

  /// Counts a socket that `address` has dialed, until [#left(InetAddress)].
  ///
  /// @throws ConnectionLimitException if there are too many; then nothing was counted
  synchronized void arrived(InetAddress address) throws ConnectionLimitException {
    if (accepted.getOrDefault(address, 0) >= limits.maxPerAddress()) {
      throw new ConnectionLimitException("One address has too many connections");
    }
    if (pending >= limits.maxPending()) {
      throw new ConnectionLimitException("Too many handshakes are under way");
    }
    accepted.merge(address, 1, Integer::sum);
    pending++;
  }

  /// Ends the count as a handshake.
  synchronized void settled() {
    pending--;
  }

  /// Ends the count for the address.
  synchronized void left(InetAddress address) {
    accepted.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
  }

  /// Refuses one more connection with `peer`, where there would be too many.
  synchronized void check(PeerId peer) throws ConnectionLimitException {
    if (closed) {
      throw new ConnectionLimitException("This node is closing its connections");
    }
    if (connections.size() >= limits.maxConnections()) {
      throw new ConnectionLimitException("There are too many connections");
    }
    if (connections(peer).size() >= limits.maxPerPeer()) {
      throw new ConnectionLimitException("There are too many connections with this peer");
    }
    boolean full =
        !gate.knows(peer)
            && connections.stream().filter(known -> !gate.knows(known.peer())).count()
                >= limits.maxStrangers();
    if (full) {
      throw new ConnectionLimitException("There are too many connections with strangers");
    }
  }

  /// Adds a connection, within the limits.
  ///
  /// @throws ConnectionLimitException if it is one too many; it was not added
  synchronized void add(SwarmConnection connection) throws ConnectionLimitException {
    check(connection.peer());
    connections.add(connection);
  }

  synchronized void remove(SwarmConnection connection) {
    connections.remove(connection);
  }

  /// Returns the open connections, the oldest first.
  synchronized List<SwarmConnection> connections() {
    return List.copyOf(connections);
  }

  /// Returns those with `peer`, the oldest first.
  synchronized List<SwarmConnection> connections(PeerId peer) {
    return connections.stream()
        .filter(connection -> connection.peer().equals(peer) && connection.isOpen())
        .toList();
  }

  /// Refuses everything from now on, and returns what is open.
  synchronized List<SwarmConnection> close() {
    closed = true;
    return List.copyOf(connections);
  }
}
