package org.acequia.node.uploads;

/// An upload cannot begin or go on. What was acknowledged of it is kept, unless the reason says
/// otherwise.
final class UploadRefusedException extends RuntimeException {

  private final Reason reason;

  UploadRefusedException(Reason reason) {
    super(reason.name(), null, false, false);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }

  /// Why.
  enum Reason {
    /// There is no such upload of this curator: it never was, was given up, or has expired.
    GONE(404),
    /// It has another number of bytes by now: ask how many.
    OFFSET(409),
    /// The file has more bytes than this node takes, or than was said: then none of them is kept.
    TOO_LARGE(413),
    /// What was sent is not understood.
    MALFORMED(400),
    /// Another request is at it.
    BUSY(423),
    /// The curator has too many unfinished uploads.
    TOO_MANY(429),
    /// The disk is nearly full.
    NO_SPACE(507);

    private final int status;

    Reason(int status) {
      this.status = status;
    }

    int status() {
      return status;
    }
  }
}
