package org.acequia.node.accession;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.acequia.core.archive.CollectionId;
import org.acequia.core.archive.Description;
import org.acequia.core.archive.ItemId;
import org.acequia.node.jobs.Said;
import org.acequia.web.Subject;
import org.acequia.web.Words;

/// A table that is taken in, row by row.
final class ImportedTable {

  private final Path table;
  private final Path root;
  private final CollectionId collection;
  private final ImportBatch batch;
  private final SeenKeys described;
  private final Optional<Mapping> mapping;
  private List<String> names = List.of();
  private Mapping named = Mapping.byName(names);
  private boolean begun;

  /// @param root the folder that is taken in, from which the table is named
  /// @param described hears of the files that rows name
  ImportedTable(
      Path table,
      Path root,
      CollectionId collection,
      Optional<Mapping> mapping,
      ImportBatch batch,
      SeenKeys described) {
    this.table = table;
    this.root = root;
    this.collection = collection;
    this.mapping = mapping;
    this.batch = batch;
    this.described = described;
  }

  /// Takes the rows in.
  ///
  /// @param afterLine the last line that is done
  /// @param reached is told the line of each row before it is added
  void takeIn(long afterLine, LongConsumer reached) throws IOException {
    begun = afterLine > 0;
    RowSource.of(table)
        .forEach(
            afterLine,
            new RowSource.Sink() {
              @Override
              public void row(Row row) {
                reached.accept(row.line());
                take(row);
              }

              @Override
              public void refused(long line, Words reason) {
                reached.accept(line);
                batch.refuse(source(line), reason);
              }
            });
  }

  private Subject source(long line) {
    return Subject.line(String.valueOf(table.getFileName()), line);
  }

  private void take(Row row) {
    Mapping columns = mapping.orElseGet(() -> byName(row));
    Subject source = source(row.line());
    Description description;
    try {
      description = columns.describe(row);
    } catch (AccessionException e) {
      batch.refuse(source, e.words());
      return;
    }
    Optional<String> fileName = first(columns.file(), row);
    Optional<Path> file = fileName.flatMap(this::beside);
    if (fileName.isPresent() && file.isEmpty()) {
      batch.refuse(source, Said.FILE_MISSING.with(fileName.get()));
    } else if (description.values().isEmpty() && file.isEmpty()) {
      batch.refuse(source, Said.ROW_EMPTY.with());
    } else {
      file.ifPresent(described::add);
      batch.add(new Candidate(idOf(columns, row), source, description, columns.tags(row), file));
    }
  }

  /// Lines of JSON may name other fields than the first one did.
  private Mapping byName(Row row) {
    if (!row.names().equals(names)) {
      names = row.names();
      named = Mapping.byName(names);
    }
    if (named.terms().isEmpty() && !begun) {
      throw new AccessionException(Said.COLUMNS_UNKNOWN.with(table.getFileName()));
    }
    begun = true;
    return named;
  }

  private ItemId idOf(Mapping columns, Row row) {
    return first(columns.id(), row)
        .map(key -> SourceKey.item(collection, "id", table.getFileName() + "\n" + key))
        .orElseGet(() ->
            SourceKey.item(collection, "row", root.relativize(table) + "\n" + row.identity()));
  }

  private static Optional<String> first(Optional<String> path, Row row) {
    return path.flatMap(where -> row.values(where).stream().findFirst());
  }

  /// Returns the file of that name beside the table, if it is one and lies within the folder of the
  /// table's files.
  private Optional<Path> beside(String name) {
    try {
      Path files = ImportSources.filesOf(table);
      Path folder = files.toRealPath();
      Path file = folder.resolve(name).normalize();
      if (!file.startsWith(folder) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.empty();
      }
      return file.toRealPath().startsWith(folder)
          ? Optional.of(files.resolve(name).normalize())
          : Optional.empty();
    } catch (IOException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
