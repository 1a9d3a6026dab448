package org.acequia.core.dagpb;

/// The bytes are not canonical DAG-PB, or break a limit. Nothing was kept of them.
public final class DagPbException extends RuntimeException {

  /// @param message what is wrong
  public DagPbException(String message) {
    super(message);
  }

  /// @param message what is wrong
  /// @param cause what found it
  public DagPbException(String message, Throwable cause) {
    super(message, cause);
  }
}
