package org.acequia.replication.wire;

import java.io.IOException;

/// Serves the streams that peers open for one protocol, each on a virtual thread of its own.
@FunctionalInterface
public interface StreamHandler {

  /// Serves one stream. Returning closes it; throwing resets it and is logged.
  void serve(Connection connection, Stream stream) throws IOException;
}
