package org.acequia.replication.wire;

/// Hears of connections. Each call is on a virtual thread of its own and may block; the calls for
/// one connection come one after the other, in the order of the methods below.
public interface ConnectionListener {

  /// A peer is connected; streams can be opened.
  default void connected(Connection connection) {}

  /// The peer has said what it is and speaks. Not called for a peer that does not answer.
  default void identified(Connection connection, PeerDescription description) {}

  /// The connection is gone.
  default void disconnected(Connection connection) {}
}
