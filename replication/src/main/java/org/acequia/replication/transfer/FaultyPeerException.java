package org.acequia.replication.transfer;

/// A peer sent what it was not asked for. Nothing of it was kept; it is not to be asked again soon.
final class FaultyPeerException extends Exception {

  FaultyPeerException(String message) {
    super(message);
  }
}
