package org.acequia.core.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.dagcbor.Node;
import org.acequia.core.record.AccountContent;
import org.acequia.core.record.Admission;
import org.acequia.core.record.Body;
import org.acequia.core.record.BodyRef;
import org.acequia.core.record.Draft;
import org.acequia.core.record.Governance;
import org.acequia.core.record.Record;
import org.acequia.core.record.RecordId;
import org.acequia.core.record.Role;
import org.acequia.core.record.Slot;
import org.acequia.core.record.TestCommunity;
import org.junit.jupiter.api.Test;

class ItemProjectionTests {

  private static final CollectionId SONGS = new CollectionId(TestCommunity.id(5));
  private static final ItemId SONG = new ItemId(TestCommunity.id(9));

  private final TestCommunity community = new TestCommunity();
  private final TestCommunity.Device ana = community.device(2, Role.WRITE);
  private final TestCommunity.Device berta = community.device(3, Role.WRITE);
  private final Map<Cid, Bytes> bodies = new HashMap<>();
  private final AccountContent anasAccount = account("Ana", ana);

  @Test
  void aDescribedItemWithFilesAndTagsIsShownWhole() {
    Record described = describe(ana, 1, "title", "Huayno");
    MediaFile file = new MediaFile(Cid.of(Codec.RAW, new byte[1]), 1, "huayno.wav", "audio/wav");
    Record files = state(ana, 2, Facet.MEDIA.of(SONG), Bodies.writeFiles(List.of(file), none()));
    Record tags = tag(ana, 3, anasAccount, "fiesta");

    ItemView item = view(tags, files, described).orElseThrow();

    assertThat(item.collection()).isEqualTo(SONGS);
    assertThat(item.description().all(Term.TITLE)).containsExactly(es("Huayno"));
    assertThat(item.media()).containsExactly(file);
    assertThat(item.tags())
        .containsExactly(new ItemView.TagsOf(anasAccount.id(), List.of(es("fiesta"))));
    assertThat(item.conflicts()).isEmpty();
    assertThat(item.descriptionHeads()).containsExactly(described.id());
    assertThat(item.mediaHeads()).containsExactly(files.id());
    assertThat(item.changed()).isEqualTo(tags.payload().time());
    assertThat(item.missingBodies()).isZero();
  }

  @Test
  void fieldsOnWhichConcurrentEditsAgreeStandAndTheOthersAreConflicts() {
    Record base = describe(ana, 1, "title", "Huayno");
    Record left = describe(ana, 2, "title", "Huayno", "creator", "Rosa", base);
    Record right = describe(berta, 3, "title", "Huayno", "creator", "Rosita", base);

    ItemView item = view(base, left, right).orElseThrow();

    assertThat(item.description().all(Term.TITLE)).containsExactly(es("Huayno"));
    assertThat(item.description().all(Term.CREATOR)).containsExactly(es("Rosita"));
    assertThat(item.conflicts())
        .containsExactly(
            new Conflict(
                "description",
                "creator",
                List.of(
                    new Conflict.Claim(
                        right.id(), berta.key().value().toString(), List.of(es("Rosita"))),
                    new Conflict.Claim(left.id(), "Ana", List.of(es("Rosa"))))));
    assertThat(item.descriptionHeads()).containsExactly(right.id(), left.id());
  }

  @Test
  void anItemWhoseDescriptionIsTombstonedIsGone() {
    Record base = describe(ana, 1, "title", "Huayno");
    Record tags = tag(ana, 2, anasAccount, "fiesta");
    assertThat(view(base, tags, remove(berta, 3, base))).isEmpty();
  }

  @Test
  void anEditConcurrentWithARemovalIsShownAsAConflict() {
    Record base = describe(ana, 1, "title", "Huayno");
    Record gone = remove(berta, 3, base);
    Record edit = describe(ana, 2, "title", "Huayno de Quinta", base);

    ItemView item = view(base, gone, edit).orElseThrow();

    assertThat(item.description().all(Term.TITLE)).containsExactly(es("Huayno de Quinta"));
    assertThat(item.conflicts()).extracting(Conflict::field).containsExactly(Conflict.GONE);
    assertThat(item.conflicts().getFirst().claims())
        .extracting(Conflict.Claim::record)
        .containsExactly(edit.id(), gone.id());
  }

  @Test
  void aHeadWhoseBodyIsMissingShowsItsNearestAncestorMarked() {
    Record base = describe(ana, 1, "title", "Huayno");
    Record edit = describe(ana, 2, "title", "Huaino", base);
    bodies.remove(edit.payload().body().map(BodyRef::cid).orElseThrow());

    ItemView item = view(base, edit).orElseThrow();

    assertThat(item.description().all(Term.TITLE)).containsExactly(es("Huayno"));
    assertThat(item.missingBodies()).isEqualTo(1);
    assertThat(item.descriptionHeads()).containsExactly(edit.id());
  }

  @Test
  void aBodyThatIsNoDescriptionIsAsGoodAsNone() {
    Record base = describe(ana, 1, "title", "Huayno");
    Record odd = state(berta, 2, Facet.DESCRIPTION.of(SONG), new Node.Text("?"), base.id());

    assertThat(view(base, odd).orElseThrow().description().all(Term.TITLE))
        .containsExactly(es("Huayno"));
  }

  @Test
  void tagsInSomebodyElsesNameDoNotCount() {
    Record described = describe(ana, 1, "title", "Huayno");
    Record forged = tag(berta, 2, anasAccount, "mine");
    assertThat(view(described, forged).orElseThrow().tags()).isEmpty();
  }

  @Test
  void aDeviceThatAnAccountListsLaterOwnsItsTags() {
    Record described = describe(ana, 1, "title", "Huayno");
    Record tags = tag(berta, 2, anasAccount, "fiesta");
    RecordId founding = community.governance().accounts().heads(anasAccount.id()).getFirst();
    AccountContent more =
        new AccountContent(
            "Ana", ana.key(), TestCommunity.id(4), List.of(ana.key(), berta.key()), false);
    community.know(ana.state(Draft.account(more, List.of(founding)), time(3)));

    assertThat(view(described, tags).orElseThrow().tags()).hasSize(1);
    assertThat(community.governance().nameOf(berta.key())).isEqualTo("Ana");
  }

  @Test
  void anItemInTwoSetsIsShownFromTheLowestOne() {
    Record described = describe(ana, 1, "title", "Huayno");
    Body body = new Body(TestCommunity.id(1), Bodies.write(description("title", "Copy"), none()));
    bodies.put(Body.ref(body.encode()).cid(), body.encode());
    Record higher =
        berta.state(
            Draft.rec(
                new CollectionId(TestCommunity.id(6)).set(),
                Facet.DESCRIPTION.of(SONG),
                List.of(),
                Body.ref(body.encode())),
            time(9));

    ItemView item = view(higher, described).orElseThrow();
    assertThat(item.collection()).isEqualTo(SONGS);
    assertThat(item.conflicts()).isEmpty();
  }

  @Test
  void theHistoryNamesEveryEditNewestFirstAndItsHeads() {
    Record base = describe(ana, 1, "title", "Huayno");
    Record edit = describe(berta, 2, "title", "Huaino", base);

    List<Version> history =
        ItemProjection.history(SONG, List.of(base, edit), bodies, community.governance());

    assertThat(history).extracting(Version::record).containsExactly(edit.id(), base.id());
    assertThat(history).extracting(Version::head).containsExactly(true, false);
    assertThat(history.getLast().by()).isEqualTo("Ana");
    assertThat(history.getLast().description()).contains(description("title", "Huayno"));
  }

  @Test
  void aCollectionIsShownFromTheGovernanceSet() {
    Body body = new Body(TestCommunity.id(1), Bodies.write(description("title", "Songs"), none()));
    bodies.put(Body.ref(body.encode()).cid(), body.encode());
    Record record =
        ana.state(
            Draft.rec(
                org.acequia.core.record.SetId.GOVERNANCE,
                Facet.DESCRIPTION.of(SONGS),
                List.of(),
                Body.ref(body.encode())),
            time(1));

    Optional<CollectionView> view =
        ItemProjection.collection(SONGS, List.of(record), bodies, 3, community.governance());
    assertThat(view.orElseThrow().description()).isEqualTo(description("title", "Songs"));
    assertThat(view.orElseThrow().items()).isEqualTo(3);
    assertThat(ItemProjection.collection(SONGS, List.of(), bodies, 3, community.governance()))
        .isEmpty();
  }

  /// Invariant 3: three nodes that receive the same records in any order, with repetitions, show
  /// the same, though each judges what arrives by what it holds at that moment.
  @Property(tries = 40)
  void threeNodesWithTheSameRecordsShowTheSame(@ForAll @IntRange(min = 0) int seed) {
    Random random = new Random(seed);
    List<Record> bag = new ArrayList<>(community.records());
    bag.addAll(randomLife(random));

    Arrival first = arrive(bag, random);
    Arrival second = arrive(bag, random);
    Arrival third = arrive(bag, random);

    assertThat(second).isEqualTo(first);
    assertThat(third).isEqualTo(first);
  }

  private record Arrival(Optional<ItemView> item, List<Version> history) {}

  private Arrival arrive(List<Record> bag, Random random) {
    List<Record> order = new ArrayList<>(bag);
    order.addAll(bag.subList(0, random.nextInt(bag.size())));
    Collections.shuffle(order, random);
    Governance governance = Governance.empty(community.id());
    List<Record> held = new ArrayList<>();
    List<Record> pen = new ArrayList<>(order);
    boolean progress = true;
    while (progress) {
      progress = false;
      for (Record record : List.copyOf(pen)) {
        switch (Admission.judge(record, governance)) {
          case Admission.Verdict.Admitted _ -> {
            governance = governance.with(record);
            held.add(record);
            pen.remove(record);
            progress = true;
          }
          case Admission.Verdict.Waits _ -> {}
          case Admission.Verdict.Refused(String reason) -> throw new AssertionError(reason);
        }
      }
    }
    assertThat(pen).isEmpty();
    return new Arrival(
        ItemProjection.item(SONG, held, bodies, governance),
        ItemProjection.history(SONG, held, bodies, governance));
  }

  private List<Record> randomLife(Random random) {
    List<Record> life = new ArrayList<>();
    life.add(describe(ana, 0, "title", "0"));
    for (int i = 1; i < 12; i++) {
      TestCommunity.Device device = random.nextBoolean() ? ana : berta;
      Record seen = life.get(random.nextInt(life.size()));
      String value = Integer.toString(random.nextInt(3));
      life.add(
          switch (random.nextInt(6)) {
            case 0 -> remove(device, random.nextInt(20), seen);
            case 1 -> tag(device, random.nextInt(20), anasAccount, value);
            default -> describe(device, random.nextInt(20), "title", value, seen);
          });
    }
    return life;
  }

  private AccountContent account(String name, TestCommunity.Device device) {
    AccountContent account =
        new AccountContent(name, device.key(), TestCommunity.id(4), List.of(device.key()), false);
    community.know(device.state(Draft.account(account, List.of()), time(0)));
    return account;
  }

  private Optional<ItemView> view(Record... records) {
    return ItemProjection.item(SONG, List.of(records), bodies, community.governance());
  }

  /// @param what codes and texts, then the records it supersedes
  private Record describe(TestCommunity.Device device, int minute, Object... what) {
    List<String> values = new ArrayList<>();
    List<RecordId> seen = new ArrayList<>();
    for (Object part : what) {
      if (part instanceof Record record) {
        seen.add(record.id());
      } else {
        values.add(part.toString());
      }
    }
    Node content = Bodies.write(description(values.toArray(String[]::new)), none());
    return state(
        device, minute, Facet.DESCRIPTION.of(SONG), content, seen.toArray(RecordId[]::new));
  }

  private Record tag(TestCommunity.Device device, int minute, AccountContent account, String tag) {
    return state(
        device,
        minute,
        Facet.TAGS.of(SONG, Optional.of(account.id())),
        Bodies.writeTags(List.of(es(tag)), none()));
  }

  private Record remove(TestCommunity.Device device, int minute, Record seen) {
    return device.state(
        Draft.tomb(SONGS.set(), Facet.DESCRIPTION.of(SONG), List.of(seen.id())), time(minute));
  }

  private Record state(
      TestCommunity.Device device, int minute, Slot slot, Node content, RecordId... seen) {
    Bytes block = new Body(TestCommunity.id(minute), content).encode();
    bodies.put(Body.ref(block).cid(), block);
    return device.state(Draft.rec(SONGS.set(), slot, List.of(seen), Body.ref(block)), time(minute));
  }

  private static Description description(String... codesAndTexts) {
    Map<Term, List<LangText>> values = new HashMap<>();
    for (int i = 0; i < codesAndTexts.length; i += 2) {
      values.put(Term.of(codesAndTexts[i]).orElseThrow(), List.of(es(codesAndTexts[i + 1])));
    }
    return Description.of(values);
  }

  private static LangText es(String text) {
    return new LangText("es", text);
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  private static long time(int minute) {
    return TestCommunity.NOON_MS + 60_000L * minute;
  }
}
