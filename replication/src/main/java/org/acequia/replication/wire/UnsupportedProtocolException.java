package org.acequia.replication.wire;

import java.io.IOException;

/// The peer does not speak a protocol, or does not with us: on the wire the two look the same.
public final class UnsupportedProtocolException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String protocol;

  /// Creates it for the `protocol` that was asked for.
  public UnsupportedProtocolException(String protocol) {
    super("The peer does not speak " + protocol + " with us");
    this.protocol = protocol;
  }

  /// Returns the protocol that was asked for.
  public String protocol() {
    return protocol;
  }
}
