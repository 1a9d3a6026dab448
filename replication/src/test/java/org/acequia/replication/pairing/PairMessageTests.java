package org.acequia.replication.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.acequia.replication.wire.Multiaddr;
import org.junit.jupiter.api.Test;

class PairMessageTests {

  private static final Introduction INTRODUCTION =
      new Introduction("Biblioteca", List.of(Multiaddr.parse("/ip4/10.0.0.9/tcp/4001")));

  private final PairMessage.Request request =
      PairMessage.Request.of(
          InviteTests.key(9), InviteTests.peer(1), InviteTests.peer(2), INTRODUCTION);

  @Test
  void everyMessageComesBack() {
    List<PairMessage> all =
        List.of(
            request,
            new PairMessage.Accepted(INTRODUCTION),
            new PairMessage.Refused(Refusal.USED),
            new PairMessage.Refused(Refusal.EXPIRED),
            new PairMessage.Refused(Refusal.UNKNOWN));

    assertThat(all)
        .allSatisfy(message -> assertThat(PairMessage.decode(message.encode())).contains(message));
  }

  @Test
  void theProofHoldsForTheseTwoPeersAlone() {
    assertThat(request.isProven(InviteTests.peer(1), InviteTests.peer(2))).isTrue();
    assertThat(request.isProven(InviteTests.peer(3), InviteTests.peer(2))).isFalse();
    assertThat(request.isProven(InviteTests.peer(1), InviteTests.peer(3))).isFalse();
    assertThat(request.isProven(InviteTests.peer(2), InviteTests.peer(1))).isFalse();
  }

  @Test
  void bytesThatAreNoMessageAreNone() {
    var random = new SplittableRandom(3);
    byte[] good = request.encode();
    for (int i = 0; i < 2_000; i++) {
      byte[] bad = good.clone();
      bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      assertThat(PairMessage.decode(bad)).isNotEqualTo(Optional.of(request));
    }
    assertThat(PairMessage.decode(new byte[0])).isEmpty();
    assertThat(PairMessage.decode(new byte[PairMessage.SIZE_BYTES_MAX + 1])).isEmpty();
  }

  @Test
  void aNameCannotHoldControlCharacters() {
    assertThat(new Introduction("a\u001b[2Jb", List.of()).name()).isEqualTo("a\ufffd[2Jb");
    assertThat(new Introduction("x".repeat(5_000), List.of()).name()).hasSize(200);
  }
}
