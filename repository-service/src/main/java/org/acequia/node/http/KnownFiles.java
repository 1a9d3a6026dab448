package org.acequia.node.http;

import java.util.Optional;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.ItemView;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.cid.Cid;
import org.acequia.node.records.BlobReferences;

/// What the archive says of a blob: as what kind of file, and under which name, some item has it.
final class KnownFiles {

  /// How many of the items that have it, or had it, are asked.
  private static final int ITEMS_ASKED_MAX = 8;

  private final BlobReferences references;
  private final Archive archive;

  /// @param references tells which items have a blob
  KnownFiles(BlobReferences references, Archive archive) {
    this.references = references;
    this.archive = archive;
  }

  /// Returns what the first item that has the blob says of it, or empty if none does.
  Optional<MediaFile> find(Cid blob) {
    return references.items(blob).stream()
        .limit(ITEMS_ASKED_MAX)
        .flatMap(id -> archive.item(id).map(ItemView::media).stream())
        .flatMap(files -> files.stream().filter(file -> file.blob().equals(blob)))
        .findFirst();
  }
}
