package org.acequia.core.media;

import java.util.Locale;

/// Why something could not be got out of a file. The file itself is kept, whole and unchanged, in
/// every case.
public enum Fault {
  /// The file is broken, or not of the kind it is said to be.
  DAMAGED,
  /// No program of this node reads pictures of this kind.
  UNSUPPORTED,
  /// It is locked with a password.
  LOCKED,
  /// What it unfolds to is larger than what this node takes on: a picture of too many pixels, an
  /// archive in archives.
  TOO_LARGE,
  /// It took longer than one file may.
  TOO_LONG,
  /// It took more memory than one file may, or brought the reading program down.
  TOO_MUCH,
  /// The bytes on this node's disk are not those that the file's name promises.
  CORRUPT,
  /// The node's disk is full.
  NO_SPACE,
  /// The reading program could not be started, or failed in a way that nobody foresaw.
  FAILED;

  /// Returns the name in tables and messages.
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
