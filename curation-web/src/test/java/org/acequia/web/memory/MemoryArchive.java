package org.acequia.web.memory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.Author;
import org.acequia.core.archive.CollectionId;
import org.acequia.core.archive.CollectionView;
import org.acequia.core.archive.Conflict;
import org.acequia.core.archive.Description;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.ItemView;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.archive.NewItem;
import org.acequia.core.archive.Term;
import org.acequia.core.archive.Version;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.record.Hlc;
import org.acequia.core.record.RecordId;

/// An archive in memory. A write that supersedes less than all heads leaves a conflict, as in the
/// real one.
public final class MemoryArchive implements Archive {

  private static final Instant BEGINNING = Instant.parse("2026-03-01T10:00:00Z");

  private record Head(RecordId record, String by, Description description) {}

  private static final class Slots {
    CollectionId collection;
    List<Head> heads = new ArrayList<>();
    List<MediaFile> media = List.of();
    List<RecordId> mediaHeads = new ArrayList<>();
    List<LangText> tags = List.of();
    List<Version> history = new ArrayList<>();

    Slots(CollectionId collection) {
      this.collection = collection;
    }
  }

  private final Map<CollectionId, Slots> collections = new LinkedHashMap<>();
  private final Map<ItemId, Slots> items = new LinkedHashMap<>();
  private final Map<ItemId, Slots> removed = new LinkedHashMap<>();
  private int next = 1;

  @Override
  public List<CollectionView> collections() {
    return collections.keySet().stream().flatMap(id -> collection(id).stream()).toList();
  }

  @Override
  public Optional<CollectionView> collection(CollectionId id) {
    return Optional.ofNullable(collections.get(id))
        .map(slots ->
            new CollectionView(
                id,
                slots.heads.getFirst().description(),
                items.values().stream().filter(item -> item.collection.equals(id)).count(),
                slots.heads.stream().map(Head::record).toList(),
                conflicts(slots),
                slots.media.stream().findFirst(),
                slots.mediaHeads));
  }

  @Override
  public Optional<Place> place(ItemId id) {
    return item(id)
        .map(item -> {
          List<ItemId> all =
              items(item.collection(), 0, ITEMS_PER_PAGE_MAX).stream().map(ItemView::id).toList();
          int at = all.indexOf(id);
          return new Place(
              at > 0 ? Optional.of(all.get(at - 1)) : Optional.empty(),
              at + 1 < all.size() ? Optional.of(all.get(at + 1)) : Optional.empty());
        });
  }

  @Override
  public void chooseCover(
      Author author, CollectionId id, Optional<MediaFile> cover, List<RecordId> supersedes) {
    Optional.ofNullable(collections.get(id)).orElseThrow().media = cover.stream().toList();
  }

  @Override
  public Optional<ItemView> item(ItemId id) {
    return Optional.ofNullable(items.get(id))
        .map(slots ->
            new ItemView(
                id,
                slots.collection,
                slots.heads.getFirst().description(),
                slots.media,
                List.of(new ItemView.TagsOf(MemoryNode.ANA.author().account(), slots.tags)),
                conflicts(slots),
                slots.heads.stream().map(Head::record).toList(),
                slots.mediaHeads,
                new Hlc(slots.history.size()),
                0));
  }

  @Override
  public List<Version> history(ItemId id) {
    return Optional.ofNullable(items.getOrDefault(id, removed.get(id)))
        .map(slots -> slots.history.reversed())
        .orElse(List.of());
  }

  @Override
  public Set<ItemId> held(Collection<ItemId> ids) {
    return ids.stream().filter(items::containsKey).collect(Collectors.toSet());
  }

  @Override
  public void forEachItem(Consumer<ItemView> action) {
    List.copyOf(items.keySet()).forEach(id -> item(id).ifPresent(action));
  }

  @Override
  public CollectionId addCollection(Author author, Description description) {
    CollectionId id = new CollectionId(randomId());
    collections.put(id, new Slots(id));
    describeCollection(author, id, description, List.of());
    return id;
  }

  @Override
  public void describeCollection(
      Author author, CollectionId id, Description description, List<RecordId> supersedes) {
    state(Optional.ofNullable(collections.get(id)).orElseThrow(), author, description, supersedes);
  }

  @Override
  public List<ItemId> addItems(Author author, CollectionId collection, List<NewItem> added) {
    for (NewItem item : added) {
      Slots slots = new Slots(collection);
      items.put(item.id(), slots);
      state(slots, author, item.description(), List.of());
      slots.media = item.files();
      slots.mediaHeads.add(record());
      slots.tags = item.tags();
    }
    return added.stream().map(NewItem::id).toList();
  }

  @Override
  public void describe(
      Author author, ItemId id, Description description, List<RecordId> supersedes) {
    state(slots(id), author, description, supersedes);
  }

  @Override
  public void attach(Author author, ItemId id, List<MediaFile> files, List<RecordId> supersedes) {
    slots(id).media = List.copyOf(files);
    slots(id).mediaHeads = new ArrayList<>(List.of(record()));
    remember(
        slots(id),
        author,
        "media",
        Optional.empty(),
        String.join(", ", files.stream().map(MediaFile::name).toList()));
  }

  @Override
  public void tag(Author author, ItemId id, List<LangText> tags) {
    slots(id).tags = List.copyOf(tags);
    remember(
        slots(id),
        author,
        "tags",
        Optional.empty(),
        String.join(", ", tags.stream().map(LangText::text).toList()));
  }

  @Override
  public void restore(Author author, ItemId id, RecordId version) {
    if (removed.containsKey(id)) {
      items.put(id, removed.remove(id));
    }
    Description earlier =
        history(id).stream()
            .filter(past -> past.record().equals(version))
            .flatMap(past -> past.description().stream())
            .findFirst()
            .orElseThrow();
    describe(author, id, earlier, item(id).orElseThrow().descriptionHeads());
  }

  @Override
  public void remove(Author author, ItemId id) {
    removed.put(id, slots(id));
    items.remove(id);
  }

  /// For one thread: what is held is what was seen.
  @Override
  public void removeAll(Author author, List<ItemId> ids, Set<RecordId> seen) {
    ids.forEach(id -> remove(author, id));
  }

  @Override
  public List<Version> history(CollectionId id) {
    return Optional.ofNullable(collections.get(id))
        .map(slots -> slots.history.reversed())
        .orElse(List.of());
  }

  @Override
  public List<ItemView> items(CollectionId collection, long offset, int limit) {
    return items.keySet().stream()
        .flatMap(id -> item(id).stream())
        .filter(item -> item.collection().equals(collection))
        .skip(offset)
        .limit(limit)
        .toList();
  }

  private Slots slots(ItemId id) {
    return Optional.ofNullable(items.get(id)).orElseThrow();
  }

  private void state(
      Slots slots, Author author, Description description, List<RecordId> supersedes) {
    Version version = remember(slots, author, "description", Optional.of(description), "");
    slots.heads.removeIf(head -> supersedes.contains(head.record()));
    slots.heads.add(0, new Head(version.record(), version.by(), description));
  }

  private Version remember(
      Slots slots, Author author, String facet, Optional<Description> description, String summary) {
    Version version =
        new Version(
            record(),
            facet,
            author.onBehalfOf().orElse("Ana Quispe"),
            BEGINNING.plusSeconds(3600L * next),
            description,
            summary,
            false);
    slots.history.replaceAll(v -> v.facet().equals(facet) ? withHead(v, false) : v);
    slots.history.add(withHead(version, true));
    return version;
  }

  private static Version withHead(Version v, boolean head) {
    return new Version(v.record(), v.facet(), v.by(), v.at(), v.description(), v.summary(), head);
  }

  private static List<Conflict> conflicts(Slots slots) {
    List<Conflict> conflicts = new ArrayList<>();
    for (Term term : Term.values()) {
      long values = slots.heads.stream().map(h -> h.description().all(term)).distinct().count();
      if (values > 1) {
        conflicts.add(
            new Conflict(
                "description",
                term.code(),
                slots.heads.stream()
                    .map(h -> new Conflict.Claim(h.record(), h.by(), h.description().all(term)))
                    .toList()));
      }
    }
    return conflicts;
  }

  private RecordId record() {
    return new RecordId(Cid.of(Codec.DAG_CBOR, new byte[] {1, (byte) (next >> 8), (byte) next++}));
  }

  private Bytes randomId() {
    byte[] id = new byte[16];
    id[0] = (byte) next++;
    id[1] = 7;
    return Bytes.of(id);
  }
}
