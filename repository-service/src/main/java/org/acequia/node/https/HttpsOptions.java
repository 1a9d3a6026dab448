package org.acequia.node.https;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/// What an operator chooses about HTTPS.
///
/// @param port where it listens, 0 for any port that is free; empty where it is switched off, so
///   that people sign in at the machine itself only
/// @param certificate PEM files that the operator brings; empty for those of the data directory
public record HttpsOptions(OptionalInt port, Optional<Brought> certificate) {

  /// Where HTTPS listens if nothing else is said.
  public static final int PORT = 8443;

  /// No HTTPS.
  public static final HttpsOptions OFF = new HttpsOptions(OptionalInt.empty(), Optional.empty());

  /// A certificate with its chain, and its key.
  public record Brought(Path certificate, Path key) {}
}
