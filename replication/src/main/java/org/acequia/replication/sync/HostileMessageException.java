package org.acequia.replication.sync;

/// A peer sent bytes that break the protocol or its limits. Nothing of the message was kept; the
/// stream it came on is of no further use.
public final class HostileMessageException extends Exception {

  private final String reason;

  /// @param reason what is wrong with the message
  public HostileMessageException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /// Returns what is wrong with the message.
  public String reason() {
    return reason;
  }
}
