package org.acequia.replication.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.dagcbor.Node;
import org.acequia.core.record.Record;
import org.acequia.core.record.SetId;
import org.acequia.core.record.SetRef;
import org.acequia.core.record.Slot;
import org.acequia.core.store.RecordFixture;
import org.junit.jupiter.api.Test;

class SyncSessionTests {

  private static final Instant NOON = Instant.parse("2026-06-24T12:00:00Z");

  private final RecordFixture curator = new RecordFixture(1);
  private final SetRef governance = curator.genesis().setRef();
  private final SetRef songs = curator.set(7);
  private final SimulatedNode a = node("a");
  private final SimulatedNode b = node("b");
  private final SimulatedNode c = node("c");

  @Test
  void bringsANeighbourTheCharterTheCollectionsAndTheirRecordsWithBodies() throws Exception {
    found(a);
    List<Record> written = write(a, songs, 3_000);

    settle(new SimulatedLink(b, a, NOON));

    assertEqual(a, b);
    assertThat(b.store.held(written.stream().map(Record::id).toList())).hasSize(3_000);
    assertThat(b.store.missingBodies(songs, 10)).isEmpty();
  }

  @Test
  void bringsRecordsBothWays() throws Exception {
    found(a);
    settle(new SimulatedLink(a, b, NOON));
    write(a, songs, 700);
    write(b, songs, 1_300);

    settle(new SimulatedLink(a, b, NOON));

    assertEqual(a, b);
    assertThat(a.index(songs).size()).isEqualTo(2_000);
  }

  @Test
  void namesNoSetThatTheOtherDoesNotFollow() throws Exception {
    found(a);
    SetRef secret = curator.set(99);
    a.followed.add(secret);
    write(a, secret, 40);
    SimulatedLink link = new SimulatedLink(a, b, NOON);
    settle(link);

    assertThat(b.index(secret).size()).isZero();
    byte[] id = secret.set().value().toArray();
    for (Message message : link.left.sent) {
      assertThat(Bytes.of(MessageCodec.encode(message)).toString())
          .doesNotContain(Bytes.of(id).toString());
    }
  }

  @Test
  void tellsConnectedNeighboursAtOnceAndTheirsAndNeverTheOneItCameFrom() throws Exception {
    found(a);
    SimulatedLink ab = new SimulatedLink(a, b, NOON);
    SimulatedLink bc = new SimulatedLink(c, b, NOON);
    settle(ab, bc);
    forget(ab, bc);

    Record news = curator.describe(songs, 1, "La fiesta");
    a.write(curator.bodyOf(news), news);
    settle(ab, bc);

    assertThat(c.store.bodies(curator.bodyOf(news).keySet())).hasSize(1);
    assertThat(ab.left.sent).hasSize(1);
    assertThat(ab.right.sent).isEmpty();
    assertThat(bc.left.sent).isEmpty();
    int payload = news.bytes().size() + curator.bodyOf(news).values().iterator().next().size();
    assertThat(MessageCodec.encode(ab.left.sent.getFirst())).hasSizeLessThan(payload + 20);
  }

  @Test
  void fetchesALargeBodyOfALiveChange() throws Exception {
    found(a);
    SimulatedLink link = new SimulatedLink(a, b, NOON);
    settle(link);
    Node text = Node.Dictionary.of(Map.of("t", new Node.Text("x".repeat(20_000))));
    Record news = curator.write(songs, RecordFixture.slot(5), text);

    a.write(curator.bodyOf(news), news);
    settle(link);

    assertThat(b.store.bodies(curator.bodyOf(news).keySet())).hasSize(1);
  }

  @Test
  void followsACollectionThatIsFoundedWhileConnected() throws Exception {
    for (boolean founderOpens : new boolean[] {true, false}) {
      SimulatedNode founder = node("founder");
      SimulatedNode other = node("other");
      found(founder);
      SimulatedLink link =
          founderOpens
              ? new SimulatedLink(founder, other, NOON)
              : new SimulatedLink(other, founder, NOON);
      settle(link);

      SetRef films = describeCollection(founder, founderOpens ? 11 : 12);
      write(founder, films, 50);
      settle(link);

      assertEqual(founder, other);
      assertThat(other.index(films).size()).isEqualTo(50);
    }
  }

  @Test
  void asksOnceForWhatIsRefusedAndThenRests() throws Exception {
    found(a);
    settle(new SimulatedLink(a, b, NOON));
    List<Record> written = write(a, songs, 100);
    Record bad = written.get(50);
    b.refuse(bad::equals);
    SimulatedLink link = new SimulatedLink(b, a, NOON);
    settle(link);
    b.offers = 0;

    Instant later = NOON;
    for (int i = 0; i < 5; i++) {
      later = later.plus(SyncSession.STATUS_INTERVAL).plusSeconds(1);
      settle(later, link);
    }
    forget(link);
    settle(later.plus(Duration.ofHours(1)), link);
    settle(new SimulatedLink(b, a, later));

    assertThat(b.index(songs).size()).isEqualTo(99);
    assertThat(b.offers).isZero();
    assertThat(link.bytes()).isZero();
  }

  @Test
  void saysNothingWhileNothingChanges() throws Exception {
    found(a);
    write(a, songs, 10);
    SimulatedLink link = new SimulatedLink(a, b, NOON);
    settle(link);
    settle(NOON.plusSeconds(31), link);
    settle(NOON.plusSeconds(62), link);
    forget(link);

    settle(NOON.plus(Duration.ofDays(1)), link);

    assertThat(link.bytes()).isZero();
  }

  @Test
  void saysWhatIsToComeAndWhatTheNeighbourHolds() throws Exception {
    found(a);
    settle(new SimulatedLink(a, b, NOON));
    write(a, songs, 2_000);
    SimulatedLink link = new SimulatedLink(b, a, NOON);
    long most = 0;
    while (link.step(true, NOON)) {
      most = Math.max(most, progress(link.right).recordsOut());
    }
    settle(NOON.plusSeconds(31), link);

    assertThat(most).isGreaterThan(1_000);
    assertThat(progress(link.left).equal()).isTrue();
    assertThat(progress(link.right).equal()).isTrue();
    assertThat(progress(link.right).recordsOut()).isZero();
    assertThat(progress(link.right).theirCount()).isEqualTo(2_000);
  }

  @Test
  void findsOneOfAHundredThousandIn4000BytesAndThreeRoundTrips() throws Exception {
    SimulatedNode full = new SimulatedNode("full", curator.community());
    SimulatedNode less = new SimulatedNode("less", curator.community());
    full.followed.add(songs);
    less.followed.add(songs);
    Record missing = curator.describe(songs, 0, "missing");
    full.write(curator.bodyOf(missing), missing);
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      var digest =
          new org.acequia.core.cid.Sha256(
              random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
      full.index(songs).add(1_000 + i, digest);
      less.index(songs).add(1_000 + i, digest);
    }
    SimulatedLink link = new SimulatedLink(less, full, NOON);
    settle(link);

    List<Message> sent = new ArrayList<>(link.left.sent);
    sent.addAll(link.right.sent);
    int afterHello =
        sent.stream()
            .filter(message -> !(message instanceof Message.Hello))
            .mapToInt(message -> MessageCodec.encode(message).length)
            .sum();
    assertThat(less.store.held(List.of(missing.id()))).hasSize(1);
    assertThat(afterHello).isLessThanOrEqualTo(4_000);
    long roundTrips =
        link.left.sent.stream()
            .filter(m -> m instanceof Message.Reconcile || m instanceof Message.Want)
            .count();
    assertThat(roundTrips).isLessThanOrEqualTo(4);
  }

  @Property(tries = 30)
  void allNodesConvergeWhateverTheTopologyTheCutsAndTheOrder(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    RecordFixture writer = new RecordFixture(seed);
    int size = 2 + random.nextInt(6);
    List<SimulatedNode> nodes =
        IntStream.range(0, size)
            .mapToObj(i -> new SimulatedNode("n" + i, writer.community()))
            .toList();
    nodes.forEach(node -> node.write(Map.of(), writer.genesis()));
    Map<Integer, SimulatedLink> links = new HashMap<>();
    List<SetRef> sets = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      int pick = random.nextInt(100);
      SimulatedNode node = nodes.get(random.nextInt(size));
      if (pick < 2 || sets.isEmpty()) {
        SetRef set = writer.set(sets.size());
        Record description = writer.write(set(writer), collection(set), title("c"));
        node.write(writer.bodyOf(description), description);
        sets.add(set);
      } else if (pick < 12) {
        SetRef set = sets.get(random.nextInt(sets.size()));
        if (node.followed.contains(set)) {
          Record record = writer.describe(set, random.nextInt(50), "t" + i);
          node.write(writer.bodyOf(record), record);
        }
      } else if (pick < 15) {
        int at = random.nextInt(size - 1);
        Optional.ofNullable(links.remove(at)).ifPresent(SimulatedLink::cut);
      } else if (pick < 20) {
        int at = random.nextInt(size - 1);
        if (!links.containsKey(at)) {
          links.put(at, connect(nodes, at, random));
        }
      } else if (!links.isEmpty()) {
        List<SimulatedLink> all = List.copyOf(links.values());
        all.get(random.nextInt(all.size())).step(random.nextBoolean(), NOON);
      }
    }
    for (int at = 0; at < size - 1; at++) {
      if (!links.containsKey(at)) {
        links.put(at, connect(nodes, at, random));
      }
    }
    SimulatedLink[] all = links.values().toArray(SimulatedLink[]::new);
    settle(all);
    settle(NOON.plusSeconds(31), all);
    settle(NOON.plusSeconds(62), all);

    for (SimulatedNode node : nodes) {
      assertEqual(nodes.getFirst(), node);
      for (SetRef set : node.followed) {
        assertThat(node.store.missingBodies(set, 1)).isEmpty();
      }
    }
  }

  /// Node `at + 1` to one of those before it: a tree.
  private static SimulatedLink connect(List<SimulatedNode> nodes, int at, Random random)
      throws Exception {
    SimulatedNode child = nodes.get(at + 1);
    SimulatedNode parent = nodes.get(random.nextInt(at + 1));
    return random.nextBoolean()
        ? new SimulatedLink(child, parent, NOON)
        : new SimulatedLink(parent, child, NOON);
  }

  private static SetRef set(RecordFixture writer) {
    return writer.genesis().setRef();
  }

  private SimulatedNode node(String name) {
    return new SimulatedNode(name, curator.community());
  }

  private void found(SimulatedNode node) {
    node.write(Map.of(), curator.genesis());
    describeCollection(node, 7);
  }

  private SetRef describeCollection(SimulatedNode node, int number) {
    SetRef set = curator.set(number);
    Record description = curator.write(governance, collection(set), title("Collection"));
    node.write(curator.bodyOf(description), description);
    return set;
  }

  private static Slot collection(SetRef set) {
    return new Slot(Slot.Kind.COLLECTION, set.set().value(), "description", Optional.empty());
  }

  private static Node title(String text) {
    return Node.Dictionary.of(Map.of("t", new Node.Text(text)));
  }

  private List<Record> write(SimulatedNode node, SetRef set, int count) {
    List<Record> written =
        IntStream.range(0, count).mapToObj(i -> curator.describe(set, i, "title " + i)).toList();
    node.write(curator.bodies(), written.toArray(Record[]::new));
    return written;
  }

  private SetProgress progress(SimulatedLink.End end) {
    return end.session.progress().stream()
        .filter(progress -> progress.set().equals(songs))
        .findFirst()
        .orElse(new SetProgress(songs, 0, 0, 0, false, Optional.empty()));
  }

  private static void settle(SimulatedLink... links) throws Exception {
    settle(NOON, links);
  }

  private static void settle(Instant now, SimulatedLink... links) throws Exception {
    for (SimulatedLink link : links) {
      link.left.feed(new Input.Tick(), now);
      link.right.feed(new Input.Tick(), now);
    }
    int steps = 0;
    for (boolean busy = true; busy; ) {
      busy = false;
      for (SimulatedLink link : links) {
        busy |= link.step(steps % 2 == 0, now);
      }
      assertThat(++steps).as("steps").isLessThan(100_000);
    }
  }

  private static void forget(SimulatedLink... links) {
    for (SimulatedLink link : links) {
      link.left.sent.clear();
      link.right.sent.clear();
      link.left.bytes = 0;
      link.right.bytes = 0;
    }
  }

  private static void assertEqual(SimulatedNode expected, SimulatedNode actual) {
    assertThat(contents(actual)).as(actual.name).isEqualTo(contents(expected));
  }

  private static Map<SetId, Bytes> contents(SimulatedNode node) {
    Set<SetRef> held = node.followed;
    return held.stream()
        .collect(Collectors.toMap(SetRef::set, set -> Fingerprint.of(node.index(set))));
  }
}
