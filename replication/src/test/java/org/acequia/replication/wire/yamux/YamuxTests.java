package org.acequia.replication.wire.yamux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.acequia.replication.wire.Pipes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Two sessions that talk with each other.
@Timeout(60)
class YamuxTests {

  private static final int WINDOW = YamuxLimits.INITIAL_WINDOW_BYTES;

  private final MemoryBudget memory = MemoryBudget.of(64L * 1024 * 1024);
  private final BlockingQueue<YamuxStream> arrived = new LinkedBlockingQueue<>();
  private final List<YamuxSession> sessions = new ArrayList<>();
  private Pipes pipes;

  @BeforeEach
  void connect() throws IOException {
    pipes = Pipes.connect();
  }

  @AfterEach
  void disconnect() throws IOException {
    pipes.close();
    sessions.forEach(YamuxSession::close);
  }

  @Test
  void whatIsWrittenArrivesAndAnEndIsAnEnd() throws Exception {
    YamuxStream left = connected(YamuxLimits.DEFAULT).open();
    left.output().write("water".getBytes(UTF_8));
    left.output().close();
    YamuxStream right = next();

    assertThat(right.input().readAllBytes()).asString(UTF_8).isEqualTo("water");
    assertThat(right.input().read()).isEqualTo(-1);
  }

  @Test
  void aSideThatHasClosedStillHearsTheOther() throws Exception {
    YamuxStream left = connected(YamuxLimits.DEFAULT).open();
    left.output().close();
    YamuxStream right = next();
    assertThat(right.input().read()).isEqualTo(-1);

    right.output().write(7);
    right.output().close();

    assertThat(left.input().read()).isEqualTo(7);
    assertThat(left.input().read()).isEqualTo(-1);
    assertThatThrownBy(() -> left.output().write(1)).isInstanceOf(IOException.class);
  }

  @Test
  void aLargeTransferArrivesWholeThroughManyWindows() throws Exception {
    byte[] content = new byte[20 * WINDOW + 12_345];
    new Random(3).nextBytes(content);
    YamuxStream left = connected(YamuxLimits.DEFAULT).open();
    FutureTask<Void> writing = writing(left, content);

    assertThat(next().input().readAllBytes()).isEqualTo(content);
    writing.get(30, TimeUnit.SECONDS);
  }

  @Test
  void aWriterWaitsForAReaderThatDoesNotRead() throws Exception {
    YamuxSession session = connected(YamuxLimits.DEFAULT);
    YamuxStream left = session.open();
    left.output().write(new byte[WINDOW]);
    left.idleLimit(Duration.ofMillis(50));
    YamuxStream right = next();

    assertThatThrownBy(() -> left.output().write(1)).isInstanceOf(SocketTimeoutException.class);
    assertThatThrownBy(() -> right.input().readAllBytes()).isInstanceOf(StreamResetException.class);
  }

  @Test
  void aStreamThatIsStuckDoesNotHoldUpTheOthers() throws Exception {
    YamuxSession session = connected(YamuxLimits.DEFAULT);
    YamuxStream stuck = session.open();
    stuck.output().write(new byte[WINDOW]);
    next();
    YamuxStream free = session.open();
    byte[] content = new byte[4 * WINDOW];
    FutureTask<Void> writing = writing(free, content);

    assertThat(next().input().readAllBytes()).hasSize(content.length);
    writing.get(30, TimeUnit.SECONDS);
  }

  @Test
  void aReaderDoesNotWaitLongerThanItsIdleLimit() throws Exception {
    YamuxStream left = connected(YamuxLimits.DEFAULT).open();
    left.output().write(1);
    left.idleLimit(Duration.ofMillis(50));

    assertThatThrownBy(() -> left.input().read()).isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void aResetEndsBothDirectionsOnBothSides() throws Exception {
    YamuxStream left = connected(YamuxLimits.DEFAULT).open();
    left.output().write(1);
    YamuxStream right = next();

    left.reset();

    assertThatThrownBy(() -> right.input().readAllBytes()).isInstanceOf(StreamResetException.class);
    assertThatThrownBy(() -> right.output().write(1)).isInstanceOf(StreamResetException.class);
    assertThatThrownBy(() -> left.input().read()).isInstanceOf(StreamResetException.class);
  }

  @Test
  void manyStreamsAtOnceEachCarryTheirOwn() throws Exception {
    YamuxSession session =
        connected(YamuxLimits.DEFAULT.withMaxStreams(64, Duration.ofSeconds(30)), YamuxTests::echo);
    List<FutureTask<byte[]>> echoes = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      byte[] content = new byte[i * 37 % 5000];
      new Random(i).nextBytes(content);
      echoes.add(start(() -> echoed(session.open(), content)));
    }
    for (int i = 0; i < 1000; i++) {
      byte[] content = new byte[i * 37 % 5000];
      new Random(i).nextBytes(content);
      assertThat(echoes.get(i).get(30, TimeUnit.SECONDS)).isEqualTo(content);
    }
  }

  @Test
  void openingWaitsForRoomAndFailsWithoutIt() throws Exception {
    YamuxSession session = connected(YamuxLimits.DEFAULT.withMaxStreams(2, Duration.ofMillis(20)));
    session.open();
    YamuxStream second = session.open();
    assertThatThrownBy(session::open).isInstanceOf(IOException.class);

    second.reset();

    assertThat(session.open()).isNotNull();
  }

  @Test
  void oneStreamTooManyIsResetAndTheSessionLivesOn() throws Exception {
    YamuxLimits two = YamuxLimits.DEFAULT.withMaxStreams(2, Duration.ofSeconds(1));
    YamuxSession session = connected(YamuxLimits.DEFAULT, two, arrived::add);
    YamuxStream first = opened(session);
    opened(session);

    YamuxStream third = opened(session);

    assertThatThrownBy(() -> third.input().read()).isInstanceOf(StreamResetException.class);
    first.output().close();
    assertThat(otherEndOf(first).input().readAllBytes()).hasSize(1);
  }

  @Test
  void tooMuchThatNobodyReadsCostsTheStreamOnly() throws Exception {
    YamuxLimits small = YamuxLimits.DEFAULT.withMaxBufferedBytes(100_000);
    YamuxSession session = connected(YamuxLimits.DEFAULT, small, arrived::add);
    YamuxStream left = session.open();

    assertThatThrownBy(
            () -> {
              left.output().write(new byte[200_000]); // may hear of the reset before it is done
              left.input().read();
            })
        .isInstanceOf(StreamResetException.class);
    YamuxStream another = session.open();
    another.output().write(7);
    assertThat(otherEndOf(another).input().read()).isEqualTo(7);
  }

  @Test
  void whatIsReadOrDroppedCountsNoMore() throws Exception {
    YamuxSession session = connected(YamuxLimits.DEFAULT);
    YamuxStream left = session.open();
    left.output().write(new byte[1000]);
    left.output().close();
    YamuxStream right = next();
    assertThat(right.input().readNBytes(400)).hasSize(400);

    right.close();
    assertThat(left.input().read()).isEqualTo(-1);

    assertThat(memory.used()).isZero();
  }

  @Test
  void aStreamThatIsClosedUnreadIsResetOnceThePeerSendsMuch() throws Exception {
    YamuxStream left = connected(YamuxLimits.DEFAULT).open();
    left.output().write(1);
    next().close();

    assertThatThrownBy(() -> left.output().write(new byte[2 * WINDOW]))
        .isInstanceOf(StreamResetException.class);
  }

  @Test
  void theEndOfASessionIsTheEndOfItsStreams() throws Exception {
    YamuxSession session = connected(YamuxLimits.DEFAULT);
    YamuxStream left = opened(session);
    YamuxStream right = next();
    FutureTask<byte[]> reading = start(() -> right.input().readAllBytes());

    session.close();

    assertThatThrownBy(() -> reading.get(30, TimeUnit.SECONDS))
        .hasRootCauseInstanceOf(IOException.class);
    assertThatThrownBy(() -> left.output().write(1)).isInstanceOf(IOException.class);
    assertThatThrownBy(session::open).isInstanceOf(IOException.class);
    assertThat(session.isOpen()).isFalse();
  }

  @Test
  void aSilentPeerThatAnswersIsKept() throws Exception {
    YamuxLimits watchful =
        YamuxLimits.DEFAULT.withKeepAlive(Duration.ofMillis(20), Duration.ofSeconds(20));
    YamuxSession session = connected(watchful);
    FutureTask<IOException> end = start(session::awaitEnd);

    assertThatThrownBy(() -> end.get(300, TimeUnit.MILLISECONDS))
        .isInstanceOf(java.util.concurrent.TimeoutException.class);
    assertThat(session.isOpen()).isTrue();
  }

  @Test
  void aPeerThatHasGoneSilentIsGivenUp() throws Exception {
    YamuxLimits watchful =
        YamuxLimits.DEFAULT.withKeepAlive(Duration.ofMillis(20), Duration.ofMillis(20));
    YamuxSession session = session(pipes.left(), true, watchful, arrived::add);

    assertThat(session.awaitEnd()).hasMessageContaining("silent");
  }

  @Test
  void readingNothingReturnsAtOnce() throws Exception {
    YamuxStream left = connected(YamuxLimits.DEFAULT).open();

    assertThat(left.input().read(new byte[10], 3, 0)).isZero();
  }

  private YamuxSession connected(YamuxLimits limits) throws IOException {
    return connected(limits, arrived::add);
  }

  private YamuxSession connected(YamuxLimits limits, Consumer<YamuxStream> serve)
      throws IOException {
    return connected(limits, limits, serve);
  }

  private YamuxSession connected(YamuxLimits ours, YamuxLimits theirs, Consumer<YamuxStream> serve)
      throws IOException {
    session(pipes.right(), false, theirs, serve);
    return session(pipes.left(), true, ours, serve);
  }

  private YamuxSession session(
      java.net.Socket socket, boolean client, YamuxLimits limits, Consumer<YamuxStream> serve)
      throws IOException {
    YamuxSession session =
        YamuxSession.start(
            socket.getInputStream(),
            socket.getOutputStream(),
            socket,
            client,
            limits,
            memory,
            serve);
    sessions.add(session);
    return session;
  }

  private static YamuxStream opened(YamuxSession session) throws IOException {
    YamuxStream stream = session.open();
    stream.output().write(1);
    return stream;
  }

  private YamuxStream next() throws InterruptedException {
    YamuxStream stream = arrived.poll(30, TimeUnit.SECONDS);
    assertThat(stream).isNotNull();
    return stream;
  }

  /// Streams are served by threads of their own, and arrive here in any order.
  private YamuxStream otherEndOf(YamuxStream stream) throws InterruptedException {
    YamuxStream arrival = next();
    while (arrival.id() != stream.id()) {
      arrival = next();
    }
    return arrival;
  }

  private static void echo(YamuxStream stream) {
    try {
      stream.input().transferTo(stream.output());
      stream.close();
    } catch (IOException e) {
      stream.reset();
    }
  }

  private static byte[] echoed(YamuxStream stream, byte[] content) throws IOException {
    stream.output().write(content);
    stream.output().close();
    byte[] echo = stream.input().readAllBytes();
    stream.close();
    return echo;
  }

  private static FutureTask<Void> writing(YamuxStream stream, byte[] content) {
    return start(() -> {
      stream.output().write(content);
      stream.output().close();
      return null;
    });
  }

  private static <T> FutureTask<T> start(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofVirtual().start(task);
    return task;
  }
}
