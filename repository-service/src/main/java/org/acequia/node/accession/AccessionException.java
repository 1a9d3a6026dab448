package org.acequia.node.accession;

/// An import cannot begin or go on. What was added before stays; importing again goes on from
/// there.
public final class AccessionException extends RuntimeException {

  /// @param message what is wrong, where, and what to do
  public AccessionException(String message) {
    super(message);
  }

  /// @param message what is wrong, where, and what to do
  public AccessionException(String message, Throwable cause) {
    super(message, cause);
  }
}
