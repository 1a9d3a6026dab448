package org.acequia.replication.pairing;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.acequia.core.identity.PeerId;
import org.acequia.replication.wire.Connection;
import org.acequia.replication.wire.Stream;
import org.acequia.replication.wire.StreamHandler;
import org.acequia.replication.wire.UnsupportedProtocolException;
import org.acequia.replication.wire.protobuf.LengthPrefixed;
import org.acequia.replication.wire.protobuf.MalformedMessageException;

/// Both sides of `/acequia/pair/1`. Safe for use by many threads.
///
/// The connection has proven both peers' ids; the joining one adds the proof that it holds the
/// invite, bound to both ids, so that nobody in between can use it for themselves.
public final class Pairing implements StreamHandler {

  /// The protocol's name.
  public static final String PROTOCOL = "/acequia/pair/1";

  /// How long the other side may stay silent.
  public static final Duration PATIENCE = Duration.ofSeconds(20);

  private final PeerId self;
  private final InviteBook book;
  private final Supplier<Introduction> introduction;

  /// @param self this node
  /// @param book the invites that it gave
  /// @param introduction what it says of itself
  public Pairing(PeerId self, InviteBook book, Supplier<Introduction> introduction) {
    this.self = self;
    this.book = book;
    this.introduction = introduction;
  }

  /// Answers a node that brings an invite of ours.
  @Override
  public void serve(Connection connection, Stream stream) throws IOException {
    stream.idleLimit(PATIENCE);
    if (!(receive(stream) instanceof PairMessage.Request request)) {
      throw new MalformedMessageException("Not a request to be paired");
    }
    PeerId joiner = connection.peer();
    Optional<Refusal> refusal =
        request.isProven(joiner, self)
            ? book.redeem(request.inviteKey(), joiner, request.introduction())
            : Optional.of(Refusal.UNKNOWN);
    send(
        stream,
        refusal
            .<PairMessage>map(PairMessage.Refused::new)
            .orElseGet(() -> new PairMessage.Accepted(introduction.get())));
  }

  /// Brings an invite to the node that gave it. After [Outcome.Paired] the other side has stored
  /// us, and it is for the caller to store it. After an exception it may have, too: try again.
  ///
  /// @param connection with the peer that the invite names
  /// @throws IOException if the connection fails, or the answer makes no sense
  public Outcome join(Connection connection, Invite invite) throws IOException {
    try (Stream stream = connection.open(PROTOCOL)) {
      stream.idleLimit(PATIENCE);
      send(
          stream,
          PairMessage.Request.of(invite.key(), self, connection.peer(), introduction.get()));
      return switch (receive(stream)) {
        case PairMessage.Accepted(var theirs) -> new Outcome.Paired(theirs);
        case PairMessage.Refused(var reason) -> new Outcome.Refused(reason);
        case PairMessage.Request _ ->
            throw new MalformedMessageException("A request, where an answer was due");
      };
    } catch (UnsupportedProtocolException e) {
      // It is offered only while an invite is outstanding: ours is no more.
      return new Outcome.Refused(Refusal.USED);
    }
  }

  private static void send(Stream stream, PairMessage message) throws IOException {
    LengthPrefixed.write(stream.output(), message.encode());
    stream.output().flush();
  }

  private static PairMessage receive(Stream stream) throws IOException {
    return PairMessage.decode(LengthPrefixed.read(stream.input(), PairMessage.SIZE_BYTES_MAX))
        .orElseThrow(() -> new MalformedMessageException("Not a message of " + PROTOCOL));
  }

  /// How bringing an invite ended.
  public sealed interface Outcome {

    /// The other node has stored this one as its neighbour.
    ///
    /// @param introduction of the other node
    record Paired(Introduction introduction) implements Outcome {}

    /// It has not.
    record Refused(Refusal reason) implements Outcome {}
  }
}
