package org.acequia.replication.wire.multistream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.acequia.replication.wire.protobuf.MalformedMessageException;
import org.junit.jupiter.api.Test;

class MultistreamTests {

  private static final String GREETING = "\u0013/multistream/1.0.0\n";

  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

  @Test
  void theInitiatorGreetsAndProposesInOneGo() throws IOException {
    assertThat(Multistream.propose(saying(GREETING + "\u0003/a\n"), sent, List.of("/a", "/b")))
        .contains("/a");

    assertThat(sent.toString(UTF_8)).isEqualTo(GREETING + "\u0003/a\n");
  }

  @Test
  void theInitiatorGoesOnToItsNextProposal() throws IOException {
    InputStream peer = saying(GREETING + "\u0003na\n\u0003/b\n");

    assertThat(Multistream.propose(peer, sent, List.of("/a", "/b"))).contains("/b");
  }

  @Test
  void nothingIsAgreedWhenEverythingIsNotAvailable() throws IOException {
    InputStream peer = saying(GREETING + "\u0003na\n\u0003na\n");

    assertThat(Multistream.propose(peer, sent, List.of("/a", "/b"))).isEmpty();
  }

  @Test
  void theResponderAnswersNaUntilItIsOfferedWhatItSpeaks() throws IOException {
    InputStream peer = saying(GREETING + "\u0003/x\n\u0003/a\n");

    assertThat(Multistream.answer(peer, sent, () -> List.of("/a"))).contains("/a");

    assertThat(sent.toString(UTF_8)).isEqualTo(GREETING + "\u0003na\n\u0003/a\n");
  }

  @Test
  void theResponderListsWhatItSpeaks() throws IOException {
    InputStream peer = saying(GREETING + "\u0003ls\n\u0003/a\n");

    Multistream.answer(peer, sent, () -> List.of("/a", "/b"));

    assertThat(sent.toString(UTF_8)).isEqualTo(GREETING + "\u0009\u0003/a\n\u0003/b\n\n\u0003/a\n");
  }

  @Test
  void notOneByteBehindTheNegotiationIsRead() throws IOException {
    InputStream peer = saying(GREETING + "\u0003/a\nrest");

    Multistream.answer(peer, sent, () -> List.of("/a"));

    assertThat(peer.readAllBytes()).asString(UTF_8).isEqualTo("rest");
  }

  @Test
  void anEndlessLineIsRefusedBeforeItIsRead() {
    byte[] line = {(byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f};

    assertThatThrownBy(
            () -> Multistream.answer(new ByteArrayInputStream(line), sent, () -> List.of("/a")))
        .isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void aPeerThatProposesWithoutEndIsGivenUp() throws IOException {
    InputStream peer = saying(GREETING + "\u0003/x\n".repeat(Multistream.MAX_PROPOSALS + 1));

    assertThat(Multistream.answer(peer, sent, () -> List.of("/a"))).isEmpty();
  }

  @Test
  void anythingElseThanTheGreetingIsRefused() {
    assertThatThrownBy(() -> Multistream.answer(saying("\u0003/a\n"), sent, () -> List.of("/a")))
        .isInstanceOf(MalformedMessageException.class);
    assertThatThrownBy(() -> Multistream.propose(saying("GET"), sent, List.of("/a")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void anEndInTheMiddleIsAnEnd() {
    assertThatThrownBy(
            () -> Multistream.answer(saying(GREETING + "\u0003/"), sent, () -> List.of("/a")))
        .isInstanceOf(EOFException.class);
  }

  private static InputStream saying(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }
}
