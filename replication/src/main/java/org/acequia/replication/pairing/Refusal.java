package org.acequia.replication.pairing;

/// Why the node that gave an invite does not take it.
public enum Refusal {
  /// Another node has used it.
  USED,
  /// Its time is over, by the clock of the node that gave it.
  EXPIRED,
  /// That node gave no such invite, or the secret is not known to whoever asks.
  UNKNOWN
}
