package org.acequia.replication.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Base32;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.dagcbor.DagCbor;
import org.acequia.core.dagcbor.MapBuilder;
import org.acequia.core.identity.PeerId;
import org.acequia.core.identity.SigningKey;
import org.acequia.core.record.CommunityId;
import org.acequia.core.record.RecordId;
import org.acequia.replication.pairing.Invite.Fault;
import org.acequia.replication.pairing.Invite.Reading;
import org.acequia.replication.wire.Multiaddr;
import org.junit.jupiter.api.Test;

class InviteTests {

  static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

  static SigningKey key(int number) {
    byte[] seed = new byte[SigningKey.SEED_SIZE_BYTES];
    seed[0] = (byte) number;
    return SigningKey.ofSeed(seed);
  }

  static PeerId peer(int number) {
    return PeerId.of(key(number).key());
  }

  static Invite invite(int giver, Multiaddr... addresses) {
    return new Invite(
        peer(giver),
        List.of(addresses),
        key(100 + giver),
        new CommunityId(Cid.of(Codec.DAG_CBOR, new byte[] {1})),
        "Radio Comunitaria Ñandú",
        NOW.plus(Invite.LIFETIME),
        new RecordId(Cid.of(Codec.DAG_CBOR, new byte[] {2})));
  }

  private static Fault faultOf(String text) {
    assertThat(Invite.read(text, NOW)).isInstanceOf(Reading.Unusable.class);
    return ((Reading.Unusable) Invite.read(text, NOW)).fault();
  }

  @Test
  void aTextGivesBackTheInvite() {
    Invite invite =
        invite(
            1,
            Multiaddr.parse("/ip4/192.168.1.7/tcp/4001"),
            Multiaddr.parse("/dns/archive.example/tcp/4001"));

    Invite read = ((Reading.Usable) Invite.read(invite.text(), NOW)).invite();

    assertThat(read).usingRecursiveComparison().isEqualTo(invite);
    assertThat(invite.text()).startsWith("acequia1:").matches("acequia1:[a-z2-7]+");
  }

  @Test
  void spacesLineBreaksAndCaseDoNotMatter() {
    String text = invite(1).text();
    String pasted = "  " + text.toUpperCase(Locale.ROOT).replaceAll("(.{60})", "$1\r\n ") + "\n";

    assertThat(Invite.read(pasted, NOW)).isInstanceOf(Reading.Usable.class);
  }

  @Test
  void whatIsNoInviteIsToldFromADamagedOneAndFromANewerOne() {
    assertThat(faultOf("")).isEqualTo(Fault.NOT_AN_INVITE);
    assertThat(faultOf("https://example.org/")).isEqualTo(Fault.NOT_AN_INVITE);
    assertThat(faultOf("a".repeat(10_000_000))).isEqualTo(Fault.NOT_AN_INVITE);
    assertThat(faultOf("acequia2:abc")).isEqualTo(Fault.NEWER_VERSION);
    assertThat(faultOf("acequia1:")).isEqualTo(Fault.DAMAGED);
    assertThat(faultOf("acequia1:0189")).isEqualTo(Fault.DAMAGED);
    assertThat(faultOf(invite(1).text() + "a")).isEqualTo(Fault.DAMAGED);
    byte[] map = DagCbor.encode(new MapBuilder().put("v", 2).build());
    assertThat(faultOf("acequia1:" + Base32.encode(map))).isEqualTo(Fault.NEWER_VERSION);
  }

  @Test
  void everyTextCutShortIsDamaged() {
    String text = invite(1, Multiaddr.parse("/ip4/10.0.0.1/tcp/4001")).text();

    for (int length = "acequia1:".length(); length < text.length(); length++) {
      assertThat(faultOf(text.substring(0, length))).isEqualTo(Fault.DAMAGED);
    }
  }

  @Test
  void noMistypedTextThrows() {
    var random = new SplittableRandom(7);
    String text = invite(1, Multiaddr.parse("/ip4/10.0.0.1/tcp/4001")).text();

    for (int i = 0; i < 2_000; i++) {
      var mistyped = new StringBuilder(text);
      mistyped.setCharAt(
          random.nextInt("acequia1:".length(), text.length()), (char) random.nextInt(33, 127));
      assertThat(Invite.read(mistyped.toString(), NOW)).isNotNull();
    }
  }

  @Test
  void itEndsAtTheMillisecondOfItsExpiry() {
    Invite invite = invite(1);

    assertThat(Invite.read(invite.text(), invite.expires().minusMillis(1)))
        .isInstanceOf(Reading.Usable.class);
    assertThat(Invite.read(invite.text(), invite.expires()))
        .isEqualTo(new Reading.Unusable(Fault.EXPIRED));
  }

  @Test
  void theLargestInviteFitsThePage() {
    Multiaddr longest = Multiaddr.parse("/dns/" + "a".repeat(60) + ".example/tcp/65535");
    Multiaddr[] eight = new Multiaddr[Invite.ADDRESSES_MAX];
    java.util.Arrays.fill(eight, longest);

    assertThat(invite(1, eight).text()).hasSizeLessThan(InviteText.LENGTH_MAX);
    assertThatThrownBy(() ->
            invite(
                1,
                java.util.stream.Stream.generate(() -> longest).limit(9).toArray(Multiaddr[]::new)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void itsSecretIsNotInWhatIsLogged() {
    Invite invite = invite(1);

    assertThat(invite.toString()).doesNotContain(Bytes.of(invite.key().toSeed()).toString());
    assertThat(Duration.between(NOW, invite.expires())).isEqualTo(Duration.ofDays(7));
  }
}
