package org.acequia.node;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.acequia.node.https.HttpsOptions;
import org.acequia.replication.wire.Multiaddr;

/// What an operator chooses when a node starts.
///
/// @param data the directory that holds everything the node keeps
/// @param port of HTTP; 0 for any that is free
/// @param https of HTTPS; switched off where HTTP answers this machine alone
/// @param p2pPort of libp2p over TCP; 0 for any that is free
/// @param jdbcUrl of an external PostgreSQL, with user and password in it; empty for the embedded
///   one
/// @param announce the multiaddrs at which other nodes are told to find this one, at most
///   [#ANNOUNCE_MAX]; none: those at which it listens
/// @param loopbackOnly whether HTTP and libp2p answer this machine alone, as in a demonstration or
///   during an unattended set-up
/// @param logFormat of what the node writes to standard output while it runs
public record NodeOptions(
    Path data,
    int port,
    HttpsOptions https,
    int p2pPort,
    Optional<String> jdbcUrl,
    List<String> announce,
    boolean loopbackOnly,
    LogFormat logFormat) {

  /// Where HTTP listens if nothing else is said.
  public static final int PORT = 8080;

  /// Where libp2p listens if nothing else is said.
  public static final int P2P_PORT = 4001;

  /// How many addresses are announced.
  public static final int ANNOUNCE_MAX = 8;

  /// The highest port.
  public static final int PORT_MAX = 65_535;

  /// Refuses numbers that are no ports.
  public NodeOptions {
    requirePort("--port", port);
    https.port().ifPresent(number -> requirePort("--https-port", number));
    requirePort("--p2p-port", p2pPort);
    announce = List.copyOf(announce);
    if (announce.size() > ANNOUNCE_MAX) {
      throw new IllegalArgumentException(
          "--announce may be given %d times at most".formatted(ANNOUNCE_MAX));
    }
    announce.forEach(Multiaddr::parse);
  }

  /// Returns the options of a node that only this machine reaches, at ports that are free.
  public static NodeOptions loopback(Path data, Optional<String> jdbcUrl) {
    return new NodeOptions(data, 0, HttpsOptions.OFF, 0, jdbcUrl, List.of(), true, LogFormat.TEXT);
  }

  private static void requirePort(String option, int port) {
    if (port < 0 || port > PORT_MAX) {
      throw new IllegalArgumentException("%s must be 0 to 65535, not %d".formatted(option, port));
    }
  }
}
