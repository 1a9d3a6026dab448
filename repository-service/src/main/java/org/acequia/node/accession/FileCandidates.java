package org.acequia.node.accession;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acequia.core.archive.CollectionId;
import org.acequia.core.archive.Description;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.Term;
import org.acequia.web.Subject;

/// Files of which no table says anything: each is an item, titled with its name.
final class FileCandidates {

  private FileCandidates() {}

  /// @param root the folder that is taken in, from which the file is named
  static Candidate of(Path file, Path root, CollectionId collection) {
    String stem = FileName.stem(FileName.shown(file.getFileName().toString()));
    Description description =
        Description.of(Map.of(Term.TITLE, List.of(new LangText(LangText.UNKNOWN, stem))));
    return new Candidate(
        SourceKey.item(collection, "file", root.relativize(file).toString()),
        Subject.of(file.toString()),
        description,
        List.of(),
        Optional.of(file));
  }
}
