package org.acequia.core.archive;

import java.util.List;

/// An item about to be added.
///
/// @param id chosen by the caller: random, or derived from an import so that importing twice adds
///   nothing
/// @param description may be empty
/// @param files may be empty
/// @param tags of the author
public record NewItem(
    ItemId id, Description description, List<MediaFile> files, List<LangText> tags) {

  /// Keeps its own copies.
  public NewItem {
    files = List.copyOf(files);
    tags = List.copyOf(tags);
  }
}
