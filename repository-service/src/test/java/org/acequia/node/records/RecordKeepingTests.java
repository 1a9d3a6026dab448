package org.acequia.node.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.acequia.core.archive.Author;
import org.acequia.core.archive.CollectionId;
import org.acequia.core.archive.Description;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.ItemProjection;
import org.acequia.core.archive.ItemView;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.archive.NewItem;
import org.acequia.core.archive.Term;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.identity.SigningKey;
import org.acequia.core.record.AccountContent;
import org.acequia.core.record.AccountId;
import org.acequia.core.record.CharterContent;
import org.acequia.core.record.CommunityId;
import org.acequia.core.record.Draft;
import org.acequia.core.record.Grant;
import org.acequia.core.record.MalformedRecordException;
import org.acequia.core.record.Record;
import org.acequia.core.record.Role;
import org.acequia.core.record.SetId;
import org.acequia.core.record.SetRef;
import org.acequia.core.store.Intake.Verdict;
import org.acequia.core.store.RecordFixture;
import org.acequia.core.store.RecordListener;
import org.acequia.core.store.SetIndex;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A node's records over a real PostgreSQL: taking in, writing, reading and checking.
class RecordKeepingTests {

  private static final InstantSource WALL =
      InstantSource.fixed(Instant.parse("2026-06-24T12:00:00Z"));

  private final HikariDataSource database = TestPostgres.newDatabase();
  private final RecordKeeping node = open();
  private final SigningKey founder = key(1);

  private RecordKeeping open() {
    return RecordKeeping.open(database, _ -> false, WALL, new SecureRandom());
  }

  @AfterEach
  void closeDatabase() {
    database.close();
  }

  @Test
  void recordsOfAStrangersCommunityAreRefusedAndNotRemembered() {
    RecordFixture away = new RecordFixture(7);
    List<Bytes> offer = List.of(away.genesis().bytes());

    assertThat(node.intake().offer(offer, Map.of()))
        .allSatisfy(verdict -> assertThat(verdict).isInstanceOf(Verdict.Refused.class));
    node.communities().follow(away.community());
    assertThat(node.intake().offer(offer, Map.of()))
        .containsExactly(new Verdict.Accepted(away.genesis().id()));
  }

  @Test
  void offeredRecordsAreHeldIndexedAndAnnounced() {
    RecordFixture away = followed(7);
    SetRef set = away.set(1);
    Record record = away.describe(set, 1, "Asa branca");
    List<Record> heard = new ArrayList<>();
    node.listen(heard::addAll);

    List<Verdict> verdicts =
        node.intake().offer(List.of(record.bytes(), away.genesis().bytes()), away.bodies());

    assertThat(verdicts)
        .containsExactly(
            new Verdict.Accepted(record.id()), new Verdict.Accepted(away.genesis().id()));
    assertThat(heard).containsExactlyInAnyOrder(record, away.genesis());
    assertThat(node.indexes().of(set).size()).isOne();
    assertThat(node.store().bodies(away.bodies().keySet())).isEqualTo(away.bodies());
    assertThat(node.intake().offer(List.of(record.bytes()), Map.of()))
        .containsExactly(new Verdict.AlreadyHeld(record.id()));
  }

  @Test
  void whatWaitsForItsChainIsTakenInWhenTheChainArrives() {
    RecordFixture away = followed(7);
    Record record = away.describe(away.set(1), 1, "Asa branca");

    assertThat(node.intake().offer(List.of(record.bytes()), away.bodies()))
        .containsExactly(new Verdict.Waiting(record.id()));
    assertThat(node.store().held(List.of(record.id()))).isEmpty();
    assertThat(node.intake().known(List.of(record.id()))).containsExactly(record.id());

    node.intake().offer(List.of(away.genesis().bytes()), Map.of());
    assertThat(node.store().held(List.of(record.id()))).containsExactly(record.id());
    assertThat(node.store().missingBodies(away.set(1), 5)).hasSize(1);
  }

  @Test
  void bodyThatArrivesLaterIsKeptAndAnnounced() {
    RecordFixture away = followed(7);
    Record record = away.describe(away.set(1), 1, "Asa branca");
    List<Record> completed = new ArrayList<>();
    node.listen(
        new RecordListener() {
          @Override
          public void accepted(List<Record> records) {}

          @Override
          public void bodiesArrived(List<Record> records) {
            completed.addAll(records);
          }
        });
    node.intake().offer(List.of(away.genesis().bytes(), record.bytes()), Map.of());

    Map<Cid, Bytes> forged = new HashMap<>();
    away.bodyOf(record).keySet().forEach(cid -> forged.put(cid, Bytes.of(new byte[9])));
    node.intake().offer(List.of(), forged);
    assertThat(completed).isEmpty();

    node.intake().offer(List.of(), away.bodyOf(record));
    assertThat(completed).containsExactly(record);
  }

  @Test
  void refusedRecordsAreRememberedWithTheirReason() {
    RecordFixture away = followed(7);
    node.intake().offer(List.of(away.genesis().bytes()), Map.of());
    byte[] bytes = away.describe(away.set(1), 1, "Asa branca").bytes().toArray();
    bytes[10] ^= 1;
    Bytes tampered = Bytes.of(bytes);

    Verdict first = node.intake().offer(List.of(tampered), Map.of()).getFirst();
    assertThat(first).isInstanceOf(Verdict.Refused.class);
    assertThat(node.intake().offer(List.of(tampered), Map.of())).containsExactly(first);
    assertThat(node.intake().offer(List.of(Bytes.of(new byte[] {1, 2, 3})), Map.of()).getFirst())
        .isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void twoThreadsOfOneDeviceMakeOneChain() throws Exception {
    CommunityId home = found();
    SetRef set = new SetRef(home, new SetId(RecordFixture.id(5)));
    Author author = author();
    CollectionId collection = new CollectionId(set.set().value());
    Callable<Integer> add =
        () -> {
          for (int i = 0; i < 20; i++) {
            node.archive().addItems(author, collection, List.of(item("title " + i)));
          }
          return 0;
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (Future<Integer> done : threads.invokeAll(List.of(add, add))) {
        done.get();
      }
    }

    List<Long> sequence = new ArrayList<>();
    node.store().forEach(set, record -> sequence.add(record.payload().author().sequence()));
    assertThat(sequence).hasSize(40).isSorted().doesNotHaveDuplicates().last().isEqualTo(40L);
    assertThat(findings(node)).isEmpty();
  }

  @Test
  void deviceWithoutCapabilityMayNotWriteAndLeavesNothing() {
    found();
    Author stranger = new Author(new AccountId(RecordFixture.id(9)), key(9), Optional.empty());

    assertThatExceptionOfType(UnauthorisedException.class)
        .isThrownBy(() -> node.archive().addCollection(stranger, titled("Mine")));
    assertThat(node.archive().collections()).isEmpty();
  }

  @Test
  void deviceWritesOnTheCapabilityItWasGranted() {
    CommunityId home = found();
    SigningKey curator = key(2);
    node.ledger()
        .author(
            founder, home, List.of(Draft.capability(Grant.everywhere(curator.key(), Role.WRITE))));
    Author author = new Author(new AccountId(RecordFixture.id(9)), curator, Optional.empty());

    CollectionId id = node.archive().addCollection(author, titled("Ours"));
    assertThat(node.archive().collection(id)).isPresent();
    assertThat(findings(node)).isEmpty();
  }

  @Test
  void overLongTextIsRefusedAndNothingOfTheCallIsKept() {
    found();
    CollectionId songs = node.archive().addCollection(author(), titled("Songs"));
    List<NewItem> items = List.of(item("fine"), item("x".repeat(LangText.LENGTH_MAX + 1)));

    assertThatExceptionOfType(MalformedRecordException.class)
        .isThrownBy(() -> node.archive().addItems(author(), songs, items));
    assertThat(node.archive().items(songs, 0, 10)).isEmpty();
  }

  @Test
  void itemsAreAddedOnceDescribedRemovedAndRestored() {
    found();
    CollectionId songs = node.archive().addCollection(author(), titled("Songs"));
    NewItem item = item("Asa branca");
    node.archive().addItems(author(), songs, List.of(item));
    node.archive().addItems(author(), songs, List.of(item));
    assertThat(node.archive().history(item.id())).hasSize(1);
    assertThat(node.archive().collections().getFirst().items()).isOne();

    ItemView added = node.archive().item(item.id()).orElseThrow();
    node.archive().describe(author(), item.id(), titled("Assum preto"), added.descriptionHeads());
    node.archive().addItems(author(), songs, List.of(item));
    assertThat(title(item.id())).isEqualTo("Assum preto");
    assertThat(node.archive().history(item.id())).hasSize(2);

    node.archive().remove(author(), item.id());
    assertThat(node.archive().item(item.id())).isEmpty();
    assertThat(node.archive().items(songs, 0, 10)).isEmpty();
    assertThat(node.archive().collection(songs).orElseThrow().items()).isZero();

    node.archive().restore(author(), item.id(), added.descriptionHeads().getFirst());
    assertThat(title(item.id())).isEqualTo("Asa branca");
    assertThat(node.archive().collection(songs).orElseThrow().items()).isOne();
    assertThat(node.archive().held(List.of(item.id(), item("other").id())))
        .containsExactly(item.id());
  }

  @Test
  void filesOfItemsAreWantedUntilTheyArrive() {
    found();
    CollectionId songs = node.archive().addCollection(author(), titled("Songs"));
    Cid blob = Cid.of(Codec.RAW, new byte[] {1});
    MediaFile file = new MediaFile(blob, 1, "song.ogg", "audio/ogg");
    NewItem item = new NewItem(newId(), titled("Asa branca"), List.of(file), List.of());
    node.archive().addItems(author(), songs, List.of(item));
    SetRef set = new SetRef(node.communities().home().orElseThrow(), songs.set());

    assertThat(node.blobs().wanted(set, 10)).containsExactly(new BlobReferences.Wanted(blob, 1));
    assertThat(node.blobs().items(blob)).containsExactly(item.id());
    node.blobs().arrived(List.of(blob));
    assertThat(node.blobs().wanted(set, 10)).isEmpty();
    assertThat(node.blobs().referred(List.of(blob))).containsExactly(blob);
  }

  @Test
  void tenThousandItemsPassFromNodeToNodeAndSurviveARestart() {
    CommunityId home = found();
    CollectionId songs = node.archive().addCollection(author(), titled("Songs"));
    for (int call = 0; call < 10; call++) {
      List<NewItem> items = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        items.add(item("number %d".formatted(call * 1_000 + i)));
      }
      node.archive().addItems(author(), songs, items);
    }
    SetRef set = new SetRef(home, songs.set());

    try (HikariDataSource other = TestPostgres.newDatabase()) {
      RecordKeeping neighbour = RecordKeeping.open(other, _ -> false, WALL, new SecureRandom());
      neighbour.communities().follow(home);
      List<Record> records = new ArrayList<>();
      node.store().forEach(new SetRef(home, SetId.GOVERNANCE), records::add);
      node.store().forEach(set, records::add);
      for (int from = 0; from < records.size(); from += 1_000) {
        List<Record> page = records.subList(from, Math.min(records.size(), from + 1_000));
        neighbour
            .intake()
            .offer(
                page.stream().map(Record::bytes).toList(),
                node.store().bodies(ItemProjection.bodiesOf(page)));
      }

      List<String> titles = new ArrayList<>();
      neighbour.archive().forEachItem(view -> titles.add(titleOf(view.description())));
      assertThat(titles).hasSize(10_000).doesNotHaveDuplicates();
      assertThat(sum(neighbour.indexes().of(set))).isEqualTo(sum(open().indexes().of(set)));
      assertThat(findings(neighbour)).isEmpty();
    }
  }

  @Test
  void verifyFindsDamage() throws Exception {
    found();
    CollectionId songs = node.archive().addCollection(author(), titled("Songs"));
    node.archive().addItems(author(), songs, List.of(item("Asa branca")));
    assertThat(findings(node)).isEmpty();

    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("update bodies set bytes = bytes || '\\x00'::bytea");
    }
    assertThat(findings(node)).hasSize(2);
  }

  private static List<Object> sum(SetIndex index) {
    return List.of(index.size(), Bytes.of(index.sum(0, index.size())));
  }

  private static List<RecordVerifier.Finding> findings(RecordKeeping node) {
    List<RecordVerifier.Finding> findings = Collections.synchronizedList(new ArrayList<>());
    node.verifier().verify(findings::add);
    return findings;
  }

  private RecordFixture followed(long seed) {
    RecordFixture away = new RecordFixture(seed);
    node.communities().follow(away.community());
    return away;
  }

  private CommunityId found() {
    CharterContent charter =
        new CharterContent(
            "Serra", List.of(founder.key()), 1, RecordFixture.id(3), List.of(), Optional.empty());
    CommunityId home = node.ledger().found(founder, charter).community();
    node.ledger().author(founder, home, List.of(Draft.account(account(), List.of())));
    return home;
  }

  private AccountContent account() {
    return new AccountContent(
        "Ana", founder.key(), RecordFixture.id(4), List.of(founder.key()), false);
  }

  private Author author() {
    return new Author(account().id(), founder, Optional.empty());
  }

  private String title(ItemId id) {
    return titleOf(node.archive().item(id).orElseThrow().description());
  }

  private static String titleOf(Description description) {
    return description.all(Term.TITLE).getFirst().text();
  }

  private static Description titled(String title) {
    return Description.of(Map.of(Term.TITLE, List.of(new LangText("und", title))));
  }

  private static NewItem item(String title) {
    return new NewItem(newId(), titled(title), List.of(), List.of());
  }

  private static ItemId newId() {
    byte[] id = new byte[ItemId.SIZE_BYTES];
    new SecureRandom().nextBytes(id);
    return new ItemId(Bytes.of(id));
  }

  private static SigningKey key(int number) {
    byte[] seed = new byte[SigningKey.SEED_SIZE_BYTES];
    seed[0] = (byte) number;
    return SigningKey.ofSeed(seed);
  }
}
