package org.acequia.replication.wire;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.acequia.core.identity.PeerId;
import org.acequia.replication.wire.multistream.Multistream;
import org.acequia.replication.wire.noise.NoiseHandshake;
import org.acequia.replication.wire.noise.NoiseIdentity;
import org.acequia.replication.wire.noise.SecureChannel;
import org.acequia.replication.wire.protobuf.MalformedMessageException;
import org.acequia.replication.wire.yamux.YamuxSession;

/// Makes a secure channel with a multiplexer agreed upon out of a socket (libp2p `connections`,
/// "Upgrading Connections").
record Upgrade(NoiseIdentity identity) {

  private static final List<String> SECURITY = List.of("/noise");

  /// The multiplexers that we speak.
  static final List<String> MUXERS = List.of(YamuxSession.PROTOCOL);

  /// Upgrades a socket that we dialed.
  ///
  /// @param expected who must be at the other end, if that is known
  /// @throws WrongPeerException if someone else is
  SecureChannel dialed(CountedSocket socket, Optional<PeerId> expected) throws IOException {
    require(Multistream.propose(socket.input(), socket.output(), SECURITY));
    SecureChannel channel = NoiseHandshake.initiate(socket.input(), socket.output(), identity);
    if (expected.isPresent() && !expected.get().equals(channel.peer())) {
      throw new WrongPeerException(expected.get(), channel.peer());
    }
    if (!muxerAgreed(channel)) {
      require(Multistream.propose(channel.input(), channel.output(), MUXERS));
    }
    return channel;
  }

  /// Upgrades a socket that a peer dialed.
  SecureChannel accepted(CountedSocket socket) throws IOException {
    require(Multistream.answer(socket.input(), socket.output(), () -> SECURITY));
    SecureChannel channel = NoiseHandshake.respond(socket.input(), socket.output(), identity);
    if (!muxerAgreed(channel)) {
      require(Multistream.answer(channel.input(), channel.output(), () -> MUXERS));
    }
    return channel;
  }

  /// Tells whether the handshake itself has settled the multiplexer (libp2p
  /// `inlined-muxer-negotiation`).
  private static boolean muxerAgreed(SecureChannel channel) throws IOException {
    if (channel.muxers().isEmpty()) {
      return false;
    }
    if (!channel.muxers().contains(YamuxSession.PROTOCOL)) {
      throw new MalformedMessageException("The peer speaks none of our multiplexers");
    }
    return true;
  }

  private static void require(Optional<String> agreed) throws IOException {
    if (agreed.isEmpty()) {
      throw new MalformedMessageException("The peer speaks neither Noise nor yamux");
    }
  }
}
