package org.acequia.replication.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.identity.PeerId;
import org.acequia.core.identity.SigningKey;
import org.acequia.replication.transfer.FetchQueue.Kind;
import org.junit.jupiter.api.Test;

class FetchQueueTests {

  private static final PeerId ANA = peer(1);
  private static final PeerId BRUNO = peer(2);
  private static final Cid SONG = Cid.of(Codec.RAW, "song".getBytes(StandardCharsets.UTF_8));
  private static final Cid STORY = Cid.of(Codec.RAW, "story".getBytes(StandardCharsets.UTF_8));

  private final List<WantedBlobs.Wanted> wanted =
      new ArrayList<>(List.of(new WantedBlobs.Wanted(SONG, 4), new WantedBlobs.Wanted(STORY, 5)));
  private Instant now = Instant.EPOCH;
  private final FetchQueue queue = new FetchQueue(new Wants(), () -> now);

  @Test
  void nothingIsAskedOfTwoPeersAtATime() {
    assertThat(take(ANA)).containsExactly(SONG, STORY);

    assertThat(take(BRUNO)).isEmpty();
  }

  @Test
  void aPeerIsNotAskedAgainForWhatItLacksButOthersAre() {
    deny(ANA, SONG);

    assertThat(take(ANA)).containsExactly(STORY);
    assertThat(take(BRUNO)).containsExactly(SONG);
  }

  @Test
  void aPeerIsAskedAgainForWhatItSaysItMayHold() {
    deny(ANA, SONG);
    deny(ANA, STORY);

    queue.mayHold(ANA, List.of(SONG));

    assertThat(take(ANA)).containsExactly(SONG);
  }

  @Test
  void aDenialThatWasOnItsWayWhenThePeerSaidOtherwiseIsNotBelieved() {
    List<WantedBlobs.Wanted> taken = queue.take(ANA, Kind.SMALL);
    queue.mayHold(ANA, List.of(SONG));
    queue.lacks(ANA, SONG);
    queue.lacks(ANA, STORY);
    queue.done(taken);

    assertThat(take(ANA)).containsExactly(SONG);
  }

  @Test
  void noDenialIsBelievedThatWasOnItsWayWhenThePeerSaidItMayHoldAny() {
    List<WantedBlobs.Wanted> taken = queue.take(ANA, Kind.SMALL);
    queue.mayHold(ANA, List.of());
    queue.lacks(ANA, SONG);
    queue.lacks(ANA, STORY);
    queue.done(taken);

    assertThat(take(ANA)).containsExactly(SONG, STORY);
  }

  @Test
  void whatAnotherPeerSaysLetsADenialStand() {
    List<WantedBlobs.Wanted> taken = queue.take(ANA, Kind.SMALL);
    queue.mayHold(BRUNO, List.of());
    queue.lacks(ANA, SONG);
    queue.done(taken);

    assertThat(take(ANA)).containsExactly(STORY);
  }

  @Test
  void whatWasSaidDuringOneRequestDoesNotCountForTheNext() {
    List<WantedBlobs.Wanted> taken = queue.take(ANA, Kind.SMALL);
    queue.mayHold(ANA, List.of(SONG));
    queue.done(taken);

    deny(ANA, SONG);

    assertThat(take(ANA)).containsExactly(STORY);
  }

  @Test
  void aPeerIsAskedAgainAfterADay() {
    deny(ANA, SONG);

    now = now.plus(FetchQueue.LACKED_FOR).plusSeconds(1);

    assertThat(take(ANA)).containsExactly(SONG, STORY);
  }

  @Test
  void whatIsBeingWrittenHereIsAskedForAgainInAMinute() {
    List<WantedBlobs.Wanted> taken = queue.take(ANA, Kind.SMALL);
    queue.busy(ANA, SONG);
    queue.done(taken);
    assertThat(queue.take(ANA, Kind.SMALL)).hasSize(1);
    assertThat(queue.untilFree(ANA, Duration.ofMinutes(10)))
        .as("who waits is awake in time")
        .isEqualTo(FetchQueue.BUSY_FOR.plusMillis(1));

    now = now.plus(FetchQueue.BUSY_FOR).plusMillis(1);

    assertThat(take(ANA)).containsExactly(SONG);
  }

  private List<Cid> take(PeerId peer) {
    return queue.take(peer, Kind.SMALL).stream().map(WantedBlobs.Wanted::cid).toList();
  }

  private void deny(PeerId peer, Cid cid) {
    List<WantedBlobs.Wanted> taken = queue.take(peer, Kind.SMALL);
    assertThat(taken).extracting(WantedBlobs.Wanted::cid).contains(cid);
    queue.lacks(peer, cid);
    queue.done(taken);
  }

  private static PeerId peer(int number) {
    byte[] seed = new byte[SigningKey.SEED_SIZE_BYTES];
    Arrays.fill(seed, (byte) number);
    return PeerId.of(SigningKey.ofSeed(seed).key());
  }

  private final class Wants implements WantedBlobs {

    @Override
    public List<Wanted> next(int limit, Predicate<Cid> eligible) {
      return wanted.stream().filter(each -> eligible.test(each.cid())).limit(limit).toList();
    }

    @Override
    public void arrived(List<Cid> blobs) {
      wanted.removeIf(each -> blobs.contains(each.cid()));
    }

    @Override
    public void unusable(Cid blob, String reason) {
      arrived(List.of(blob));
    }
  }
}
