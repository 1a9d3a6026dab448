package org.acequia.core.identity;

import org.acequia.core.bytes.Bytes;

/// The name of a running copy of a node on the wire: the multihash of its libp2p public key.
///
/// @param multihash for an Ed25519 key 38 bytes: `0x00 0x24` and the key's protobuf form
public record PeerId(Bytes multihash) {}
