package org.acequia.replication.wire.yamux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.acequia.replication.wire.Pipes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A session against a peer that writes its frames by hand. The session is the server.
@Timeout(60)
class YamuxRulesTests {

  private static final int WINDOW = YamuxLimits.INITIAL_WINDOW_BYTES;

  private final BlockingQueue<YamuxStream> arrived = new LinkedBlockingQueue<>();
  private Pipes pipes;
  private DataInputStream heard;
  private YamuxSession session;

  @BeforeEach
  void connect() throws IOException {
    pipes = Pipes.connect();
    heard = new DataInputStream(pipes.left().getInputStream());
    session =
        YamuxSession.start(
            pipes.right().getInputStream(),
            pipes.right().getOutputStream(),
            pipes.right(),
            false,
            YamuxLimits.DEFAULT,
            MemoryBudget.of(1 << 20),
            arrived::add);
  }

  @AfterEach
  void disconnect() throws IOException {
    pipes.close();
    session.close();
  }

  @Test
  void aPingIsEchoed() throws IOException {
    say(Frame.PING, Frame.SYN, 0, 42);

    assertThat(hear()).isEqualTo(new Frame(Frame.PING, Frame.ACK, 0, 42));
  }

  @Test
  void aStreamIsAcknowledgedWithItsFirstFrame() throws Exception {
    say(Frame.WINDOW_UPDATE, Frame.SYN, 1, 0);
    next().output().write(new byte[3]);

    assertThat(hear()).isEqualTo(new Frame(Frame.DATA, Frame.ACK, 1, 3));
  }

  @Test
  void dataForAStreamThatIsGoneIsDropped() throws Exception {
    say(Frame.WINDOW_UPDATE, Frame.SYN, 1, 0);
    next().reset();
    assertThat(hear().flags()).isEqualTo(Frame.RST);

    say(Frame.DATA, 0, 1, 5);
    pipes.left().getOutputStream().write(new byte[5]);
    say(Frame.PING, Frame.SYN, 0, 7);

    assertThat(hear()).isEqualTo(new Frame(Frame.PING, Frame.ACK, 0, 7));
  }

  @Test
  void aFrameForAStreamThatWasNeverOpenedEndsTheSession() throws Exception {
    say(Frame.DATA, 0, 3, 0);

    expectProtocolError();
  }

  @Test
  void moreDataThanTheWindowEndsTheSession() throws Exception {
    say(Frame.DATA, Frame.SYN, 1, WINDOW + 1);

    expectProtocolError();
  }

  @Test
  void aLengthBeyondAllWindowsEndsTheSessionWithoutAllocating() throws Exception {
    say(Frame.DATA, Frame.SYN, 1, 0xffff_ffff);

    expectProtocolError();
  }

  @Test
  void aWindowThatOverflowsEndsTheSession() throws Exception {
    say(Frame.WINDOW_UPDATE, Frame.SYN, 1, 0xffff_ffff);

    expectProtocolError();
  }

  @Test
  void dataAfterAnEndEndsTheSession() throws Exception {
    say(Frame.WINDOW_UPDATE, Frame.SYN | Frame.FIN, 1, 0);
    say(Frame.DATA, 0, 1, 1);

    expectProtocolError();
  }

  @Test
  void aStreamWithANumberOfOursEndsTheSession() throws Exception {
    say(Frame.WINDOW_UPDATE, Frame.SYN, 2, 0);

    expectProtocolError();
  }

  @Test
  void aStreamThatIsOpenedTwiceEndsTheSession() throws Exception {
    say(Frame.WINDOW_UPDATE, Frame.SYN, 1, 0);
    say(Frame.WINDOW_UPDATE, Frame.SYN, 1, 0);

    expectProtocolError();
  }

  @Test
  void anUnknownVersionOrTypeEndsTheSession() throws Exception {
    say(9, 0, 0, 0);

    expectProtocolError();
  }

  @Test
  void aPeerThatOpensStreamsWithoutEndIsCutOff() throws Exception {
    int streams = YamuxLimits.DEFAULT.maxStreams() + YamuxSession.MAX_REFUSALS + 1;
    for (int i = 0; i < streams; i++) {
      say(Frame.WINDOW_UPDATE, Frame.SYN, 2 * i + 1, 0);
    }

    for (int i = 0; i < YamuxSession.MAX_REFUSALS; i++) {
      assertThat(hear().flags()).isEqualTo(Frame.RST);
    }
    expectProtocolError();
  }

  @Test
  void framesOfOneByteDoNotCostMoreMemoryThanTheirBytes() throws Exception {
    say(Frame.WINDOW_UPDATE, Frame.SYN, 1, 0);
    byte[] frames = new byte[13 * 10_000];
    for (int i = 0; i < 10_000; i++) {
      new Frame(Frame.DATA, 0, 1, 1).write(frames, 13 * i);
      frames[13 * i + 12] = (byte) i;
    }
    pipes.left().getOutputStream().write(frames);

    byte[] received = next().input().readNBytes(10_000);

    for (int i = 0; i < 10_000; i++) {
      assertThat(received[i]).isEqualTo((byte) i);
    }
  }

  @Test
  void aGoAwayLetsOpenStreamsFinish() throws Exception {
    say(Frame.WINDOW_UPDATE, Frame.SYN, 1, 0);
    YamuxStream stream = next();
    say(Frame.GO_AWAY, 0, 0, Frame.NORMAL);
    say(Frame.DATA, Frame.FIN, 1, 1);
    pipes.left().getOutputStream().write(7);

    assertThat(stream.input().readAllBytes()).containsExactly(7);
    assertThat(session.isOpen()).isFalse();
    stream.close();
    assertThat(session.awaitEnd()).isNotNull();
  }

  private void expectProtocolError() throws Exception {
    assertThat(hear()).isEqualTo(new Frame(Frame.GO_AWAY, 0, 0, Frame.PROTOCOL_ERROR));
    assertThat(session.awaitEnd()).isInstanceOf(ProtocolViolationException.class);
  }

  private void say(int type, int flags, int stream, int length) throws IOException {
    byte[] header = new byte[Frame.HEADER_BYTES];
    new Frame(type, flags, stream, length).write(header, 0);
    pipes.left().getOutputStream().write(header);
  }

  /// Reads one frame and skips its data.
  private Frame hear() throws IOException {
    byte[] header = new byte[Frame.HEADER_BYTES];
    heard.readFully(header);
    Frame frame = Frame.read(header);
    if (frame.type() == Frame.DATA) {
      heard.skipNBytes(frame.length());
    }
    return frame;
  }

  private YamuxStream next() throws InterruptedException {
    YamuxStream stream = arrived.poll(30, TimeUnit.SECONDS);
    assertThat(stream).isNotNull();
    return stream;
  }
}
