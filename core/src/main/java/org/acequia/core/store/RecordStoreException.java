package org.acequia.core.store;

/// The storage of records failed. Nothing of the call was kept.
public class RecordStoreException extends RuntimeException {

  /// @param message what failed and what to do
  public RecordStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
