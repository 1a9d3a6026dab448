package org.acequia.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.dagcbor.Node;
import org.acequia.core.identity.SigningKey;
import org.acequia.core.record.Record;
import org.acequia.core.record.SetRef;
import org.acequia.core.record.Slot;
import org.acequia.core.store.RecordFixture;
import org.acequia.replication.transfer.BlobServer;
import org.acequia.replication.wire.ConnectionGate;
import org.acequia.replication.wire.Multiaddr;
import org.acequia.replication.wire.Swarm;
import org.acequia.replication.wire.SwarmLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplicationTests {

  private final RecordFixture curator = new RecordFixture(3);
  private final SetRef songs = curator.set(1);
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  @Test
  void recordsAndBlobsReachTheNeighbourOfANeighbour() throws Exception {
    LiveNode a = node(1);
    LiveNode b = node(2);
    LiveNode c = node(3);
    found(a);
    write(a, 500);
    byte[] large = random(3 << 20);
    byte[] small = random(4_000);
    Cid largeCid = a.keep(large);
    Cid smallCid = a.keep(small);
    for (LiveNode node : List.of(b, c)) {
      node.want(largeCid, large.length);
      node.want(smallCid, small.length);
    }

    c.dial(b);
    b.dial(a);

    c.awaitBlob(largeCid);
    c.awaitBlob(smallCid);
    c.await("records", () -> c.records.index(songs).size() == 500);
    c.await("bodies", () -> c.records.store.missingBodies(songs, 1).isEmpty());
    assertThat(c.blobs.open(largeCid).orElseThrow().readAllBytes()).isEqualTo(large);
    assertThat(c.replication.state(b.peer()).connected()).isTrue();
    assertThat(c.replication.state(b.peer()).bytesIn()).isGreaterThan(large.length);
  }

  @Test
  void aChangeReachesNeighboursWhoeverDialled() throws Exception {
    LiveNode a = node(1);
    LiveNode b = node(2);
    found(a);
    a.dial(b);
    b.dial(a);
    b.await("charter", () -> b.records.followed.contains(songs));

    write(a, 1);
    b.await("a's", () -> b.records.index(songs).size() == 1);
    write(b, 1);
    a.await("b's", () -> a.records.index(songs).size() == 2);
  }

  @Test
  void aBlobCutOffThreeTimesCompletesWithLittleSentAgain() throws Exception {
    LiveNode a = node(1);
    LiveNode b = node(2);
    byte[] content = random(50 << 20);
    Cid cid = a.keep(content);
    var proxy = new CuttingProxy(a.port, List.of(11L << 20, 23L << 20, 37L << 20));
    open.add(proxy);
    b.want(cid, content.length);

    while (!b.blobs.holds(cid)) {
      b.dial(a.peer(), proxy.port());
      b.await("the blob or a cut", () -> b.blobs.holds(cid) || b.connections() == 0);
    }

    assertThat(proxy.cutCount()).isEqualTo(3);
    assertThat(b.blobs.open(cid).orElseThrow().readAllBytes()).isEqualTo(content);
    assertThat(proxy.bytes()).isLessThan(content.length / 100L * 105);
    assertThat(b.replication.totals().bytesAgain()).isZero();
  }

  @Test
  void aPeerThatSendsOtherBytesIsLeftAndAnotherOneServes() throws Exception {
    byte[] content = random(9_000);
    Cid cid = Cid.of(Codec.RAW, content);
    Swarm liar = liar(content.length);
    LiveNode b = node(2);
    LiveNode honest = node(3);
    b.want(cid, content.length);
    b.dial(liar.self(), port(liar));
    b.await("the liar", () -> b.connections() == 1);
    honest.keep(content);
    b.dial(honest);

    b.awaitBlob(cid);

    assertThat(b.blobs.open(cid).orElseThrow().readAllBytes()).isEqualTo(content);
  }

  @Test
  void aBlobThatANeighbourGetsLaterIsFetchedThen() throws Exception {
    LiveNode a = node(1);
    LiveNode b = node(2);
    byte[] content = random(2 << 20);
    a.records.write(Map.of(), curator.genesis());
    b.dial(a);
    Cid cid = b.keep(content);
    b.blobs.remove(cid);
    b.want(cid, content.length);
    write(b);

    a.await("sync", () -> a.records.index(curator.genesis().setRef()).size() > 1);
    a.keep(content);

    b.awaitBlob(cid);
  }

  @Test
  void aBlobThatArrivesWhileItIsAskedForInVainIsFetched() throws Exception {
    LiveNode a = node(1);
    LiveNode b = node(2);
    byte[] content = random(3_000);
    var asked = new AtomicBoolean();
    a.mayHave =
        (_, _) -> {
          if (asked.getAndSet(true)) {
            return true;
          }
          keep(a, content); // told to those who were promised it: nobody yet
          return false;
        };
    b.want(Cid.of(Codec.RAW, content), content.length);

    b.dial(a);

    b.awaitBlob(Cid.of(Codec.RAW, content));
  }

  private static void keep(LiveNode node, byte[] content) {
    try {
      node.keep(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LiveNode node(int number) throws Exception {
    LiveNode node = new LiveNode(number, curator.community());
    open.add(node);
    return node;
  }

  private void found(LiveNode node) {
    node.records.write(Map.of(), curator.genesis());
    write(node);
  }

  private void write(LiveNode node) {
    Slot slot =
        new Slot(Slot.Kind.COLLECTION, songs.set().value(), "description", Optional.empty());
    Record collection =
        curator.write(
            curator.genesis().setRef(), slot, Node.Dictionary.of(Map.of("t", new Node.Text("c"))));
    node.records.write(curator.bodyOf(collection), collection);
  }

  private void write(LiveNode node, int count) {
    for (int i = 0; i < count; i++) {
      Record record = curator.describe(songs, i, "title " + i);
      node.records.write(curator.bodyOf(record), record);
    }
  }

  /// Answers every request with bytes of the right length.
  private Swarm liar(int length) throws Exception {
    byte[] seed = new byte[SigningKey.SEED_SIZE_BYTES];
    Swarm swarm = new Swarm(SigningKey.ofSeed(seed), ConnectionGate.OPEN, SwarmLimits.DEFAULT);
    open.add(swarm);
    swarm.handle(
        BlobServer.PROTOCOL,
        (_, stream) -> {
          assertThat(stream.input().read()).isPositive();
          int size = length + 1;
          stream.output().write((size & 0x7f) | 0x80);
          stream.output().write(size >> 7);
          stream.output().write(new byte[length]);
          stream.output().flush();
          stream.input().transferTo(java.io.OutputStream.nullOutputStream());
        });
    swarm.listen(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"));
    return swarm;
  }

  private static int port(Swarm swarm) {
    String text = swarm.addresses().getFirst().toString();
    return Integer.parseInt(text.replaceAll(".*/tcp/(\\d+).*", "$1"));
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
