package org.acequia.replication.wire.noise;

import java.io.IOException;

/// The secure channel could not be made, or was tampered with. The connection is of no further use.
public final class NoiseException extends IOException {

  private static final long serialVersionUID = 1L;

  NoiseException(String what) {
    super(what);
  }

  NoiseException(String what, Throwable cause) {
    super(what, cause);
  }
}
