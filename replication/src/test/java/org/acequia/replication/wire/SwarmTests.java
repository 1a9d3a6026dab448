package org.acequia.replication.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.acequia.core.identity.PeerId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SwarmTests {

  private final Swarms swarms = new Swarms();

  @AfterEach
  void close() {
    swarms.close();
  }

  @Test
  void twoPeersKnowEachOtherAndTalk() throws IOException {
    Swarm listener = swarms.listening(1);
    Swarm dialer = swarms.silent(2);

    Connection connection = dialer.dial(Swarms.address(listener));

    assertThat(connection.peer()).isEqualTo(Swarms.peer(1));
    assertThat(echo(connection, "water")).isEqualTo("water");
  }

  @Test
  void bothSidesAreToldWhatTheOtherIs() throws Exception {
    BlockingQueue<PeerDescription> heard = new LinkedBlockingQueue<>();
    Swarm listener = swarms.listening(1);
    Swarm dialer = swarms.silent(2);
    listener.addListener(descriptions(heard));
    dialer.addListener(descriptions(heard));

    dialer.dial(Swarms.address(listener));

    List<PeerDescription> both = List.of(next(heard), next(heard));
    assertThat(both).extracting(PeerDescription::agent).containsOnly("acequia/0.1");
    assertThat(both)
        .anySatisfy(description -> {
          assertThat(description.protocols())
              .containsExactlyInAnyOrder(Identify.PROTOCOL, Ping.PROTOCOL, Swarms.PROTOCOL);
          assertThat(description.addresses())
              .containsExactly(withoutPeer(Swarms.address(listener)));
          assertThat(description.observed()).isPresent();
        });
  }

  @Test
  void anotherPeerThanTheOneDialedIsRefused() throws IOException {
    Swarm listener = swarms.listening(1);
    Swarm dialer = swarms.silent(2);

    assertThatThrownBy(() -> dialer.dial(Swarms.address(listener).with(Swarms.peer(3))))
        .isInstanceOfSatisfying(
            WrongPeerException.class,
            wrong -> {
              assertThat(wrong.expected()).isEqualTo(Swarms.peer(3));
              assertThat(wrong.actual()).isEqualTo(Swarms.peer(1));
            });
    assertThat(dialer.connections()).isEmpty();
  }

  @Test
  void aStrangerIsAnsweredAsIfTheProtocolWereUnknown() throws Exception {
    BlockingQueue<PeerDescription> heard = new LinkedBlockingQueue<>();
    Swarm listener = swarms.listening(1, neighbours(Swarms.peer(2)), SwarmLimits.DEFAULT);
    Swarm stranger = swarms.silent(3);
    stranger.addListener(descriptions(heard));
    Swarm neighbour = swarms.silent(2);

    Connection strange = stranger.dial(Swarms.address(listener));

    assertThatThrownBy(() -> strange.open(Swarms.PROTOCOL))
        .isInstanceOf(UnsupportedProtocolException.class);
    assertThat(next(heard).protocols()).containsExactlyInAnyOrder(Identify.PROTOCOL, Ping.PROTOCOL);
    assertThat(stranger.ping(strange)).isPositive();
    assertThat(echo(neighbour.dial(Swarms.address(listener)), "water")).isEqualTo("water");
  }

  @Test
  void aPeerThatIsPairedWhileConnectedIsServedFromThenOn() throws IOException {
    Set<PeerId> paired = java.util.concurrent.ConcurrentHashMap.newKeySet();
    Swarm listener = swarms.listening(1, gate(paired), SwarmLimits.DEFAULT);
    Connection connection = swarms.silent(2).dial(Swarms.address(listener));
    assertThatThrownBy(() -> connection.open(Swarms.PROTOCOL))
        .isInstanceOf(UnsupportedProtocolException.class);

    paired.add(Swarms.peer(2));

    assertThat(echo(connection, "water")).isEqualTo("water");
  }

  @Test
  void aConnectionThatIsLostCanBeMadeAgain() throws Exception {
    CountDownLatch lost = new CountDownLatch(1);
    Swarm listener = swarms.listening(1);
    Swarm dialer = swarms.silent(2);
    dialer.addListener(
        new ConnectionListener() {
          @Override
          public void disconnected(Connection connection) {
            lost.countDown();
          }
        });
    Connection first = dialer.dial(Swarms.address(listener));
    Stream open = first.open(Swarms.PROTOCOL);

    next(connectionsOf(listener)).close();

    assertThat(lost.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(first.isOpen()).isFalse();
    assertThatThrownBy(() -> open.input().read()).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> first.open(Swarms.PROTOCOL)).isInstanceOf(IOException.class);
    Connection second = dialer.connect(listener.self(), List.of(Swarms.address(listener)));
    assertThat(echo(second, "water")).isEqualTo("water");
  }

  @Test
  void peersThatDialEachOtherAtOnceBothTalk() throws Exception {
    Swarm one = swarms.listening(1);
    Swarm two = swarms.listening(2);
    BlockingQueue<String> said = new LinkedBlockingQueue<>();

    Thread.ofVirtual().start(() -> said.add(dialAndEcho(one, two)));
    Thread.ofVirtual().start(() -> said.add(dialAndEcho(two, one)));

    assertThat(List.of(next(said), next(said))).containsOnly("water");
    assertThat(one.connection(two.self())).isPresent();
    assertThat(two.connection(one.self())).isPresent();
  }

  @Test
  void connectingToAConnectedPeerMakesNoSecondConnection() throws IOException {
    Swarm listener = swarms.listening(1);
    Swarm dialer = swarms.silent(2);
    List<Multiaddr> addresses = List.of(Swarms.address(listener));

    Connection first = dialer.connect(listener.self(), addresses);

    assertThat(dialer.connect(listener.self(), addresses)).isSameAs(first);
  }

  @Test
  void connectingGoesOnAfterAnAddressWhereSomeoneElseAnswers() throws IOException {
    Swarm listener = swarms.listening(1);
    Swarm other = swarms.listening(3);

    Connection connection =
        swarms
            .silent(2)
            .connect(
                listener.self(),
                List.of(withoutPeer(Swarms.address(other)), Swarms.address(listener)));

    assertThat(connection.peer()).isEqualTo(listener.self());
  }

  @Test
  void oneConnectionTooManyWithAPeerIsRefused() throws IOException {
    Swarm listener = swarms.listening(1);
    Swarm dialer =
        swarms.silent(2, ConnectionGate.OPEN, SwarmLimits.DEFAULT.withConnections(10, 10, 1));
    Connection first = dialer.dial(Swarms.address(listener));

    assertThatThrownBy(() -> dialer.dial(Swarms.address(listener)))
        .isInstanceOf(ConnectionLimitException.class);
    assertThat(echo(first, "water")).isEqualTo("water");
  }

  @Test
  void strangersDoNotTakeTheRoomOfNeighbours() throws Exception {
    Swarm listener =
        swarms.listening(
            1, neighbours(Swarms.peer(2)), SwarmLimits.DEFAULT.withConnections(10, 1, 4));
    Connection first = swarms.silent(3).dial(Swarms.address(listener));
    assertThat(swarms.silent(9).ping(first)).isPositive();

    assertThatThrownBy(() -> pinged(swarms.silent(4).dial(Swarms.address(listener))))
        .isInstanceOf(IOException.class);
    assertThat(echo(swarms.silent(2).dial(Swarms.address(listener)), "water")).isEqualTo("water");
  }

  @Test
  void aPeerThatStopsInTheMiddleOfTheHandshakeIsCutOff() throws IOException {
    SwarmLimits hasty = SwarmLimits.DEFAULT.withHandshakeWait(Duration.ofMillis(100));
    Swarm listener = swarms.listening(1, ConnectionGate.OPEN, hasty);

    try (Socket socket = connect(listener)) {
      socket.getOutputStream().write("\u0013/multistream/1.0.0\n".getBytes(UTF_8));

      assertThat(socket.getInputStream().readAllBytes()).hasSizeLessThan(100);
    }
  }

  @Test
  void aListenerThatNeverAnswersIsGivenUp() throws IOException {
    SwarmLimits hasty = SwarmLimits.DEFAULT.withHandshakeWait(Duration.ZERO);
    try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Swarm dialer =
          swarms.silent(2, ConnectionGate.OPEN, hasty.withDialWait(Duration.ofMillis(200)));
      Multiaddr address = Multiaddr.parse("/ip4/127.0.0.1/tcp/" + mute.getLocalPort());

      assertThatThrownBy(() -> dialer.dial(address)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void nonsenseFromTheNetworkHarmsNobodyElse() throws IOException {
    Swarm listener = swarms.listening(1);
    byte[] nonsense = new byte[5000];
    new java.util.Random(7).nextBytes(nonsense);
    for (int i = 0; i < 20; i++) {
      try (Socket socket = connect(listener)) {
        nonsense[0] = (byte) i;
        socket.getOutputStream().write(nonsense);
      }
    }

    assertThat(echo(swarms.silent(2).dial(Swarms.address(listener)), "water")).isEqualTo("water");
  }

  @Test
  void aHandlerThatFailsCostsItsStreamOnly() throws IOException {
    Swarm listener = swarms.listening(1);
    listener.handle(
        "/acequia/broken/1",
        (_, stream) -> {
          throw new IllegalStateException("broken on purpose, at " + stream.input().read());
        });
    Connection connection = swarms.silent(2).dial(Swarms.address(listener));

    try (Stream broken = connection.open("/acequia/broken/1")) {
      broken.output().write(1);
      broken.output().flush();
      assertThatThrownBy(() -> broken.input().read()).isInstanceOf(IOException.class);
    }
    assertThat(echo(connection, "water")).isEqualTo("water");
  }

  @Test
  void bytesAreCountedOnTheWire() throws IOException {
    Swarm listener = swarms.listening(1);
    Connection connection = swarms.silent(2).dial(Swarms.address(listener));
    long before = connection.bytesReceived();

    assertThat(echo(connection, "w".repeat(100_000))).hasSize(100_000);

    assertThat(connection.bytesSent()).isBetween(100_000L, 110_000L);
    assertThat(connection.bytesReceived() - before).isBetween(100_000L, 110_000L);
  }

  @Test
  void aNodeDoesNotConnectToItself() throws IOException {
    Swarm listener = swarms.listening(1);

    assertThatThrownBy(() -> listener.dial(withoutPeer(Swarms.address(listener))))
        .isInstanceOf(IOException.class);
  }

  @Test
  void closingEndsEveryConnection() throws Exception {
    Swarm listener = swarms.listening(1);
    Connection connection = swarms.silent(2).dial(Swarms.address(listener));
    Stream stream = connection.open(Swarms.PROTOCOL);

    listener.close();

    assertThatThrownBy(() -> stream.input().read()).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> swarms.silent(4).dial(Swarms.address(listener)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void peersTalkOverIp6() throws IOException {
    Swarm listener = swarms.silent(1);
    listener.handle(Swarms.PROTOCOL, (_, stream) -> stream.input().transferTo(stream.output()));
    listener.listen(Multiaddr.parse("/ip6/::1/tcp/0"));

    Connection connection = swarms.silent(2).dial(Swarms.address(listener));

    assertThat(connection.remoteAddress()).startsWith("/ip6/::1/tcp/");
    assertThat(echo(connection, "water")).isEqualTo("water");
  }

  private static String dialAndEcho(Swarm dialer, Swarm listener) {
    try {
      return echo(dialer.dial(Swarms.address(listener)), "water");
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static String echo(Connection connection, String text) throws IOException {
    try (Stream stream = connection.open(Swarms.PROTOCOL)) {
      Thread.ofVirtual().start(() -> say(stream, text));
      return new String(stream.input().readAllBytes(), UTF_8);
    }
  }

  private static void say(Stream stream, String text) {
    try {
      stream.output().write(text.getBytes(UTF_8));
      stream.output().close();
    } catch (IOException e) {
      stream.reset();
    }
  }

  private static void pinged(Connection connection) throws IOException {
    try (Stream stream = connection.open(Ping.PROTOCOL)) {
      stream.output().write(new byte[32]);
      stream.output().flush();
      if (stream.input().readNBytes(32).length < 32) {
        throw new IOException("no echo");
      }
    }
  }

  private static Multiaddr withoutPeer(Multiaddr address) {
    List<Multiaddr.Part> parts = new ArrayList<>(address.parts());
    parts.removeLast();
    return new Multiaddr(parts);
  }

  private static Socket connect(Swarm listener) throws IOException {
    Multiaddr.Target target = Swarms.address(listener).target().orElseThrow();
    return new Socket(target.host(), target.port());
  }

  private static ConnectionGate neighbours(PeerId... peers) {
    return gate(Set.of(peers));
  }

  private static ConnectionGate gate(Set<PeerId> paired) {
    return new ConnectionGate() {
      @Override
      public boolean knows(PeerId peer) {
        return paired.contains(peer);
      }

      @Override
      public boolean allows(PeerId peer, String protocol) {
        return paired.contains(peer);
      }
    };
  }

  private static ConnectionListener descriptions(BlockingQueue<PeerDescription> heard) {
    return new ConnectionListener() {
      @Override
      public void identified(Connection connection, PeerDescription description) {
        heard.add(description);
      }
    };
  }

  /// The listener's end shows up a moment after the dialer's.
  private static BlockingQueue<Connection> connectionsOf(Swarm swarm) {
    BlockingQueue<Connection> seen = new LinkedBlockingQueue<>();
    swarm.addListener(
        new ConnectionListener() {
          @Override
          public void connected(Connection connection) {
            seen.add(connection);
          }
        });
    seen.addAll(swarm.connections());
    return seen;
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T found = queue.poll(30, TimeUnit.SECONDS);
    assertThat(found).isNotNull();
    return found;
  }
}
