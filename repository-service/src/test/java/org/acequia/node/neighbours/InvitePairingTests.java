package org.acequia.node.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.record.CommunityId;
import org.acequia.core.record.RecordId;
import org.acequia.replication.pairing.Invite;
import org.acequia.web.InviteFault;
import org.junit.jupiter.api.Test;

class InvitePairingTests {

  private static final Instant EXPIRES = Instant.parse("2026-06-24T12:00:00Z");

  private final Invite invite =
      new Invite(
          NeighboursTests.peer(1),
          List.of(),
          NeighboursTests.key(9),
          new CommunityId(Cid.of(Codec.DAG_CBOR, new byte[] {1})),
          "San Juan",
          EXPIRES,
          new RecordId(Cid.of(Codec.DAG_CBOR, new byte[] {2})));

  private static InviteFault fault(String text) {
    assertThat(Invite.read(text, EXPIRES)).isInstanceOf(Invite.Reading.Unusable.class);
    return InvitePairing.faultOf(((Invite.Reading.Unusable) Invite.read(text, EXPIRES)).fault());
  }

  @Test
  void everyWayInWhichATextIsNoGoodInviteIsToldFromTheOthers() {
    String text = invite.text();

    assertThat(fault("buenos días")).isEqualTo(InviteFault.MALFORMED);
    assertThat(fault(text.substring(0, text.length() / 2))).isEqualTo(InviteFault.DAMAGED);
    assertThat(fault("acequia2:abc")).isEqualTo(InviteFault.NEWER_VERSION);
    assertThat(fault(text)).isEqualTo(InviteFault.EXPIRED);
    assertThat(Arrays.stream(Invite.Fault.values()).map(InvitePairing::faultOf))
        .doesNotHaveDuplicates();
  }
}
