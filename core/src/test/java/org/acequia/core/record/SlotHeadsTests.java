package org.acequia.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.acequia.core.dagcbor.Node;
import org.junit.jupiter.api.Test;

class SlotHeadsTests {

  private static final SetId SET = new SetId(TestCommunity.id(5));
  private static final Slot SLOT =
      new Slot(Slot.Kind.ITEM, TestCommunity.id(9), "description", Optional.empty());
  private static final BodyRef BODY = Body.ref(new Body(TestCommunity.id(3), Node.NULL).encode());

  private final TestCommunity community = new TestCommunity();
  private final TestCommunity.Device ana = community.device(2, Role.WRITE);
  private final TestCommunity.Device berta = community.device(3, Role.WRITE);

  @Test
  void editsOneAfterAnotherLeaveOneHead() {
    Record a = edit(ana, 1);
    Record b = edit(berta, 2, a);
    Record c = edit(ana, 3, b);

    assertThat(heads(c, a, b).heads()).containsExactly(c);
  }

  @Test
  void concurrentEditsLeaveTwoHeadsTheLaterOneForDisplayFirst() {
    Record base = edit(ana, 1);
    Record early = edit(ana, 2, base);
    Record late = edit(berta, 3, base);

    assertThat(heads(early, base, late).heads()).containsExactly(late, early);
  }

  @Test
  void anEditThatSeesBothHeadsEndsTheConflict() {
    Record left = edit(ana, 1);
    Record right = edit(berta, 2);

    Record both = edit(ana, 3, left, right);
    assertThat(heads(left, right, both).heads()).containsExactly(both);
  }

  @Test
  void aLinkToARecordThatIsNotHeldDoesNothingUntilItIs() {
    Record a = edit(ana, 1);
    Record b = edit(ana, 2, a);
    Record c = edit(ana, 3, b);

    assertThat(heads(a, c).heads()).containsExactly(c, a);
    assertThat(heads(a, b, c).heads()).containsExactly(c);
  }

  @Test
  void aVoidRecordIsNoHeadButPassesReachabilityOn() {
    Record a = edit(ana, 1);
    Record voided = edit(berta, 2, a);
    Record c = edit(ana, 3, voided);

    assertThat(SlotHeads.of(List.of(a, voided), voided::equals).heads()).containsExactly(a);
    assertThat(SlotHeads.of(List.of(a, voided, c), voided::equals).heads()).containsExactly(c);
  }

  @Test
  void anEditConcurrentWithATombstoneSurvives() {
    Record base = edit(ana, 1);
    Record gone = ana.state(Draft.tomb(SET, SLOT, List.of(base.id())), time(9));
    Record edit = edit(berta, 2, base);

    assertThat(heads(base, gone).isGone()).isTrue();
    assertThat(heads(base, gone, edit).isGone()).isFalse();
    assertThat(heads(base, gone, edit).isContested()).isTrue();
    assertThat(heads(base, gone, edit).heads()).containsExactly(edit, gone);
  }

  @Test
  void atOnePlaceOfASequenceOnlyTheFourLowestIdsCount() {
    List<Record> equivocal = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      equivocal.add(
          ana.stateAt(1, Optional.empty(), Draft.rec(SET, SLOT, List.of(), BODY), time(i)));
    }
    Set<Record> lowest =
        equivocal.stream()
            .sorted(java.util.Comparator.comparing(Record::id))
            .limit(4)
            .collect(Collectors.toSet());

    assertThat(SlotHeads.of(equivocal, _ -> false).heads())
        .containsExactlyInAnyOrderElementsOf(lowest);
  }

  @Test
  void aClockThatNobodyCanBelieveNeverWins() {
    Record sound = edit(ana, 1);
    Record absurd = berta.state(Draft.rec(SET, SLOT, List.of(), BODY), SlotHeads.PLAUSIBLE_TO_MS);
    Record unset = berta.state(Draft.rec(SET, SLOT, List.of(), BODY), 0);

    assertThat(heads(absurd, unset, sound).heads().getFirst()).isEqualTo(sound);
  }

  @Test
  void theNearestAncestorWithContentStandsInForAHeadWithout() {
    Record a = edit(ana, 1);
    Record b = edit(ana, 2, a);
    Record c = edit(ana, 3, b);
    SlotHeads heads = heads(a, b, c);

    assertThat(heads.standIn(c, _ -> true)).contains(c);
    assertThat(heads.standIn(c, record -> !record.equals(c))).contains(b);
    assertThat(heads.standIn(c, a::equals)).contains(a);
    assertThat(heads.standIn(c, _ -> false)).isEmpty();
  }

  @Property(tries = 60)
  void orderRepetitionAndGroupingChangeNothing(@ForAll @IntRange(min = 0) int seed) {
    Random random = new Random(seed);
    List<Record> records = randomEdits(random, 1 + random.nextInt(14));
    Set<RecordId> voided =
        records.stream()
            .filter(_ -> random.nextInt(5) == 0)
            .map(Record::id)
            .collect(Collectors.toSet());
    SlotHeads whole = SlotHeads.of(records, record -> voided.contains(record.id()));

    List<Record> shuffled = new ArrayList<>(records);
    shuffled.addAll(records.subList(0, random.nextInt(records.size() + 1)));
    Collections.shuffle(shuffled, random);
    int i = random.nextInt(shuffled.size() + 1);
    int j = i + random.nextInt(shuffled.size() - i + 1);
    SlotHeads left = part(shuffled.subList(0, i), voided);
    SlotHeads middle = part(shuffled.subList(i, j), voided);
    SlotHeads right = part(shuffled.subList(j, shuffled.size()), voided);

    assertThat(part(shuffled, voided).heads()).isEqualTo(whole.heads());
    assertThat(left.union(middle).union(right).heads()).isEqualTo(whole.heads());
    assertThat(right.union(middle.union(left)).heads()).isEqualTo(whole.heads());
  }

  @Property(tries = 60)
  void everyValidRecordIsAHeadOrReachedByOne(@ForAll @IntRange(min = 0) int seed) {
    List<Record> records = randomEdits(new Random(seed), 10);
    List<Record> heads = SlotHeads.of(records, _ -> false).heads();
    Set<RecordId> reached = new java.util.HashSet<>();
    records.forEach(record -> reached.addAll(record.payload().supersedes()));

    assertThat(heads)
        .containsExactlyInAnyOrderElementsOf(
            records.stream().filter(record -> !reached.contains(record.id())).toList());
  }

  private List<Record> randomEdits(Random random, int count) {
    List<Record> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      TestCommunity.Device device = random.nextBoolean() ? ana : berta;
      Record[] seen =
          records.stream().filter(_ -> random.nextInt(3) == 0).limit(8).toArray(Record[]::new);
      records.add(edit(device, random.nextInt(5), seen));
    }
    return records;
  }

  private static SlotHeads part(List<Record> records, Set<RecordId> voided) {
    return SlotHeads.of(records, record -> voided.contains(record.id()));
  }

  private static SlotHeads heads(Record... records) {
    return SlotHeads.of(List.of(records), _ -> false);
  }

  private static Record edit(TestCommunity.Device device, int minute, Record... seen) {
    List<RecordId> supersedes = java.util.Arrays.stream(seen).map(Record::id).toList();
    return device.state(Draft.rec(SET, SLOT, supersedes, BODY), time(minute));
  }

  private static long time(int minute) {
    return TestCommunity.NOON_MS + 60_000L * minute;
  }
}
