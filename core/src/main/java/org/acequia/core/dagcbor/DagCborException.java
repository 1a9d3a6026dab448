package org.acequia.core.dagcbor;

/// The bytes are not canonical DAG-CBOR, or break a limit. Nothing was kept of them.
public final class DagCborException extends RuntimeException {

  /// @param message what is wrong, and at which byte
  public DagCborException(String message) {
    super(message);
  }
}
