package org.acequia.node.records;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.acequia.core.archive.Author;
import org.acequia.core.archive.Bodies;
import org.acequia.core.archive.CollectionId;
import org.acequia.core.archive.Description;
import org.acequia.core.archive.Facet;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.archive.NewItem;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.dagcbor.Node;
import org.acequia.core.record.Body;
import org.acequia.core.record.BodyRef;
import org.acequia.core.record.CommunityId;
import org.acequia.core.record.Draft;
import org.acequia.core.record.Governance;
import org.acequia.core.record.MalformedRecordException;
import org.acequia.core.record.Payload;
import org.acequia.core.record.Record;
import org.acequia.core.record.RecordId;
import org.acequia.core.record.SetId;
import org.acequia.core.record.Slot;
import org.acequia.core.record.SlotHeads;

/// What one author states in one transaction: collected first, then signed and stored at once.
final class Writing {

  private final Ledger ledger;
  private final CommunityId community;
  private final Governance governance;
  private final Author author;
  private final RandomGenerator random;
  private final List<Draft> drafts = new ArrayList<>();
  private final Map<Cid, Bytes> blocks = new HashMap<>();

  Writing(
      Ledger ledger,
      CommunityId community,
      Governance governance,
      Author author,
      RandomGenerator random) {
    this.ledger = ledger;
    this.community = community;
    this.governance = governance;
    this.author = author;
    this.random = random;
  }

  static Bytes random(RandomGenerator random, int sizeBytes) {
    byte[] bytes = new byte[sizeBytes];
    random.nextBytes(bytes);
    return Bytes.of(bytes);
  }

  /// Signs and stores what was collected.
  void store() {
    ledger.author(author.signer(), community, drafts, blocks);
  }

  void describe(SetId set, Slot slot, Description description, List<RecordId> supersedes) {
    state(set, slot, Bodies.write(description, author.onBehalfOf()), supersedes);
  }

  void attach(SetId set, ItemId id, List<MediaFile> files, List<RecordId> supersedes) {
    state(set, Facet.MEDIA.of(id), Bodies.writeFiles(files, author.onBehalfOf()), supersedes);
  }

  void cover(CollectionId id, List<MediaFile> files, List<RecordId> supersedes) {
    Node content = Bodies.writeFiles(files, author.onBehalfOf());
    state(SetId.GOVERNANCE, Facet.MEDIA.of(id), content, supersedes);
  }

  void tag(SetId set, ItemId id, List<LangText> tags, List<RecordId> supersedes) {
    state(set, tagsSlot(id), Bodies.writeTags(tags, author.onBehalfOf()), supersedes);
  }

  private Slot tagsSlot(ItemId id) {
    return Facet.TAGS.of(id, Optional.of(author.account()));
  }

  /// Adds an item; of one that is held in part or in whole, only what no version of it ever stated.
  ///
  /// @param held all records about the item
  /// @param bodies the bodies of these that are held
  void addItem(SetId set, NewItem item, List<Record> held, Map<Cid, Bytes> bodies) {
    Slot description = Facet.DESCRIPTION.of(item.id());
    add(set, description, Bodies.write(item.description(), author.onBehalfOf()), held, bodies);
    if (!item.files().isEmpty()) {
      Slot media = Facet.MEDIA.of(item.id());
      add(set, media, Bodies.writeFiles(item.files(), author.onBehalfOf()), held, bodies);
    }
    if (!item.tags().isEmpty()) {
      Node tags = Bodies.writeTags(item.tags(), author.onBehalfOf());
      add(set, tagsSlot(item.id()), tags, held, bodies);
    }
  }

  /// States `content` unless some version of the slot did. What is new supersedes what this device
  /// stated last, and not what others made of it: their edit and this one are a conflict to be
  /// seen, not to be decided here.
  private void add(SetId set, Slot slot, Node content, List<Record> held, Map<Cid, Bytes> bodies) {
    List<Record> versions =
        held.stream()
            .filter(record -> record.payload().set().equals(set))
            .filter(record -> record.payload().slot().equals(Optional.of(slot)))
            .toList();
    if (versions.stream()
        .anyMatch(record -> content(record, bodies).equals(Optional.of(content)))) {
      return;
    }
    List<RecordId> own =
        versions.stream()
            .filter(record -> record.payload().author().device().equals(author.signer().key()))
            .max(Comparator.comparingLong(record -> record.payload().author().sequence()))
            .map(Record::id)
            .stream()
            .toList();
    state(set, slot, content, own);
  }

  private static Optional<Node> content(Record record, Map<Cid, Bytes> bodies) {
    try {
      return record
          .payload()
          .body()
          .flatMap(ref -> Optional.ofNullable(bodies.get(ref.cid())))
          .map(block -> Body.decode(block).content());
    } catch (MalformedRecordException _) {
      return Optional.empty();
    }
  }

  /// Buries every slot of an item but other people's tags, superseding what is held of each.
  void remove(SetId set, ItemId id, List<Record> records) {
    slots(set, records)
        .forEach((slot, versions) -> {
          boolean mine = slot.account().isEmpty() || slot.equals(tagsSlot(id));
          List<RecordId> heads = heads(versions);
          if (mine && !heads.isEmpty() && !SlotHeads.of(versions, governance::isVoid).isGone()) {
            drafts.add(Draft.tomb(set, slot, heads));
          }
        });
  }

  private static Map<Slot, List<Record>> slots(SetId set, List<Record> records) {
    return records.stream()
        .filter(record -> record.payload().set().equals(set))
        .filter(
            record -> record.payload().slot().filter(s -> s.kind() == Slot.Kind.ITEM).isPresent())
        .collect(Collectors.groupingBy(record -> record.payload().slot().orElseThrow()));
  }

  /// States anew what `version` stated, superseding the heads of its slot; and where the item has
  /// gone away, brings its other slots back with what they stated last.
  ///
  /// @throws IllegalArgumentException if the body of `version` is not held
  void restore(SetId set, Record version, List<Record> records, Map<Cid, Bytes> bodies) {
    Map<Slot, List<Record>> slots = slots(set, records);
    Slot slot = version.payload().slot().orElseThrow();
    Node content =
        content(version, bodies)
            .orElseThrow(
                () -> new IllegalArgumentException("The content of this version is not held"));
    state(set, slot, content, heads(slots.getOrDefault(slot, List.of())));
    slots.forEach((other, versions) -> {
      if (!other.equals(slot) && other.account().isEmpty()) {
        revive(set, other, versions, bodies);
      }
    });
  }

  private void revive(SetId set, Slot slot, List<Record> versions, Map<Cid, Bytes> bodies) {
    SlotHeads heads = SlotHeads.of(versions, governance::isVoid);
    if (heads.isGone()) {
      heads
          .standIn(heads.heads().getFirst(), record -> content(record, bodies).isPresent())
          .flatMap(last -> content(last, bodies))
          .ifPresent(content -> state(set, slot, content, heads(versions)));
    }
  }

  /// Returns the heads of a slot's records, as many as one record may supersede.
  List<RecordId> heads(List<Record> versions) {
    return SlotHeads.of(versions, governance::isVoid).headIds().stream()
        .limit(Payload.SUPERSEDES_MAX)
        .toList();
  }

  private void state(SetId set, Slot slot, Node content, List<RecordId> supersedes) {
    Bytes block = new Body(random(random, Body.SALT_BYTES), content).encode();
    BodyRef ref = Body.ref(block);
    blocks.put(ref.cid(), block);
    drafts.add(Draft.rec(set, slot, supersedes, ref));
  }
}
