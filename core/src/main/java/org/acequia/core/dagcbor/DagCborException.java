package org.acequia.core.dagcbor;

/// The bytes are not canonical DAG-CBOR, break a limit, or hold a node of another shape than is
/// due. Nothing was kept of them.
public final class DagCborException extends RuntimeException {

  /// @param message what is wrong, and where
  public DagCborException(String message) {
    super(message);
  }

  /// @param message what is wrong, and where
  /// @param cause what found it
  public DagCborException(String message, Throwable cause) {
    super(message, cause);
  }
}
