package org.acequia.core.archive;

import java.util.List;
import org.acequia.core.record.AccountId;
import org.acequia.core.record.Hlc;
import org.acequia.core.record.RecordId;

/// An item as a node shows it.
///
/// @param id the item
/// @param collection whose set it belongs to, for ever
/// @param description the value for display: fields on which all heads agree, and the winner's
///   others
/// @param media the files for display
/// @param tags by account
/// @param conflicts what the heads of its slots do not agree on; empty in the normal case
/// @param descriptionHeads the records an edit of the description supersedes
/// @param mediaHeads the records a change of the files supersedes
/// @param changed the latest clock reading among the heads of its slots
/// @param missingBodies how many heads' bodies are not held yet, so that an ancestor is shown
public record ItemView(
    ItemId id,
    CollectionId collection,
    Description description,
    List<MediaFile> media,
    List<TagsOf> tags,
    List<Conflict> conflicts,
    List<RecordId> descriptionHeads,
    List<RecordId> mediaHeads,
    Hlc changed,
    int missingBodies) {

  /// Keeps its own copies.
  public ItemView {
    media = List.copyOf(media);
    tags = List.copyOf(tags);
    conflicts = List.copyOf(conflicts);
    descriptionHeads = List.copyOf(descriptionHeads);
    mediaHeads = List.copyOf(mediaHeads);
  }

  /// One account's tags.
  public record TagsOf(AccountId account, List<LangText> tags) {}
}
