package org.acequia.replication.wire;

import java.io.IOException;
import org.acequia.core.identity.PeerId;

/// Someone else answered at an address than it was dialed for. Nothing was said to them.
public final class WrongPeerException extends IOException {

  private static final long serialVersionUID = 1L;

  private final transient PeerId expected;
  private final transient PeerId actual;

  /// Creates it for the two peers.
  public WrongPeerException(PeerId expected, PeerId actual) {
    super("Dialed %s, and %s answered".formatted(expected, actual));
    this.expected = expected;
    this.actual = actual;
  }

  /// Returns who was dialed.
  public PeerId expected() {
    return expected;
  }

  /// Returns who answered.
  public PeerId actual() {
    return actual;
  }
}
