package org.acequia.replication.wire;

import java.util.List;
import java.util.Optional;

/// What a peer says of itself by identify. Nothing of it is proven, except that the peer said it.
///
/// @param protocolVersion the family of protocols, such as `ipfs/0.1.0`; may be empty
/// @param agent name and version of the program; may be empty
/// @param protocols what the peer offers to us
/// @param addresses where the peer says it listens; those we cannot read are left out
/// @param observed the address that the peer sees us at
public record PeerDescription(
    String protocolVersion,
    String agent,
    List<String> protocols,
    List<Multiaddr> addresses,
    Optional<Multiaddr> observed) {

  /// Copies the lists.
  public PeerDescription {
    protocols = List.copyOf(protocols);
    addresses = List.copyOf(addresses);
  }
}
