package org.acequia.core.archive;

import java.util.List;
import java.util.Optional;
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

  /// Returns which of `ids` are items of which this node holds a record, gone away or not.
  java.util.Set<ItemId> held(java.util.Collection<ItemId> ids);

  /// Returns every version of the item's slots, newest first.
  List<Version> history(ItemId id);

  /// Calls `action` for every item, in no particular order; complete, or throws. For rebuilding an
  /// index.
  void forEachItem(java.util.function.Consumer<ItemView> action);

  /// Founds a collection.
  CollectionId addCollection(Author author, Description description);

  /// States the description of a collection anew.
  ///
  /// @param supersedes the versions the author had seen
  void describeCollection(
      Author author, CollectionId id, Description description, List<RecordId> supersedes);

  /// Adds items, all or none of them, in one transaction.
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

  /// How many items one call may add.
  int ITEMS_PER_CALL_MAX = 1_000;
}
