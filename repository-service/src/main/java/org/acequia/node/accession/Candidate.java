package org.acequia.node.accession;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.acequia.core.archive.Description;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.archive.NewItem;
import org.acequia.web.Subject;

/// Something that may become an item.
///
/// @param id derived from where it comes from
/// @param source the file, and the line where it is a row, for people
/// @param file its one file, if it has one
record Candidate(
    ItemId id, Subject source, Description description, List<LangText> tags, Optional<Path> file) {

  NewItem item(List<MediaFile> files) {
    return new NewItem(id, description, files, tags);
  }

  /// Returns the same, to come in anew after it was undone.
  Candidate again() {
    return new Candidate(SourceKey.again(id), source, description, tags, file);
  }
}
