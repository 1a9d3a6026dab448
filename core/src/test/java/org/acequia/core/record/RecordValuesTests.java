package org.acequia.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.acequia.core.bytes.Bytes;
import org.junit.jupiter.api.Test;

class RecordValuesTests {

  private final TestCommunity community = new TestCommunity();

  @Test
  void theClockNeverGoesBackAndFollowsTheWallClock() {
    Hlc noon = Hlc.ofMillis(1_000);
    assertThat(noon.next(2_000)).isEqualTo(Hlc.ofMillis(2_000));
    assertThat(noon.next(500)).isEqualTo(new Hlc(noon.value() + 1));
    assertThat(noon.next(1_000)).isGreaterThan(noon);
  }

  @Test
  void theClockFollowsOthersUnlessTheyAreMoreThanADayAhead() {
    Hlc own = Hlc.ofMillis(1_000);
    Hlc ahead = Hlc.ofMillis(1_000 + Hlc.AHEAD_MAX_MS);
    assertThat(own.observe(ahead, 1_000)).isEqualTo(ahead);
    assertThat(own.observe(ahead, 999)).isEqualTo(own);
    assertThat(ahead.observe(own, 1_000)).isEqualTo(ahead);
  }

  @Test
  void aSlotHasOneBinaryForm() {
    Slot tags =
        new Slot(
            Slot.Kind.ITEM,
            TestCommunity.id(1),
            "tags",
            Optional.of(new AccountId(TestCommunity.id(2))));
    Bytes binary = tags.encode();

    assertThat(binary.toString())
        .isEqualTo("01" + "01".repeat(16) + "04" + "74616773" + "02".repeat(16));
    assertThat(Slot.decode(binary)).isEqualTo(tags);
    for (int size = 0; size < binary.size(); size++) {
      Bytes part = binary.slice(0, size);
      if (size != 22) {
        assertThatThrownBy(() -> Slot.decode(part)).isInstanceOf(MalformedRecordException.class);
      }
    }
    byte[] upper = binary.toArray();
    upper[18] = 'T';
    assertThatThrownBy(() -> Slot.decode(Bytes.of(upper)))
        .isInstanceOf(MalformedRecordException.class);
  }

  @Test
  void contentsReadBackAsWritten() {
    CharterContent charter =
        new CharterContent(
            "Quinta",
            List.of(TestCommunity.key(1).key(), TestCommunity.key(2).key()),
            2,
            TestCommunity.id(1),
            List.of(TestCommunity.key(3).key()),
            Optional.of("Ask first."));
    Grant grant =
        new Grant(
            TestCommunity.key(1).key(),
            Role.READ,
            Grant.Scope.of(List.of(new SetId(TestCommunity.id(9)), SetId.GOVERNANCE)),
            Optional.of("for the radio"));
    AccountContent account =
        new AccountContent(
            "Node",
            TestCommunity.key(1).key(),
            TestCommunity.id(1),
            List.of(TestCommunity.key(1).key()),
            true);

    assertThat(CharterContent.fromNode(charter.toNode())).isEqualTo(charter);
    assertThat(Grant.fromNode(grant.toNode())).isEqualTo(grant);
    assertThat(AccountContent.fromNode(account.toNode())).isEqualTo(account);
  }

  @Test
  void aThresholdAboveTheNumberOfDelegatesIsRefused() {
    CharterContent charter =
        new CharterContent(
            "Quinta",
            List.of(TestCommunity.key(1).key()),
            2,
            TestCommunity.id(1),
            List.of(),
            Optional.empty());
    assertThatThrownBy(() -> CharterContent.fromNode(charter.toNode()))
        .hasMessageContaining("charter.threshold");
  }

  @Test
  void governanceIsTheSameWhateverTheOrderOfItsRecords() {
    TestCommunity.Device ana = community.device(2, Role.WRITE);
    TestCommunity.Device late = community.device(3, Role.WRITE);
    Record founded = ana.state(Draft.account(account(ana, "Ana"), List.of()), 5);
    Record renamed = ana.state(Draft.account(account(ana, "Ana M."), List.of(founded.id())), 6);
    Record stolen = late.state(Draft.account(account(ana, "Eve"), List.of(renamed.id())), 7);
    community.know(founded, renamed, stolen);

    for (int seed = 0; seed < 20; seed++) {
      List<Record> shuffled = new ArrayList<>(community.records());
      Collections.shuffle(shuffled, new Random(seed));
      Governance governance = Governance.empty(community.id());
      for (Record record : shuffled) {
        governance = governance.with(record).with(record);
      }
      assertThat(governance.nameOf(ana.key())).isEqualTo("Ana M.");
      assertThat(governance.accounts().heads(account(ana, "Ana").id()))
          .containsExactly(renamed.id());
      assertThat(governance.accounts().accountOf(late.key())).isEmpty();
      assertThat(governance.capabilityFor(late.key(), Role.WRITE, SetId.GOVERNANCE)).isPresent();
      assertThat(governance.capabilityFor(late.key(), Role.MANAGE, SetId.GOVERNANCE)).isEmpty();
    }
  }

  private static AccountContent account(TestCommunity.Device device, String name) {
    return new AccountContent(
        name, device.key(), TestCommunity.id(4), List.of(device.key()), false);
  }
}
