package org.acequia.benchmarks;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.store.Intake;
import org.acequia.replication.sync.Claims;
import org.acequia.replication.sync.HostileMessageException;
import org.acequia.replication.sync.Input;
import org.acequia.replication.sync.Message;
import org.acequia.replication.sync.MessageCodec;
import org.acequia.replication.sync.Output;
import org.acequia.replication.sync.SyncSession;

/// Two sync sessions that speak until neither has more to say. Every message is written and read as
/// on a stream, and counted with the length in front of it.
final class Conversation {

  private static final Instant NOW = Instant.ofEpochMilli(Scribe.START_MS);

  private final Map<Class<?>, Long> bytes = new HashMap<>();
  private final Map<Class<?>, Integer> messages = new HashMap<>();

  private Conversation() {}

  /// @param opener asks
  /// @param other answers
  static Conversation between(MemoryNode opener, MemoryNode other) throws HostileMessageException {
    Conversation conversation = new Conversation();
    Side one = new Side(opener, true);
    Side two = new Side(other, false);
    one.feed(new Input.Opened());
    two.feed(new Input.Opened());
    boolean moved = true;
    while (moved) {
      boolean there = conversation.move(one, two);
      boolean back = conversation.move(two, one);
      moved = there || back;
    }
    return conversation;
  }

  private boolean move(Side from, Side to) throws HostileMessageException {
    if (from.outbox.isEmpty() && from.session.hasMoreToWrite(NOW)) {
      from.feed(new Input.Writable());
    }
    if (from.outbox.isEmpty()) {
      return false;
    }
    Message message = from.outbox.removeFirst();
    byte[] encoded = MessageCodec.encode(message);
    bytes.merge(message.getClass(), (long) encoded.length + lengthBytes(encoded), Long::sum);
    messages.merge(message.getClass(), 1, Integer::sum);
    to.feed(new Input.Received(MessageCodec.decode(encoded)));
    return true;
  }

  private static int lengthBytes(byte[] encoded) {
    return encoded.length < 1 << 7 ? 1 : encoded.length < 1 << 14 ? 2 : 3;
  }

  /// Returns the bytes of both directions after the greeting.
  long bytesAfterHello() {
    return bytes.entrySet().stream()
        .filter(entry -> entry.getKey() != Message.Hello.class)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /// Returns the bytes of both directions that compare the sets.
  long comparingBytes() {
    return bytes.getOrDefault(Message.Reconcile.class, 0L)
        + bytes.getOrDefault(Message.Reconciled.class, 0L);
  }

  /// Returns how often the opener asked while the sets were compared.
  int roundTrips() {
    return messages.getOrDefault(Message.Reconcile.class, 0);
  }

  private static final class Side {
    final MemoryNode node;
    final SyncSession session;
    final Deque<Message> outbox = new ArrayDeque<>();

    Side(MemoryNode node, boolean opener) {
      this.node = node;
      this.session = new SyncSession(opener, Scribe.id(opener ? 1 : 2), node, new Claims(() -> {}));
    }

    void feed(Input first) {
      Deque<Input> inputs = new ArrayDeque<>(List.of(first));
      while (!inputs.isEmpty()) {
        for (Output output : session.on(inputs.removeFirst(), NOW)) {
          switch (output) {
            case Output.Send(Message message) -> outbox.add(message);
            case Output.Offer(var set, List<Bytes> records, List<Bytes> bodies) -> {
              Map<Cid, Bytes> named = new HashMap<>();
              bodies.forEach(body -> named.put(Cid.of(Codec.DAG_CBOR, body.toArray()), body));
              List<Intake.Verdict> verdicts = node.offer(records, named);
              inputs.add(new Input.Offered(set, verdicts));
            }
            case Output.Disconnect(String reason) -> throw new IllegalStateException(reason);
            default -> {} // what it says of blobs is not measured here
          }
        }
      }
    }
  }
}
