package org.acequia.replication.wire.noise;

import java.util.List;
import org.acequia.core.identity.PeerId;

/// Two streams that only the named peer can read and write.
///
/// @param peer who the peer proved to be
/// @param muxers the stream multiplexers that the peer named in the handshake, its preferred first;
///   none if it does not negotiate them there
/// @param input what the peer sends, decrypted and authenticated
/// @param output encrypts each write at once: callers gather first
public record SecureChannel(
    PeerId peer, List<String> muxers, NoiseInput input, NoiseOutput output) {

  /// Copies the list.
  public SecureChannel {
    muxers = List.copyOf(muxers);
  }
}
