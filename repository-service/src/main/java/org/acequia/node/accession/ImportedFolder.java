package org.acequia.node.accession;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import org.acequia.core.archive.CollectionId;
import org.acequia.node.jobs.JobRun;
import org.acequia.node.jobs.Said;
import org.acequia.web.Subject;

/// A folder that is taken in with all that lies in it, one file after another: no list of them is
/// made. Tables that describe the files beside them go first.
final class ImportedFolder extends SimpleFileVisitor<Path> {

  /// What a folder's table of descriptions is called.
  private static final List<String> TABLE_NAMES =
      List.of("descriptions.csv", "descriptions.jsonl", "metadata.csv");

  private final Path root;
  private final CollectionId collection;
  private final Optional<Mapping> mapping;
  private final ImportBatch batch;
  private final JobRun job;
  private final SeenKeys described;

  ImportedFolder(
      Path root,
      CollectionId collection,
      Optional<Mapping> mapping,
      ImportBatch batch,
      JobRun job) {
    this.root = root;
    this.collection = collection;
    this.mapping = mapping;
    this.batch = batch;
    this.job = job;
    this.described = batch.seenKeys();
  }

  /// Takes everything in.
  ///
  /// @throws AccessionException if a table is broken so that reading cannot go on
  void takeIn() throws IOException {
    Files.walkFileTree(root, this);
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
      throws IOException {
    if (!folder.equals(root) && Folders.isLeftOut(folder)) {
      return FileVisitResult.SKIP_SUBTREE;
    }
    for (String name : TABLE_NAMES) {
      Path table = folder.resolve(name);
      if (Files.isRegularFile(table, LinkOption.NOFOLLOW_LINKS)) {
        described.add(table);
        new ImportedTable(table, root, collection, mapping, batch, described).takeIn(0, _ -> {});
      }
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (!described.contains(file) && !Folders.isLeftOut(file)) {
      if (attributes.isRegularFile()) {
        batch.add(FileCandidates.of(file, Folders.of(root), collection));
      } else {
        batch.refuse(Subject.of(file.toString()), Said.FILE_SPECIAL.with());
      }
    }
    job.proceed();
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    batch.refuse(Subject.of(file.toString()), Folders.unreadable(e));
    return FileVisitResult.CONTINUE;
  }
}
