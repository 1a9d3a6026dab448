package org.acequia.indexer.extraction;

import java.nio.file.Path;
import org.acequia.core.dagcbor.MapBuilder;
import org.acequia.core.dagcbor.MapReader;
import org.acequia.core.dagcbor.Node;
import org.acequia.core.media.DocumentPages;

/// What a worker is asked for.
///
/// @param file to be read, never written
/// @param name the name it was given, as a hint to what it is; it may be empty
/// @param scratch an empty directory, where [Reply] says what was left
/// @param task how much is wanted
/// @param page which page of a document, from 1; 1 where no page is asked for
record Job(Path file, String name, Path scratch, Task task, int page) {

  static final String SMALL = "small.jpg";
  static final String LARGE = "large.jpg";
  static final String TEXT = "text";

  private static final int PATH_LENGTH_MAX = 8_192;

  Job(Path file, String name, Path scratch, Task task) {
    this(file, name, scratch, task, 1);
  }

  /// How much is wanted of a file.
  enum Task {
    /// Everything.
    READ,
    /// The two pictures, out of a picture that another program made.
    SCALE,
    /// One page of a PDF: its picture as the large one, and its words.
    PAGE
  }

  Node toNode() {
    return new MapBuilder()
        .put("file", file.toString())
        .put("name", name)
        .put("scratch", scratch.toString())
        .put("task", task.name())
        .put("page", page)
        .build();
  }

  static Job of(Node node) {
    MapReader map = MapReader.of(node, "job");
    Job job =
        new Job(
            Path.of(map.text("file", PATH_LENGTH_MAX)),
            map.text("name", PATH_LENGTH_MAX),
            Path.of(map.text("scratch", PATH_LENGTH_MAX)),
            Task.valueOf(map.text("task", PATH_LENGTH_MAX)),
            (int) map.integer("page", 1, DocumentPages.PAGES_MAX));
    map.end();
    return job;
  }
}
