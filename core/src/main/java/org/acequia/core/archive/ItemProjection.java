package org.acequia.core.archive;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.record.AccountId;
import org.acequia.core.record.BodyRef;
import org.acequia.core.record.Governance;
import org.acequia.core.record.Hlc;
import org.acequia.core.record.Record;
import org.acequia.core.record.SetId;
import org.acequia.core.record.Slot;
import org.acequia.core.record.SlotHeads;

/// What the records of an item or of a collection add up to.
///
/// Pure functions of (records, bodies held, governance): the order and repetition of the records
/// change nothing, and the same arguments give equal values on every node.
public final class ItemProjection {

  private ItemProjection() {}

  /// Returns the bodies that the records name: what the other methods want to be given, as far as
  /// they are held.
  public static List<Cid> bodiesOf(Collection<Record> records) {
    return records.stream()
        .flatMap(record -> record.payload().body().stream())
        .map(BodyRef::cid)
        .distinct()
        .toList();
  }

  /// Returns an item as it stands; empty if nothing is stated of it, or if it has gone away.
  ///
  /// @param records all records held about the item, in any order; where they stand in several
  ///   sets, those of the lowest set id count
  /// @param bodies the bodies held, checked against their CIDs, by CID
  public static Optional<ItemView> item(
      ItemId id, Collection<Record> records, Map<Cid, Bytes> bodies, Governance governance) {
    List<Record> counting = ofItem(id, records);
    if (counting.isEmpty()) {
      return Optional.empty();
    }
    CollectionId collection = new CollectionId(counting.getFirst().payload().set().value());
    SlotReading<Description> description =
        SlotReading.of(
            at(counting, Facet.DESCRIPTION.of(id)), governance, bodies, Bodies::description);
    SlotReading<List<MediaFile>> media =
        SlotReading.of(at(counting, Facet.MEDIA.of(id)), governance, bodies, Bodies::files);
    if (isGone(description.heads(), media.heads())) {
      return Optional.empty();
    }
    NavigableMap<AccountId, SlotReading<List<LangText>>> tags = tags(counting, bodies, governance);
    List<Conflict> conflicts = new ArrayList<>(Merge.descriptionConflicts(description, governance));
    conflicts.addAll(Merge.mediaConflicts(media, governance));
    return Optional.of(
        new ItemView(
            id,
            collection,
            description.winner().orElse(Description.of(Map.of())),
            media.winner().orElse(List.of()),
            shown(tags),
            conflicts,
            description.heads().headIds(),
            media.heads().headIds(),
            changed(description.heads(), media.heads(), tags.values()),
            description.missing() + media.missing()));
  }

  /// An item is there once it is described or has files. It is gone when its description is, unless
  /// somebody changed its files while somebody else removed them.
  private static boolean isGone(SlotHeads description, SlotHeads media) {
    if (description.heads().isEmpty()) {
      return media.survivors().isEmpty();
    }
    return description.isGone() && !media.isContested();
  }

  private static NavigableMap<AccountId, SlotReading<List<LangText>>> tags(
      List<Record> records, Map<Cid, Bytes> bodies, Governance governance) {
    NavigableMap<AccountId, List<Record>> byAccount = new TreeMap<>();
    for (Record record : records) {
      record
          .payload()
          .slot()
          .filter(slot -> slot.facet().equals(Facet.TAGS.code()))
          .flatMap(Slot::account)
          .ifPresent(
              account -> byAccount.computeIfAbsent(account, _ -> new ArrayList<>()).add(record));
    }
    NavigableMap<AccountId, SlotReading<List<LangText>>> tags = new TreeMap<>();
    byAccount.forEach((account, theirs) ->
        tags.put(account, SlotReading.of(theirs, governance, bodies, Bodies::tags)));
    return tags;
  }

  private static List<ItemView.TagsOf> shown(
      NavigableMap<AccountId, SlotReading<List<LangText>>> tags) {
    List<ItemView.TagsOf> shown = new ArrayList<>();
    tags.forEach((account, reading) ->
        reading
            .winner()
            .filter(texts -> !texts.isEmpty())
            .ifPresent(texts -> shown.add(new ItemView.TagsOf(account, texts))));
    return shown;
  }

  private static Hlc changed(
      SlotHeads description, SlotHeads media, Collection<SlotReading<List<LangText>>> tags) {
    return Stream.concat(Stream.of(description, media), tags.stream().map(SlotReading::heads))
        .flatMap(slot -> slot.heads().stream())
        .map(SlotHeads::displayTime)
        .max(Comparator.naturalOrder())
        .orElse(Hlc.ZERO);
  }

  /// Returns a collection as it stands; empty if nothing is stated of it, or if it has gone away.
  ///
  /// @param records all records held about the collection, in any order
  /// @param items how many items it has
  public static Optional<CollectionView> collection(
      CollectionId id,
      Collection<Record> records,
      Map<Cid, Bytes> bodies,
      long items,
      Governance governance) {
    List<Record> counting = SlotHeads.counted(records);
    SlotReading<Description> description =
        SlotReading.of(
            at(counting, Facet.DESCRIPTION.of(id)), governance, bodies, Bodies::description);
    if (description.heads().survivors().isEmpty()) {
      return Optional.empty();
    }
    SlotReading<List<MediaFile>> cover =
        SlotReading.of(at(counting, Facet.MEDIA.of(id)), governance, bodies, Bodies::files);
    return Optional.of(
        new CollectionView(
            id,
            description.winner().orElse(Description.of(Map.of())),
            items,
            description.heads().headIds(),
            Merge.descriptionConflicts(description, governance),
            cover.winner().flatMap(files -> files.stream().findFirst()),
            cover.heads().headIds()));
  }

  /// Returns every version of an item's slots, newest first, those of personal facets included
  /// where they count.
  public static List<Version> history(
      ItemId id, Collection<Record> records, Map<Cid, Bytes> bodies, Governance governance) {
    return History.of(ofItem(id, records), bodies, governance);
  }

  /// Returns every version of a collection's description, newest first.
  public static List<Version> history(
      CollectionId id, Collection<Record> records, Map<Cid, Bytes> bodies, Governance governance) {
    return History.of(at(SlotHeads.counted(records), Facet.DESCRIPTION.of(id)), bodies, governance);
  }

  private static List<Record> ofItem(ItemId id, Collection<Record> records) {
    List<Record> about = records.stream().filter(record -> isAbout(id, record)).toList();
    Optional<SetId> set =
        about.stream().map(record -> record.payload().set()).min(Comparator.naturalOrder());
    return SlotHeads.counted(
        about.stream().filter(record -> Optional.of(record.payload().set()).equals(set)).toList());
  }

  private static boolean isAbout(ItemId id, Record record) {
    return record
        .payload()
        .slot()
        .filter(slot -> slot.kind() == Slot.Kind.ITEM && slot.subject().equals(id.value()))
        .isPresent();
  }

  private static List<Record> at(List<Record> records, Slot slot) {
    return records.stream()
        .filter(record -> record.payload().slot().equals(Optional.of(slot)))
        .toList();
  }
}
