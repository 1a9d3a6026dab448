package org.acequia.core.archive;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.acequia.core.record.RecordId;

/// The archive of the community that this node serves, as people use it.
///
/// Every write is a signed record, committed when the call returns. Every read is a pure function
/// of the records and bodies held. Safe for use by many threads.
public interface Archive {

  /// Returns the collections, by title in display order.
  List<CollectionView> collections();

  /// Returns one collection.
  Optional<CollectionView> collection(CollectionId id);

  /// Returns an item as it stands, or empty if none of its records is held or it has gone away.
  Optional<ItemView> item(ItemId id);

  /// Returns items as they stand, in the order of `ids`, without those that have gone away.
  ///
  /// @param ids at most some hundred: all their records may be read at once
  default List<ItemView> views(List<ItemId> ids) {
    return ids.stream().flatMap(id -> item(id).stream()).toList();
  }

  /// Returns which of `ids` are items of which this node holds a record, gone away or not.
  Set<ItemId> held(java.util.Collection<ItemId> ids);

  /// Returns items of a collection, those added last first.
  ///
  /// Items that go away while somebody pages shift the pages after them.
  ///
  /// @param offset how many to skip
  /// @param limit at most [#ITEMS_PER_PAGE_MAX]
  List<ItemView> items(CollectionId collection, long offset, int limit);

  /// Returns where an item stands in [#items(CollectionId, long, int)] of its collection; empty if
  /// it is not there.
  Optional<Place> place(ItemId id);

  /// Where an item stands in its collection.
  ///
  /// @param previous the item before it: the one that was added next after it
  /// @param next the item after it
  record Place(Optional<ItemId> previous, Optional<ItemId> next) {}

  /// Returns every version of the item's slots, newest first.
  List<Version> history(ItemId id);

  /// Returns the histories of several items, as [#history(ItemId)] does.
  ///
  /// @param ids at most some hundred, without repetition: all their records may be read at once
  default Map<ItemId, List<Version>> histories(List<ItemId> ids) {
    return ids.stream().collect(Collectors.toMap(id -> id, this::history));
  }

  /// Returns every version of the collection's description, newest first.
  List<Version> history(CollectionId id);

  /// Calls `action` for every item, in no particular order; complete, or throws. For rebuilding an
  /// index.
  void forEachItem(Consumer<ItemView> action);

  /// Founds a collection.
  CollectionId addCollection(Author author, Description description);

  /// States the description of a collection anew.
  ///
  /// @param supersedes the versions the author had seen
  void describeCollection(
      Author author, CollectionId id, Description description, List<RecordId> supersedes);

  /// States anew which picture stands for a collection.
  ///
  /// @param cover empty to leave the choice to the pages
  /// @param supersedes the choices the author had seen
  void chooseCover(
      Author author, CollectionId id, Optional<MediaFile> cover, List<RecordId> supersedes);

  /// Adds items, all or none of them, in one transaction.
  ///
  /// Of an item that is there already, only what differs from all it ever stated is added, beside
  /// what others made of it meanwhile; so that adding the same twice adds nothing.
  ///
  /// @param items at most [#ITEMS_PER_CALL_MAX]
  /// @return their ids in the order of `items`
  List<ItemId> addItems(Author author, CollectionId collection, List<NewItem> items);

  /// States the description of an item anew. What others stated meanwhile survives as a conflict.
  ///
  /// @param supersedes the heads the author had seen
  void describe(Author author, ItemId id, Description description, List<RecordId> supersedes);

  /// States the files of an item anew.
  void attach(Author author, ItemId id, List<MediaFile> files, List<RecordId> supersedes);

  /// States the author's own tags of an item anew.
  void tag(Author author, ItemId id, List<LangText> tags);

  /// Removes an item: its description, its files and the author's own tags go away. Its history
  /// stays, and what others state at the same time survives.
  void remove(Author author, ItemId id);

  /// Removes items, as [#remove(Author, ItemId)] does, all or none of them. What was stated of them
  /// beyond what the author had seen survives.
  ///
  /// @param ids at most [#ITEMS_PER_CALL_MAX], all of them held
  /// @param seen the versions of these items that the author had seen
  void removeAll(Author author, List<ItemId> ids, Set<RecordId> seen);

  /// States anew what an earlier version of the item stated. An item that has gone away comes back
  /// with it.
  ///
  /// @param version one of the records of [#history(ItemId)]
  /// @throws IllegalArgumentException if it is not, or its content is not held
  void restore(Author author, ItemId id, RecordId version);

  /// How many items one page may have.
  int ITEMS_PER_PAGE_MAX = 500;

  /// How many items one call may add.
  int ITEMS_PER_CALL_MAX = 1_000;
}
