package org.acequia.core.unixfs;

/// The bytes are no file by the profile, are not those that their CID names, or break a limit.
/// Nothing was kept of them.
public final class UnixFsException extends RuntimeException {

  /// @param message what is wrong
  public UnixFsException(String message) {
    super(message);
  }

  /// @param message what is wrong
  /// @param cause what found it
  public UnixFsException(String message, Throwable cause) {
    super(message, cause);
  }
}
