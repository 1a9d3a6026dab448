package org.acequia.core.record;

/// A record, a body or a content is not what `docs/format.md` allows. Nothing was kept of it.
public final class MalformedRecordException extends RuntimeException {

  /// @param message which field, and what is wrong with it, for people
  public MalformedRecordException(String message) {
    super(message);
  }

  /// @param message which field, and what is wrong with it, for people
  public MalformedRecordException(String message, Throwable cause) {
    super(message, cause);
  }
}
