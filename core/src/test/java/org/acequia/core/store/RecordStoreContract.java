package org.acequia.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.record.BodyRef;
import org.acequia.core.record.Draft;
import org.acequia.core.record.Record;
import org.acequia.core.record.RecordId;
import org.acequia.core.record.SetRef;
import org.acequia.core.store.RecordStore.Appended;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [RecordStore] promises. A subclass supplies an empty store; each test states one
/// promise.
public abstract class RecordStoreContract {

  private final RecordFixture home = new RecordFixture(1);
  private final SetRef songs = home.set(10);
  private final SetRef photographs = home.set(11);
  private RecordStore store;

  /// Returns an empty store.
  protected abstract RecordStore newStore();

  @BeforeEach
  void openStore() {
    store = newStore();
  }

  @Test
  void findReturnsTheVeryBytesThatWereAppended() {
    Record record = home.describe(songs, 1, "Asa branca");
    store.append(List.of(record), home.bodies());

    List<Record> found = store.find(List.of(record.id(), home.genesis().id()));
    assertThat(found).containsExactly(record);
    assertThat(found.getFirst().bytes()).isEqualTo(record.bytes());
    assertThat(found.getFirst().payload()).isEqualTo(record.payload());
    assertThat(store.held(List.of(record.id(), home.genesis().id()))).containsExactly(record.id());
  }

  @Test
  void bodiesAreReturnedAsTheyWereAppended() {
    Record record = home.describe(songs, 1, "Asa branca");
    store.append(List.of(record), home.bodies());

    assertThat(store.bodies(List.of(body(record)))).isEqualTo(home.bodyOf(record));
  }

  @Test
  void recordWithoutSlotAndBodyIsKept() {
    store.append(List.of(home.genesis()), Map.of());

    assertThat(store.find(List.of(home.genesis().id()))).containsExactly(home.genesis());
    assertThat(store.sets(home.community())).containsExactly(home.genesis().setRef());
  }

  @Test
  void appendReturnsWhatWasNewInTheOrderGiven() {
    Record first = home.describe(songs, 1, "one");
    Record second = home.describe(songs, 2, "two");
    Record third = home.describe(songs, 3, "three");
    store.append(List.of(second), Map.of());

    Appended appended = store.append(List.of(third, second, first, third), Map.of());

    assertThat(appended.records()).containsExactly(third, first);
    assertThat(appended.completed()).isEmpty();
  }

  @Test
  void appendingNothingIsAllowed() {
    assertThat(store.append(List.of(), Map.of())).isEqualTo(new Appended(List.of(), List.of()));
  }

  @Test
  void bodyThatNoHeldRecordNamesIsNotKept() {
    Record record = home.describe(songs, 1, "one");
    Record other = home.describe(songs, 2, "two");
    store.append(List.of(record), home.bodies());

    assertThat(store.bodies(List.of(body(other)))).isEmpty();
  }

  @Test
  void bodyIsMissingUntilItArrives() {
    Record record = home.describe(songs, 1, "one");
    store.append(List.of(record), Map.of());
    assertThat(store.missingBodies(songs, 10)).containsExactly(body(record));
    assertThat(store.missingBodies(photographs, 10)).isEmpty();

    Appended appended = store.append(List.of(), home.bodyOf(record));

    assertThat(appended.records()).isEmpty();
    assertThat(appended.completed()).containsExactly(record);
    assertThat(store.missingBodies(songs, 10)).isEmpty();
    assertThat(store.bodies(List.of(body(record)))).isEqualTo(home.bodyOf(record));
  }

  @Test
  void bodyOfARecordOfferedAgainArrives() {
    Record record = home.describe(songs, 1, "one");
    store.append(List.of(record), Map.of());

    Appended appended = store.append(List.of(record), home.bodyOf(record));

    assertThat(appended.records()).isEmpty();
    assertThat(appended.completed()).containsExactly(record);
  }

  @Test
  void bodyOfAnotherSizeThanARecordSaysIsMissedOnlyUntilItIsSeen() {
    Record honest = home.describe(songs, 1, "one");
    Record wrong = home.sign(withWrongSize(honest));
    store.append(List.of(wrong), Map.of());
    assertThat(store.missingBodies(songs, 10)).containsExactly(body(honest));

    Appended appended = store.append(List.of(), home.bodyOf(honest));

    assertThat(appended.completed()).isEmpty();
    assertThat(store.missingBodies(songs, 10)).isEmpty();
    assertThat(store.bodies(List.of(body(honest)))).isEmpty();
  }

  @Test
  void bodyHeldInAnotherSizeThanARecordSaysIsNotMissed() {
    Record honest = home.describe(songs, 1, "one");
    store.append(List.of(honest), home.bodyOf(honest));

    store.append(List.of(home.sign(withWrongSize(honest))), Map.of());

    assertThat(store.missingBodies(songs, 10)).isEmpty();
  }

  @Test
  void bodyOfARecordThatIsHonestAboutItArrivesBesideOneThatIsNot() {
    Record honest = home.describe(songs, 1, "one");
    Record wrong = home.sign(withWrongSize(honest));
    store.append(List.of(wrong, honest), Map.of());

    Appended appended = store.append(List.of(), home.bodyOf(honest));

    assertThat(appended.completed()).containsExactly(honest);
    assertThat(store.missingBodies(songs, 10)).isEmpty();
  }

  private static Draft withWrongSize(Record record) {
    BodyRef ref = record.payload().body().orElseThrow();
    return Draft.rec(
        record.payload().set(),
        RecordFixture.slot(2),
        List.of(),
        new BodyRef(ref.cid(), ref.sizeBytes() + 1));
  }

  @Test
  void bodyArrivesOnce() {
    Record record = home.describe(songs, 1, "one");
    store.append(List.of(record), home.bodies());

    assertThat(store.append(List.of(record), home.bodies()).completed()).isEmpty();
  }

  @Test
  void missingBodiesAreLimited() {
    List<Record> records = many(songs, 20);
    store.append(records, Map.of());

    assertThat(store.missingBodies(songs, 7)).hasSize(7).doesNotHaveDuplicates();
    assertThat(store.missingBodies(songs, 100)).hasSize(20);
  }

  @Test
  void slotHoldsItsRecordsOfOneSetAlone() {
    Record first = home.describe(songs, 1, "one");
    Record second = home.describe(songs, 1, "another", first.id());
    Record otherItem = home.describe(songs, 2, "two");
    Record otherSet = home.describe(photographs, 1, "elsewhere");
    store.append(List.of(first, second, otherItem, otherSet), home.bodies());

    assertThat(store.slot(songs, RecordFixture.slot(1))).containsExactlyInAnyOrder(first, second);
    assertThat(store.slot(songs, RecordFixture.slot(9))).isEmpty();
  }

  @Test
  void subjectHasItsRecordsOfAllSetsOfOneCommunity() {
    RecordFixture away = new RecordFixture(2);
    Record here = home.describe(songs, 1, "one");
    Record elsewhere = home.describe(photographs, 1, "elsewhere");
    Record foreign = away.describe(away.set(10), 1, "foreign");
    Record other = home.describe(songs, 2, "two");
    store.append(List.of(here, elsewhere, foreign, other), Map.of());

    assertThat(store.subject(home.community(), RecordFixture.id(1)))
        .containsExactlyInAnyOrder(here, elsewhere);
  }

  @Test
  void latestIsTheHighestSequenceNumberOfTheDeviceInTheSet() {
    RecordFixture away = new RecordFixture(2);
    List<Record> records = many(songs, 12);
    store.append(records.reversed(), Map.of());

    assertThat(store.latest(songs, home.device())).contains(records.getLast());
    assertThat(store.latest(photographs, home.device())).isEmpty();
    assertThat(store.latest(songs, away.device())).isEmpty();
  }

  @Test
  void setsAreThoseOfWhichARecordIsHeld() {
    store.append(
        List.of(home.describe(songs, 1, "one"), home.describe(photographs, 2, "two")), Map.of());

    assertThat(store.sets(home.community())).containsExactlyInAnyOrder(songs, photographs);
    assertThat(store.sets(new RecordFixture(2).community())).isEmpty();
  }

  @Test
  void forEachGoesThroughASetInTheOrderOfTimeThenId() {
    List<Record> records = many(songs, 2_500);
    store.append(records.reversed(), Map.of());
    store.append(List.of(home.describe(photographs, 1, "elsewhere")), Map.of());

    List<RecordId> seen = new ArrayList<>();
    store.forEach(songs, record -> seen.add(record.id()));

    List<Record> expected = new ArrayList<>(records);
    expected.sort(
        Comparator.comparing((Record record) -> record.payload().time()).thenComparing(Record::id));
    assertThat(seen).isEqualTo(expected.stream().map(Record::id).toList());
  }

  @Test
  void forEachPassesOnWhatItsActionThrows() {
    store.append(many(songs, 3), Map.of());

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() ->
            store.forEach(
                songs,
                _ -> {
                  throw new IllegalStateException("enough");
                }));
  }

  @Test
  void appendingTheSameFromTwoThreadsAddsOnce() throws Exception {
    List<Record> records = many(songs, 200);
    Callable<Appended> append = () -> store.append(records, home.bodies());
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<Appended>> both = threads.invokeAll(List.of(append, append));
      List<Record> added = new ArrayList<>(both.getFirst().get().records());
      added.addAll(both.getLast().get().records());

      assertThat(added).containsExactlyInAnyOrderElementsOf(records);
    }
  }

  @Test
  void tenThousandRecordsComeBackWhole() {
    List<Record> records = many(songs, 10_000);
    Map<Cid, Bytes> bodies = home.bodies();
    store.append(records, bodies);

    List<Bytes> seen = new ArrayList<>();
    store.forEach(songs, record -> seen.add(record.bytes()));
    assertThat(seen).hasSize(10_000);
    assertThat(seen.getLast()).isEqualTo(records.getLast().bytes());
    assertThat(store.bodies(bodies.keySet())).isEqualTo(bodies);
    assertThat(store.missingBodies(songs, 1)).isEmpty();
  }

  private List<Record> many(SetRef set, int count) {
    List<Record> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(home.describe(set, i, "number %d".formatted(i)));
    }
    return records;
  }

  private static Cid body(Record record) {
    return record.payload().body().map(BodyRef::cid).orElseThrow();
  }
}
