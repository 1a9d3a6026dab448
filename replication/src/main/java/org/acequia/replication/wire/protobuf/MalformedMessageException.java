package org.acequia.replication.wire.protobuf;

import java.io.IOException;

/// What a peer sent is not the message it should be, or is larger than we accept.
public final class MalformedMessageException extends IOException {

  private static final long serialVersionUID = 1L;

  /// Creates it with what is wrong.
  public MalformedMessageException(String what) {
    super(what);
  }
}
