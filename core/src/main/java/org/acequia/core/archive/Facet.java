package org.acequia.core.archive;

/// What a slot of an item, a collection or an account states.
public enum Facet {
  /// A [Description].
  DESCRIPTION("description"),
  /// The item's files, in order.
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
}
