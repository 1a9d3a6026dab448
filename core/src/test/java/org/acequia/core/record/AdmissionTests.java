package org.acequia.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.dagcbor.Node;
import org.junit.jupiter.api.Test;

class AdmissionTests {

  private static final SetId SET = new SetId(TestCommunity.id(5));
  private static final Slot SLOT =
      new Slot(Slot.Kind.ITEM, TestCommunity.id(9), "description", Optional.empty());
  private static final BodyRef BODY = Body.ref(new Body(TestCommunity.id(3), Node.NULL).encode());
  private static final Draft REC = Draft.rec(SET, SLOT, List.of(), BODY);

  private final TestCommunity community = new TestCommunity();
  private final TestCommunity.Device writer = community.device(2, Role.WRITE);

  @Test
  void theFirstCharterIsAdmittedWhereNothingIsHeld() {
    assertThat(judge(community.genesis(), Governance.empty(community.id()))).isEqualTo(ADMITTED);
  }

  @Test
  void aRecordWaitsForTheCharterThenForItsCapability() {
    Record record = writer.state(REC, 5);
    RecordId capability = record.payload().author().capability().orElseThrow();

    assertThat(judge(record, Governance.empty(community.id())))
        .isEqualTo(new Admission.Verdict.Waits(java.util.Set.of(community.genesis().id())));
    assertThat(judge(record, Governance.of(community.id(), List.of(community.genesis()))))
        .isEqualTo(new Admission.Verdict.Waits(java.util.Set.of(capability)));
    assertThat(judge(record)).isEqualTo(ADMITTED);
  }

  @Test
  void aForgedSignatureIsRefused() {
    byte[] forged = writer.state(REC, 5).bytes().toArray();
    forged[20] ^= 1;
    assertRefused(RecordCodec.decode(Bytes.of(forged)), "signature");
  }

  @Test
  void whoIsNoDelegateNeedsACapability() {
    assertRefused(community.deviceWith(40, Optional.empty()).state(REC, 5), "no delegate");
    assertThat(judge(community.founder().state(REC, 5))).isEqualTo(ADMITTED);
  }

  @Test
  void somebodyElsesCapabilityGivesNothing() {
    Optional<RecordId> theirs = writer.state(REC, 5).payload().author().capability();
    assertRefused(community.deviceWith(40, theirs).state(REC, 5), "another device");
  }

  @Test
  void whatIsNoCapabilityGivesNothing() {
    TestCommunity.Device device = community.deviceWith(40, Optional.of(community.genesis().id()));
    assertRefused(device.state(REC, 5), "none");
  }

  @Test
  void readingDoesNotIncludeWriting() {
    assertRefused(community.device(4, Role.READ).state(REC, 5), "write");
  }

  @Test
  void onlyModeratorsTakeDown() {
    Draft order = Draft.governance(RecordType.TAKEDOWN, List.of(), Node.Dictionary.of(Map.of()));
    assertRefused(writer.state(order, 5), "moderate");
    assertThat(judge(community.device(4, Role.MODERATE).state(order, 5))).isEqualTo(ADMITTED);
  }

  @Test
  void aCapabilityHoldsInItsSetsAlone() {
    Record capability = community.founder().state(Draft.capability(grant(6, Role.WRITE, SET)), 5);
    community.know(capability);
    TestCommunity.Device device = community.deviceWith(6, Optional.of(capability.id()));

    assertThat(judge(device.state(REC, 5))).isEqualTo(ADMITTED);
    SetId other = new SetId(TestCommunity.id(6));
    assertRefused(device.state(Draft.rec(other, SLOT, List.of(), BODY), 5), "set");
    assertThat(judge(device.state(collection(SET), 5))).isEqualTo(ADMITTED);
    assertRefused(device.state(collection(other), 5), "set");
  }

  @Test
  void nobodyGrantsMoreThanTheyHold() {
    assertRefused(writer.state(Draft.capability(grant(7, Role.MODERATE, SET)), 5), "moderate");
    assertThat(judge(writer.state(Draft.capability(grant(7, Role.WRITE, SET)), 5)))
        .isEqualTo(ADMITTED);
    TestCommunity.Device reader = community.device(8, Role.READ);
    assertRefused(reader.state(Draft.capability(grant(7, Role.READ, SET)), 5), "grant");

    Record narrow = writer.state(Draft.capability(grant(7, Role.WRITE, SET)), 5);
    community.know(narrow);
    TestCommunity.Device holder = community.deviceWith(7, Optional.of(narrow.id()));
    assertRefused(
        holder.state(Draft.capability(Grant.everywhere(TestCommunity.key(9).key(), Role.WRITE)), 5),
        "sets");
  }

  @Test
  void eightCapabilitiesMakeAChainAndNineAreTooMany() {
    TestCommunity.Device issuer = community.founder();
    for (int link = 1; link <= Authority.LINKS_MAX; link++) {
      Record capability = issuer.state(Draft.capability(grant(100 + link, Role.WRITE, SET)), link);
      assertThat(judge(capability)).isEqualTo(ADMITTED);
      community.know(capability);
      issuer = community.deviceWith(100 + link, Optional.of(capability.id()));
    }
    assertThat(judge(issuer.state(REC, 5))).isEqualTo(ADMITTED);
    assertRefused(issuer.state(Draft.capability(grant(120, Role.WRITE, SET)), 9), "more than 8");
  }

  @Test
  void anAccountIsBoundToItsFounder() {
    AccountContent account = account(writer);
    assertThat(judge(writer.state(Draft.account(account, List.of()), 5))).isEqualTo(ADMITTED);

    Slot stolen =
        new Slot(Slot.Kind.ACCOUNT, TestCommunity.id(1), AccountContent.FACET, Optional.empty());
    Draft draft =
        new Draft(
            RecordType.ACCT,
            SetId.GOVERNANCE,
            Optional.of(stolen),
            List.of(),
            Optional.empty(),
            Optional.of(account.toNode()));
    assertRefused(writer.state(draft, 5), "founder");
  }

  @Test
  void aCapabilityIsRevokedFromAboveInItsChainOnly() {
    Record granted = writer.state(Draft.capability(grant(7, Role.WRITE, SET)), 5);
    Draft revocation =
        Draft.governance(
            RecordType.REVOKE,
            List.of(),
            Node.Dictionary.of(Map.of("cap", new Node.Link(granted.id().value()))));
    Record byIssuer = writer.state(revocation, 6);

    assertThat(judge(byIssuer))
        .isEqualTo(new Admission.Verdict.Waits(java.util.Set.of(granted.id())));
    community.know(granted);
    assertThat(judge(byIssuer)).isEqualTo(ADMITTED);
    assertThat(judge(community.founder().state(revocation, 6))).isEqualTo(ADMITTED);
    assertRefused(community.device(8, Role.MANAGE).state(revocation, 6), "granted");
  }

  @Test
  void aNextCharterAndItsSignaturesComeFromDelegates() {
    CharterContent next = TestCommunity.charter(TestCommunity.key(2).key());
    Draft draft =
        Draft.governance(RecordType.CHARTER, List.of(community.genesis().id()), next.toNode());
    assertRefused(writer.state(draft, 5), "delegate");
    Record charter = community.founder().state(draft, 5);
    assertThat(judge(charter)).isEqualTo(ADMITTED);
    community.know(charter);

    Draft signature =
        Draft.governance(RecordType.SIGN, List.of(charter.id()), Node.Dictionary.of(Map.of()));
    assertThat(judge(community.founder().state(signature, 6))).isEqualTo(ADMITTED);
    assertRefused(writer.state(signature, 6), "delegate");
  }

  @Test
  void contentThatIsMalformedIsRefusedByTheFieldsName() {
    Draft draft =
        Draft.governance(
            RecordType.CAP,
            List.of(),
            Node.Dictionary.of(Map.of("role", new Node.Text("write"), "aud", Node.NULL)));
    assertRefused(community.founder().state(draft, 5), "capability.aud");
  }

  @Test
  void anotherCommunitysRecordIsRefused() {
    Governance other = Governance.empty(new CommunityId(writer.state(REC, 5).id().value()));
    assertThat(judge(writer.state(REC, 6), other)).isInstanceOf(Admission.Verdict.Refused.class);
  }

  private static final Admission.Verdict ADMITTED = new Admission.Verdict.Admitted();

  private static Draft collection(SetId set) {
    Slot slot = new Slot(Slot.Kind.COLLECTION, set.value(), "description", Optional.empty());
    return Draft.rec(SetId.GOVERNANCE, slot, List.of(), BODY);
  }

  static AccountContent account(TestCommunity.Device founder) {
    return new AccountContent(
        "Ana", founder.key(), TestCommunity.id(4), List.of(founder.key()), false);
  }

  private static Grant grant(int audience, Role role, SetId set) {
    return new Grant(
        TestCommunity.key(audience).key(), role, Grant.Scope.of(List.of(set)), Optional.empty());
  }

  private Admission.Verdict judge(Record record) {
    return judge(record, community.governance());
  }

  private static Admission.Verdict judge(Record record, Governance governance) {
    return Admission.judge(record, governance);
  }

  private void assertRefused(Record record, String named) {
    assertThat(judge(record))
        .isInstanceOfSatisfying(
            Admission.Verdict.Refused.class,
            refused -> assertThat(refused.reason()).contains(named));
  }
}
