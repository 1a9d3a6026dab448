/// The secure channel: `Noise_XX_25519_ChaChaPoly_SHA256` with libp2p's handshake payload (libp2p
/// `noise` r5), by the JDK's own cryptography.
///
/// ```
/// -> e
/// <- e, ee, s, es   payload of the responder
/// -> s, se          payload of the initiator
/// payload = protobuf { 1: identity key, 2: signature of the static key, 4: { 2: muxers } }
/// ```
///
/// Afterwards each message is a 16-bit length and an AEAD ciphertext of at most 65,535 bytes. There
/// is no end-of-stream message: only the layer above can tell a clean end from a cut one.
@NullMarked
package org.acequia.replication.wire.noise;

import org.jspecify.annotations.NullMarked;
