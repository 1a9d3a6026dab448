package org.acequia.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.acequia.it.foreign.JsPeer;
import org.acequia.it.foreign.WireUnderTest;
import org.acequia.replication.wire.Connection;
import org.acequia.replication.wire.ConnectionListener;
import org.acequia.replication.wire.PeerDescription;
import org.acequia.replication.wire.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Our wire against js-libp2p, which shares no code with it.
@Timeout(180)
class JsLibp2pIT {

  private static final int MANY_BYTES = 8_000_000;

  private final BlockingQueue<PeerDescription> described = new LinkedBlockingQueue<>();
  private JsPeer js;
  private WireUnderTest node;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    js = JsPeer.start();
    node = WireUnderTest.start();
    node.swarm()
        .addListener(
            new ConnectionListener() {
              @Override
              public void identified(Connection connection, PeerDescription description) {
                described.add(description);
              }
            });
  }

  @AfterEach
  void stop() throws IOException {
    if (js != null) {
      js.close();
    }
    if (node != null) {
      node.close();
    }
  }

  @Test
  void itDialsUsAndBothKnowTheOther() throws Exception {
    js.command("dial " + node.address());

    assertThat(js.await("identified"))
        .satisfies(us -> {
          assertThat(us.text("peer")).isEqualTo(node.peer());
          assertThat(us.text("agent")).startsWith("acequia/");
        });
    assertThat(described.poll(60, TimeUnit.SECONDS))
        .isNotNull()
        .extracting(PeerDescription::agent)
        .asString()
        .contains("js-libp2p");
    js.command("ping " + node.address());
    assertThat(js.await("pinged").json()).contains("millis");
  }

  @Test
  void weDialItAndBothKnowTheOther() throws Exception {
    Connection connection = node.dial(js.address());

    assertThat(connection.peer()).hasToString(js.peer());
    assertThat(js.await("identified").text("peer")).isEqualTo(node.peer());
    assertThat(described.poll(60, TimeUnit.SECONDS))
        .isNotNull()
        .extracting(PeerDescription::protocols)
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .contains(WireUnderTest.ECHO, "/ipfs/ping/1.0.0");
    assertThat(node.swarm().ping(connection)).isPositive();
  }

  @Test
  void aStrangerFindsNoneOfOurProtocols() throws Exception {
    for (String protocol : new String[] {"/acequia/sync/1", "/acequia/blob/1", "/no/such/1"}) {
      js.command("open %s %s".formatted(node.address(), protocol));

      assertThatThrownBy(() -> js.await("opened"))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("UnsupportedProtocolError");
    }
    js.command("ping " + node.address());
    js.await("pinged");
  }

  @Test
  void ourProtocolsAreNotListedForAStranger() throws Exception {
    js.command("dial " + node.address());

    assertThat(js.await("identified").json())
        .contains("/ipfs/ping/1.0.0")
        .doesNotContain("/acequia/sync", "/acequia/blob");
  }

  @Test
  void manyBytesComeBackFromUsAsItSentThem() throws Exception {
    js.command("echo %s %s %d".formatted(node.address(), WireUnderTest.ECHO, MANY_BYTES));

    assertThat(js.await("echoed").json()).contains("\"bytes\":" + MANY_BYTES);
  }

  @Test
  void manyBytesComeBackFromItAsWeSentThem() throws Exception {
    byte[] sent = new byte[MANY_BYTES];
    for (int i = 0; i < sent.length; i++) {
      sent[i] = (byte) (i * 31);
    }
    try (Stream stream = node.dial(js.address()).open(WireUnderTest.ECHO)) {
      Thread.ofVirtual().start(() -> write(stream, sent));

      assertThat(Arrays.equals(stream.input().readAllBytes(), sent)).isTrue();
    }
  }

  private static void write(Stream stream, byte[] bytes) {
    try {
      stream.output().write(bytes);
      stream.output().close();
    } catch (IOException e) {
      stream.reset();
    }
  }
}
