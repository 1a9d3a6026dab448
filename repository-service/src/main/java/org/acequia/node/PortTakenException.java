package org.acequia.node;

/// Another program listens on the port that libp2p should use.
public final class PortTakenException extends RuntimeException {

  /// Says which port, and what to do.
  public PortTakenException(int port, Throwable cause) {
    super(
        "Port %d (libp2p) is in use by another program. Nothing was changed. Stop that program, or choose another port with --p2p-port."
            .formatted(port),
        cause);
  }
}
