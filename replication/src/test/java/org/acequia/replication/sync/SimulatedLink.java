package org.acequia.replication.sync;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.record.Record;
import org.acequia.core.store.Intake;
import org.acequia.core.store.RecordListener;

/// Two sessions and the messages between them, moved one at a time by the test.
final class SimulatedLink {

  final End left;
  final End right;
  private static int salts;

  SimulatedLink(SimulatedNode opener, SimulatedNode other, Instant now) throws Exception {
    left = new End(opener, true);
    right = new End(other, false);
    left.feed(new Input.Opened(), now);
    right.feed(new Input.Opened(), now);
  }

  /// Moves one message, or lets one side write. Returns whether anything was there to do.
  boolean step(boolean leftFirst, Instant now) throws Exception {
    return leftFirst
        ? move(left, right, now) || move(right, left, now)
        : move(right, left, now) || move(left, right, now);
  }

  private static boolean move(End from, End to, Instant now) throws Exception {
    from.drain(now);
    from.drainCompleted(now);
    if (from.outbox.isEmpty() && from.session.hasMoreToWrite(now)) {
      from.feed(new Input.Writable(), now);
    }
    if (from.outbox.isEmpty()) {
      return false;
    }
    byte[] message = from.outbox.removeFirst();
    from.bytes += message.length;
    to.feed(new Input.Received(MessageCodec.decode(message)), now);
    return true;
  }

  void cut() {
    left.close();
    right.close();
  }

  int bytes() {
    return left.bytes + right.bytes;
  }

  /// One side.
  static final class End implements Runnable {
    final SimulatedNode node;
    final SyncSession session;
    final List<Message> sent = new ArrayList<>();
    int bytes;
    private final Deque<byte[]> outbox = new ArrayDeque<>();
    private final List<Record> changes = new ArrayList<>();
    private boolean released;
    private final List<Record> completed = new ArrayList<>();
    private final RecordListener listener =
        new RecordListener() {
          @Override
          public void accepted(List<Record> records) {
            changes.addAll(records);
          }

          @Override
          public void bodiesArrived(List<Record> records) {
            completed.addAll(records);
          }
        };

    End(SimulatedNode node, boolean opener) {
      this.node = node;
      byte[] salt = new byte[16];
      salt[0] = (byte) ++salts;
      salt[1] = (byte) (salts >> 8);
      session = new SyncSession(opener, Bytes.of(salt), node.holdings, node.claims);
      node.listen(listener);
      node.waiting.add(this);
    }

    /// Hears that another session let go.
    @Override
    public void run() {
      released = true;
    }

    void drain(Instant now) throws Exception {
      if (!changes.isEmpty()) {
        List<Record> taken = List.copyOf(changes);
        changes.clear();
        feed(new Input.Changed(taken), now);
      }
    }

    void drainCompleted(Instant now) throws Exception {
      if (released) {
        released = false;
        feed(new Input.Released(), now);
      }
      if (!completed.isEmpty()) {
        List<Record> taken = List.copyOf(completed);
        completed.clear();
        feed(new Input.Completed(taken), now);
      }
    }

    void close() {
      node.unlisten(listener);
      node.waiting.remove(this);
      session.end();
    }

    void feed(Input input, Instant now) throws Exception {
      Deque<Input> inputs = new ArrayDeque<>(List.of(input));
      while (!inputs.isEmpty()) {
        for (Output output : session.on(inputs.removeFirst(), now)) {
          switch (output) {
            case Output.Send(var message) -> {
              sent.add(message);
              outbox.add(MessageCodec.encode(message));
            }
            case Output.Offer(var set, var records, var bodies) -> {
              var named = new java.util.LinkedHashMap<Cid, Bytes>();
              bodies.forEach(body -> named.put(Cid.of(Codec.DAG_CBOR, body.toArray()), body));
              List<Intake.Verdict> verdicts =
                  records.isEmpty() && bodies.isEmpty() ? List.of() : node.offer(records, named);
              inputs.add(new Input.Offered(set, verdicts));
            }
            case Output.MayHold _ -> {}
            case Output.Disconnect(var reason) -> throw new IllegalStateException(reason);
          }
        }
      }
    }
  }
}
