package org.acequia.node.records;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.Author;
import org.acequia.core.archive.CollectionId;
import org.acequia.core.archive.CollectionView;
import org.acequia.core.archive.Description;
import org.acequia.core.archive.Facet;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.ItemProjection;
import org.acequia.core.archive.ItemView;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.archive.NewItem;
import org.acequia.core.archive.Term;
import org.acequia.core.archive.Version;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.record.CommunityId;
import org.acequia.core.record.Governance;
import org.acequia.core.record.Record;
import org.acequia.core.record.RecordId;
import org.acequia.core.record.SetId;
import org.acequia.core.record.SetRef;
import org.acequia.core.record.Slot;

/// The archive in the records of this node's community. Holds nothing itself: every answer is
/// projected from records, bodies and the governance view of the moment.
public final class ArchiveService implements Archive {

  /// How many items are projected at a time.
  private static final int PAGE_ITEMS = 500;

  private final PostgresRecordStore store;
  private final Communities communities;
  private final SubjectList subjects;
  private final Ledger ledger;
  private final RandomGenerator random;

  ArchiveService(
      PostgresRecordStore store, Communities communities, Ledger ledger, RandomGenerator random) {
    this.store = store;
    this.communities = communities;
    this.subjects = new SubjectList(store.database());
    this.ledger = ledger;
    this.random = random;
  }

  @Override
  public List<CollectionView> collections() {
    Optional<CommunityId> home = communities.home();
    if (home.isEmpty()) {
      return List.of();
    }
    Map<CollectionId, Long> counts = subjects.itemCounts(home.get());
    List<CollectionId> ids = subjects.collections(home.get());
    Map<Bytes, List<Record>> records =
        bySubject(home.get(), ids.stream().map(CollectionId::value).toList());
    Map<Cid, Bytes> bodies = bodiesOf(records);
    return ids.stream()
        .flatMap(id ->
            ItemProjection.collection(
                id,
                records.getOrDefault(id.value(), List.of()),
                bodies,
                counts.getOrDefault(id, 0L),
                governance())
                .stream())
        .sorted(
            Comparator.comparing(ArchiveService::title).thenComparing(view -> view.id().value()))
        .toList();
  }

  private static String title(CollectionView view) {
    return view.description().all(Term.TITLE).stream().map(LangText::text).findFirst().orElse("");
  }

  @Override
  public Optional<CollectionView> collection(CollectionId id) {
    if (communities.home().isEmpty()) {
      return Optional.empty();
    }
    List<Record> records = records(id.value());
    long items = subjects.itemCount(home(), id);
    return ItemProjection.collection(
        id, records, store.bodies(ItemProjection.bodiesOf(records)), items, governance());
  }

  @Override
  public Optional<ItemView> item(ItemId id) {
    if (communities.home().isEmpty()) {
      return Optional.empty();
    }
    List<Record> records = records(id.value());
    return ItemProjection.item(
        id, records, store.bodies(ItemProjection.bodiesOf(records)), governance());
  }

  @Override
  public Set<ItemId> held(Collection<ItemId> ids) {
    return communities.home().isEmpty() ? Set.of() : subjects.held(home(), ids);
  }

  @Override
  public List<ItemView> items(CollectionId collection, long offset, int limit) {
    if (communities.home().isEmpty()) {
      return List.of();
    }
    return views(subjects.items(home(), collection, offset, Math.min(limit, ITEMS_PER_PAGE_MAX)));
  }

  @Override
  public Optional<Place> place(ItemId id) {
    return item(id)
        .map(item ->
            new Place(
                subjects.beside(home(), item.collection(), id, false),
                subjects.beside(home(), item.collection(), id, true)));
  }

  @Override
  public List<Version> history(ItemId id) {
    if (communities.home().isEmpty()) {
      return List.of();
    }
    List<Record> records = records(id.value());
    return ItemProjection.history(
        id, records, store.bodies(ItemProjection.bodiesOf(records)), governance());
  }

  @Override
  public Map<ItemId, List<Version>> histories(List<ItemId> ids) {
    if (communities.home().isEmpty()) {
      return Map.of();
    }
    Map<Bytes, List<Record>> records = bySubject(home(), ids.stream().map(ItemId::value).toList());
    Map<Cid, Bytes> bodies = bodiesOf(records);
    Governance governance = governance();
    return ids.stream()
        .collect(
            Collectors.toMap(
                id -> id,
                id ->
                    ItemProjection.history(
                        id, records.getOrDefault(id.value(), List.of()), bodies, governance)));
  }

  @Override
  public List<Version> history(CollectionId id) {
    if (communities.home().isEmpty()) {
      return List.of();
    }
    List<Record> records = records(id.value());
    return ItemProjection.history(
        id, records, store.bodies(ItemProjection.bodiesOf(records)), governance());
  }

  /// An item that stands in two sets is shown once: in the lower one.
  @Override
  public void forEachItem(Consumer<ItemView> action) {
    if (communities.home().isEmpty()) {
      return;
    }
    for (SetRef set : store.sets(home())) {
      forEachItem(set.set(), action);
    }
  }

  private void forEachItem(SetId set, Consumer<ItemView> action) {
    Bytes after = Bytes.of();
    while (true) {
      List<ItemId> page = subjects.itemsAfter(home(), set, after, PAGE_ITEMS);
      views(page).stream().filter(view -> view.collection().set().equals(set)).forEach(action);
      if (page.size() < PAGE_ITEMS) {
        return;
      }
      after = page.getLast().value();
    }
  }

  @Override
  public List<ItemView> views(List<ItemId> ids) {
    if (communities.home().isEmpty()) {
      return List.of();
    }
    Map<Bytes, List<Record>> records = bySubject(home(), ids.stream().map(ItemId::value).toList());
    Map<Cid, Bytes> bodies = bodiesOf(records);
    Governance governance = governance();
    return ids.stream()
        .flatMap(id ->
            ItemProjection.item(id, records.getOrDefault(id.value(), List.of()), bodies, governance)
                .stream())
        .toList();
  }

  @Override
  public CollectionId addCollection(Author author, Description description) {
    CollectionId id = new CollectionId(Writing.random(random, CollectionId.SIZE_BYTES));
    describeCollection(author, id, description, List.of());
    return id;
  }

  @Override
  public void describeCollection(
      Author author, CollectionId id, Description description, List<RecordId> supersedes) {
    Writing writing = writing(author);
    writing.describe(SetId.GOVERNANCE, Facet.DESCRIPTION.of(id), description, supersedes);
    writing.store();
  }

  @Override
  public void chooseCover(
      Author author, CollectionId id, Optional<MediaFile> cover, List<RecordId> supersedes) {
    Writing writing = writing(author);
    writing.cover(id, cover.stream().toList(), supersedes);
    writing.store();
  }

  @Override
  public List<ItemId> addItems(Author author, CollectionId collection, List<NewItem> items) {
    if (items.size() > ITEMS_PER_CALL_MAX) {
      throw new IllegalArgumentException(
          "%,d items at once, at most %,d".formatted(items.size(), ITEMS_PER_CALL_MAX));
    }
    Map<Bytes, List<Record>> held =
        bySubject(home(), items.stream().map(item -> item.id().value()).toList());
    Map<Cid, Bytes> bodies = bodiesOf(held);
    Writing writing = writing(author);
    for (NewItem item : items) {
      writing.addItem(
          collection.set(), item, held.getOrDefault(item.id().value(), List.of()), bodies);
    }
    writing.store();
    return items.stream().map(NewItem::id).toList();
  }

  @Override
  public void describe(
      Author author, ItemId id, Description description, List<RecordId> supersedes) {
    Writing writing = writing(author);
    writing.describe(setOf(id), Facet.DESCRIPTION.of(id), description, supersedes);
    writing.store();
  }

  @Override
  public void attach(Author author, ItemId id, List<MediaFile> files, List<RecordId> supersedes) {
    Writing writing = writing(author);
    writing.attach(setOf(id), id, files, supersedes);
    writing.store();
  }

  @Override
  public void tag(Author author, ItemId id, List<LangText> tags) {
    SetId set = setOf(id);
    Slot slot = Facet.TAGS.of(id, Optional.of(author.account()));
    List<RecordId> heads = writing(author).heads(store.slot(new SetRef(home(), set), slot));
    Writing writing = writing(author);
    writing.tag(set, id, tags, heads);
    writing.store();
  }

  @Override
  public void remove(Author author, ItemId id) {
    Writing writing = writing(author);
    writing.remove(setOf(id), id, records(id.value()));
    writing.store();
  }

  @Override
  public void removeAll(Author author, List<ItemId> ids, Set<RecordId> seen) {
    Writing writing = writing(author);
    Map<Bytes, List<Record>> held = bySubject(home(), ids.stream().map(ItemId::value).toList());
    ids.forEach(id -> {
      List<Record> records = held.getOrDefault(id.value(), List.of());
      records.stream()
          .filter(record -> record.payload().slot().filter(ArchiveService::isItem).isPresent())
          .map(record -> record.payload().set())
          .min(Comparator.naturalOrder())
          .ifPresent(set -> writing.remove(set, id, of(seen, records)));
    });
    writing.store();
  }

  private static List<Record> of(Set<RecordId> seen, List<Record> records) {
    return records.stream().filter(record -> seen.contains(record.id())).toList();
  }

  @Override
  public void restore(Author author, ItemId id, RecordId version) {
    Writing writing = writing(author);
    List<Record> records = records(id.value());
    Record wanted =
        records.stream()
            .filter(record -> record.id().equals(version))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("Not a version of this item"));
    writing.restore(setOf(id), wanted, records, store.bodies(ItemProjection.bodiesOf(records)));
    writing.store();
  }

  private Writing writing(Author author) {
    return new Writing(ledger, home(), governance(), author, random);
  }

  /// The set in which an item stands.
  private SetId setOf(ItemId id) {
    return records(id.value()).stream()
        .filter(record -> record.payload().slot().filter(ArchiveService::isItem).isPresent())
        .map(record -> record.payload().set())
        .min(Comparator.naturalOrder())
        .orElseThrow(() -> new IllegalArgumentException("No such item: " + id));
  }

  private static boolean isItem(Slot slot) {
    return slot.kind() == Slot.Kind.ITEM;
  }

  private List<Record> records(Bytes subject) {
    return store.subject(home(), subject);
  }

  private Map<Bytes, List<Record>> bySubject(CommunityId community, List<Bytes> ids) {
    return store.subjects(community, ids).stream()
        .collect(
            Collectors.groupingBy(
                record -> record.payload().slot().map(Slot::subject).orElseThrow()));
  }

  private Map<Cid, Bytes> bodiesOf(Map<Bytes, List<Record>> records) {
    Map<Cid, Bytes> bodies = new HashMap<>();
    if (!records.isEmpty()) {
      bodies.putAll(
          store.bodies(
              records.values().stream()
                  .flatMap(theirs -> ItemProjection.bodiesOf(theirs).stream())
                  .toList()));
    }
    return bodies;
  }

  private CommunityId home() {
    return communities
        .home()
        .orElseThrow(
            () -> new IllegalStateException("This node has not founded or joined a community yet"));
  }

  private Governance governance() {
    return communities.governance(home()).orElseThrow();
  }
}
