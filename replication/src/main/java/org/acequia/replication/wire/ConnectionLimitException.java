package org.acequia.replication.wire;

import java.io.IOException;

/// A connection was not made, or was closed at once, because a limit of ours is reached.
public final class ConnectionLimitException extends IOException {

  private static final long serialVersionUID = 1L;

  /// Creates it with the limit that is reached.
  public ConnectionLimitException(String limit) {
    super(limit);
  }
}
