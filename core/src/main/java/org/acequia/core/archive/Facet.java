package org.acequia.core.archive;

import java.util.Optional;
import org.acequia.core.record.AccountId;
import org.acequia.core.record.Slot;

/// What a slot of an item, a collection or an account states.
public enum Facet {
  /// A [Description].
  DESCRIPTION("description"),
  /// The item's files, in order; of a collection, the picture on its cover.
  MEDIA("media"),
  /// One account's tags: a personal facet.
  TAGS("tags");

  private final String code;

  Facet(String code) {
    this.code = code;
  }

  /// Returns the text in the slot.
  public String code() {
    return code;
  }

  /// Returns an item's slot of this facet.
  ///
  /// @param account whose, for [#TAGS] alone
  public Slot of(ItemId item, Optional<AccountId> account) {
    return new Slot(Slot.Kind.ITEM, item.value(), code, account);
  }

  /// Returns an item's slot of this facet, which is no personal one.
  public Slot of(ItemId item) {
    return of(item, Optional.empty());
  }

  /// Returns a collection's slot of this facet.
  public Slot of(CollectionId collection) {
    return new Slot(Slot.Kind.COLLECTION, collection.value(), code, Optional.empty());
  }
}
