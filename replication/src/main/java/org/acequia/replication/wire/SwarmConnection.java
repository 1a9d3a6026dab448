package org.acequia.replication.wire;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.acequia.core.identity.PeerId;
import org.acequia.replication.wire.multistream.Multistream;
import org.acequia.replication.wire.noise.SecureChannel;
import org.acequia.replication.wire.yamux.MemoryBudget;
import org.acequia.replication.wire.yamux.YamuxSession;
import org.acequia.replication.wire.yamux.YamuxStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A connection of a swarm: a secure channel with a multiplexer on it.
final class SwarmConnection implements Connection {

  private static final Logger LOG = LoggerFactory.getLogger(SwarmConnection.class);

  private final CountedSocket socket;
  private final SecureChannel channel;
  private final boolean dialed;
  private final SwarmLimits limits;
  private final Protocols protocols;
  private final Multiaddr remote;
  private final YamuxSession session;
  private volatile Optional<PeerDescription> description = Optional.empty();

  /// Starts the multiplexer; streams of the peer are served from now on.
  SwarmConnection(
      CountedSocket socket,
      SecureChannel channel,
      boolean dialed,
      SwarmLimits limits,
      MemoryBudget memory,
      Protocols protocols) {
    this.socket = socket;
    this.channel = channel;
    this.dialed = dialed;
    this.limits = limits;
    this.protocols = protocols;
    this.remote = socket.remote();
    this.session =
        YamuxSession.start(
            channel.input(), channel.output(), socket, dialed, limits.yamux(), memory, this::serve);
  }

  @Override
  public PeerId peer() {
    return channel.peer();
  }

  @Override
  public String remoteAddress() {
    return remote.toString();
  }

  Multiaddr remote() {
    return remote;
  }

  @Override
  public boolean dialed() {
    return dialed;
  }

  @Override
  public Optional<PeerDescription> description() {
    return description;
  }

  void describe(PeerDescription said) {
    description = Optional.of(said);
  }

  @Override
  public long bytesSent() {
    return socket.sent();
  }

  @Override
  public long bytesReceived() {
    return socket.received();
  }

  @Override
  public boolean isOpen() {
    return session.isOpen();
  }

  @Override
  public void close() {
    session.close();
  }

  void awaitEnd() throws InterruptedException {
    IOException why = session.awaitEnd();
    LOG.debug("The connection with {} has ended: {}", peer(), why.getMessage());
  }

  @Override
  public Stream open(String protocol) throws IOException {
    YamuxStream stream = session.open();
    try (Deadline _ = Deadline.start(limits.negotiationWait(), stream::reset)) {
      if (Multistream.propose(stream.input(), stream.output(), List.of(protocol)).isEmpty()) {
        throw new UnsupportedProtocolException(protocol);
      }
      return new NegotiatedStream(stream, protocol);
    } catch (IOException | RuntimeException e) {
      stream.reset();
      throw e;
    }
  }

  private void serve(YamuxStream stream) {
    try {
      Optional<String> protocol = negotiate(stream);
      if (protocol.isEmpty()) {
        stream.reset();
        return;
      }
      NegotiatedStream negotiated = new NegotiatedStream(stream, protocol.get());
      protocols.handler(protocol.get()).serve(this, negotiated);
      negotiated.close();
    } catch (IOException e) {
      LOG.debug("A stream of {} failed: {}", peer(), e.getMessage());
      stream.reset();
    } catch (RuntimeException e) {
      LOG.warn("Serving a stream of {} failed; the stream was reset", peer(), e);
      stream.reset();
    }
  }

  private Optional<String> negotiate(YamuxStream stream) throws IOException {
    try (Deadline _ = Deadline.start(limits.negotiationWait(), stream::reset)) {
      return Multistream.answer(stream.input(), stream.output(), () -> protocols.offeredTo(peer()));
    }
  }
}
