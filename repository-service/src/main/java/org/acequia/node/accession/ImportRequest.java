package org.acequia.node.accession;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.acequia.node.jobs.Said;

/// What somebody wants taken in.
///
/// @param paths files and folders on this machine
/// @param collection the title of the collection, which is founded where there is none of that
///   title; absent: as the mapping says, or else the name of the first path
/// @param mapping how rows become descriptions; absent: by the names of the columns
/// @param dryRun whether to look only
public record ImportRequest(
    List<Path> paths, Optional<String> collection, Optional<Path> mapping, boolean dryRun) {

  /// How many paths one request may name.
  public static final int PATHS_MAX = 10_000;

  /// Keeps its own copy.
  public ImportRequest {
    paths = List.copyOf(paths);
    if (paths.isEmpty() || paths.size() > PATHS_MAX) {
      throw new AccessionException(Said.PATHS_NONE_OR_MANY.with(PATHS_MAX));
    }
  }

  /// Returns what it is about, for people: the collection, or the name of the first path.
  public String about() {
    return collection.orElseGet(this::firstName);
  }

  /// Returns the name of the first path, made fit to be shown.
  String firstName() {
    Path name = paths.getFirst().toAbsolutePath().normalize().getFileName();
    return FileName.shown(name == null ? "/" : name.toString());
  }
}
