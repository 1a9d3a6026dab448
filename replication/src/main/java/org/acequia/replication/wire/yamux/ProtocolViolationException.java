package org.acequia.replication.wire.yamux;

import java.io.IOException;

/// The peer broke a rule of the protocol; its session ends.
public final class ProtocolViolationException extends IOException {

  private static final long serialVersionUID = 1L;

  ProtocolViolationException(String what) {
    super(what);
  }
}
