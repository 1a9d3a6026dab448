package org.acequia.node.accession;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.Author;
import org.acequia.core.archive.CollectionId;
import org.acequia.core.archive.CollectionView;
import org.acequia.core.archive.Description;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.Term;
import org.acequia.core.record.SetId;

/// The collection into which an import goes: the one of a title, founded if there is none.
///
/// @param title as the request or its mapping names it, or else the name of the first path
record TargetCollection(String title) {

  /// Stands for a collection that a dry run does not found.
  private static final CollectionId PLANNED = new CollectionId(SetId.GOVERNANCE.value());

  static TargetCollection of(ImportRequest request, Optional<Mapping> mapping) {
    return new TargetCollection(
        request
            .collection()
            .or(() -> mapping.flatMap(Mapping::collection))
            .orElseGet(() -> FileName.stem(request.firstName())));
  }

  /// Returns the collection.
  ///
  /// @param dryRun whether nothing is to be founded
  CollectionId find(Archive archive, Author author, boolean dryRun) {
    return archive.collections().stream()
        .filter(this::isOf)
        .map(CollectionView::id)
        .findFirst()
        .orElseGet(() -> dryRun ? planned() : found(archive, author));
  }

  private CollectionId planned() {
    return new CollectionId(SourceKey.item(PLANNED, "collection", title).value());
  }

  private CollectionId found(Archive archive, Author author) {
    LangText text = new LangText(LangText.UNKNOWN, title);
    return archive.addCollection(author, Description.of(Map.of(Term.TITLE, List.of(text))));
  }

  private boolean isOf(CollectionView collection) {
    return collection.description().all(Term.TITLE).stream()
        .anyMatch(text -> text.text().equals(title));
  }
}
