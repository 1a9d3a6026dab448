package org.acequia.node.accession;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.acequia.core.archive.Author;
import org.acequia.core.archive.CollectionId;
import org.acequia.node.jobs.JobRun;
import org.acequia.node.jobs.Said;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One import, from beginning to end, on one thread.
///
/// A path that is done is not read again after a crash, nor are the rows of a table that are done.
/// A folder is walked again from its beginning, in whatever order the disk gives: what it added is
/// recognised by its id.
final class Accession {

  private static final Logger LOG = LoggerFactory.getLogger(Accession.class);

  private final ImportRequest request;
  private final JobRun job;
  private final Place resumed;
  private final CollectionId collection;
  private final Optional<Mapping> mapping;
  private final ImportBatch batch;

  /// Finds or founds the collection, and opens the act in the book.
  ///
  /// @throws AccessionException if a path or the mapping is not there; nothing was done
  Accession(ImportParts parts, Author author, ImportRequest request, JobRun job) {
    this.request = request;
    this.job = job;
    this.resumed = Place.parse(job.resumed());
    this.mapping = request.mapping().map(Mapping::read);
    request.paths().forEach(Accession::mustExist);
    this.collection =
        TargetCollection.of(request, mapping).find(parts.archive(), author, request.dryRun());
    OptionalLong act =
        request.dryRun()
            ? OptionalLong.empty()
            : OptionalLong.of(
                parts
                    .book()
                    .ofJob(job.id(), request.about(), collection, job.askedBy(), author.account()));
    this.batch = new ImportBatch(parts, author, collection, job, act);
  }

  /// Takes everything in.
  ///
  /// @throws AccessionException if a table is broken so that reading cannot go on
  void run() {
    try {
      for (int i = resumed.path(); i < request.paths().size(); i++) {
        take(i, request.paths().get(i).toAbsolutePath().normalize());
        batch.reached(Place.at(i + 1));
      }
    } catch (IOException e) {
      LOG.warn("Import {} stopped reading: {}", job.id(), Folders.why(e));
      throw new AccessionException(Said.READING_BROKE.with(), e);
    }
    batch.finish();
  }

  private void take(int number, Path path) throws IOException {
    if (Files.isDirectory(path)) {
      batch.beginUncounted();
      new ImportedFolder(path, collection, mapping, batch, job).takeIn();
      batch.commit();
    } else if (RowSource.isTable(path)) {
      String state = Place.stateOf(path);
      ImportedTable table =
          new ImportedTable(path, Folders.of(path), collection, mapping, batch, batch.seenKeys());
      table.takeIn(
          resumed.lineDone(number, state), line -> batch.reached(new Place(number, line, state)));
    } else {
      batch.add(FileCandidates.of(path, Folders.of(path), collection));
    }
  }

  private static void mustExist(Path path) {
    if (!Files.exists(path)) {
      throw new AccessionException(Said.PATH_MISSING.with(path));
    }
  }
}
