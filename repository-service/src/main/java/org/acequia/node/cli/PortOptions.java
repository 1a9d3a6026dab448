package org.acequia.node.cli;

import org.acequia.node.NodeOptions;
import picocli.CommandLine.Option;

/// The ports that a node is started with; that of HTTPS, which can be off, stands apart.
final class PortOptions {

  @Option(
      names = "--port",
      defaultValue = "" + NodeOptions.PORT,
      description =
          "The port of the pages and the API (default: ${DEFAULT-VALUE}; 0: any free one)")
  private int port;

  @Option(
      names = "--p2p-port",
      defaultValue = "" + NodeOptions.P2P_PORT,
      description = "The port for other nodes (default: ${DEFAULT-VALUE}; 0: any free one)")
  private int p2pPort;

  int port() {
    return port;
  }

  int p2pPort() {
    return p2pPort;
  }
}
