package org.acequia.replication.wire;

import java.time.Duration;
import org.acequia.replication.wire.yamux.YamuxLimits;

/// What connections may cost a node, and how long it waits for peers.
///
/// @param maxConnections open connections, whoever dialed
/// @param maxStrangers open connections with peers that the gate does not know
/// @param maxPerPeer open connections with one peer: two that dial each other at once make two
/// @param maxPerAddress sockets that one IP address may have dialed to us
/// @param maxPending handshakes that peers have begun and not ended
/// @param maxMemoryBytes what all connections together have received and nobody has read yet
/// @param dialWait how long a TCP connection may take
/// @param handshakeWait how long everything from there to the multiplexer may take
/// @param negotiationWait how long agreeing on a stream's protocol may take, and identify
/// @param yamux what each connection may cost
public record SwarmLimits(
    int maxConnections,
    int maxStrangers,
    int maxPerPeer,
    int maxPerAddress,
    int maxPending,
    long maxMemoryBytes,
    Duration dialWait,
    Duration handshakeWait,
    Duration negotiationWait,
    YamuxLimits yamux) {

  /// For a node on a small machine: 128 connections, 48 of them strangers; 48 MiB.
  public static final SwarmLimits DEFAULT =
      new SwarmLimits(
          128,
          48,
          4,
          32,
          32,
          48L * 1024 * 1024,
          Duration.ofSeconds(10),
          Duration.ofSeconds(15),
          Duration.ofSeconds(15),
          YamuxLimits.DEFAULT);

  /// Returns the same limits with another handshake time.
  public SwarmLimits withHandshakeWait(Duration wait) {
    return new SwarmLimits(
        maxConnections,
        maxStrangers,
        maxPerPeer,
        maxPerAddress,
        maxPending,
        maxMemoryBytes,
        dialWait,
        wait,
        negotiationWait,
        yamux);
  }

  /// Returns the same limits with another time for TCP connections.
  public SwarmLimits withDialWait(Duration wait) {
    return new SwarmLimits(
        maxConnections,
        maxStrangers,
        maxPerPeer,
        maxPerAddress,
        maxPending,
        maxMemoryBytes,
        wait,
        handshakeWait,
        negotiationWait,
        yamux);
  }

  /// Returns the same limits with other numbers of connections: in all, with strangers, and with
  /// one peer.
  public SwarmLimits withConnections(int all, int strangers, int perPeer) {
    return new SwarmLimits(
        all,
        strangers,
        perPeer,
        maxPerAddress,
        maxPending,
        maxMemoryBytes,
        dialWait,
        handshakeWait,
        negotiationWait,
        yamux);
  }

  /// Returns the same limits with other limits of each connection.
  public SwarmLimits withYamux(YamuxLimits limits) {
    return new SwarmLimits(
        maxConnections,
        maxStrangers,
        maxPerPeer,
        maxPerAddress,
        maxPending,
        maxMemoryBytes,
        dialWait,
        handshakeWait,
        negotiationWait,
        limits);
  }
}
