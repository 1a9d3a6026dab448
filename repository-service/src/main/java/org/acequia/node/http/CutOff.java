package org.acequia.node.http;

import org.acequia.core.store.BlobStoreException;
import org.apache.catalina.connector.ClientAbortException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How an answer ends whose storage failed after it had begun: the connection is closed as it is.
final class CutOff {

  private static final Logger log = LoggerFactory.getLogger(CutOff.class);

  private CutOff() {}

  /// Returns what to throw. It passes for the client's own going away, because after every other
  /// failure the server adds an error page to the answer, which could fill it up to the length that
  /// was promised: nobody may take part of a file for the whole. It has no cause, because that
  /// would be answered with a problem.
  static ClientAbortException because(BlobStoreException cause) {
    log.error("An answer was cut off", cause);
    return new ClientAbortException(String.valueOf(cause.getMessage()));
  }
}
