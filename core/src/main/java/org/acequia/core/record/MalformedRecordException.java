package org.acequia.core.record;

/// A record, a body or a content is not what `docs/format.md` allows. Nothing was kept of it.
public final class MalformedRecordException extends RuntimeException {

  private final String reason;

  /// @param reason which field, and what is wrong with it, for people
  public MalformedRecordException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /// @param reason which field, and what is wrong with it, for people
  public MalformedRecordException(String reason, Throwable cause) {
    super(reason, cause);
    this.reason = reason;
  }

  /// Returns which field is wrong, and how, for people.
  public String reason() {
    return reason;
  }
}
