package org.acequia.replication.wire.yamux;

import java.io.IOException;

/// A stream was ended at once, by the peer or by us; the session lives on.
public final class StreamResetException extends IOException {

  private static final long serialVersionUID = 1L;

  StreamResetException(String why) {
    super(why);
  }
}
