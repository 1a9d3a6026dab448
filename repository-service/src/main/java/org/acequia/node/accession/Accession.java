package org.acequia.node.accession;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.Author;
import org.acequia.core.archive.Bodies;
import org.acequia.core.archive.CollectionId;
import org.acequia.core.archive.CollectionView;
import org.acequia.core.archive.Description;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.archive.NewItem;
import org.acequia.core.archive.Term;
import org.acequia.core.dagcbor.DagCbor;
import org.acequia.core.record.Body;
import org.acequia.core.record.MalformedRecordException;
import org.acequia.core.record.SetId;
import org.acequia.core.store.BlobStore;
import org.acequia.core.store.BlobStoreException;
import org.acequia.node.jobs.JobRun;

/// One import, from beginning to end, on one thread.
///
/// Files are durably stored before the items that name them are committed, so an item never names
/// bytes that were not here. When the import is cut off, what was committed stays, and the same
/// import again adds the rest.
final class Accession {

  /// The counts of items that are new, and of those that were here before.
  static final String ADDED = "added";

  static final String ALREADY_HERE = "alreadyHere";

  /// The count of the bytes of files that are durably stored.
  static final String SIZE_BYTES = "sizeBytes";

  /// How many items are committed at once.
  private static final int BATCH_ITEMS = 500;

  /// The largest description: a body, less its salt and frame.
  private static final int DESCRIPTION_BYTES_MAX = Body.SIZE_BYTES_MAX - 64;

  /// What a folder's table of descriptions is called.
  private static final List<String> TABLE_NAMES =
      List.of("descriptions.csv", "descriptions.jsonl", "metadata.csv");

  private static final Set<String> LEFT_OUT = Set.of("Thumbs.db", "desktop.ini", "__MACOSX");

  /// Stands for a collection that a dry run does not found.
  private static final CollectionId PLANNED = new CollectionId(SetId.GOVERNANCE.value());

  private final Archive archive;
  private final BlobStore blobs;
  private final MediaTypes mediaTypes;
  private final Author author;
  private final ImportRequest request;
  private final JobRun job;
  private final Optional<Mapping> mapping;
  private final CollectionId collection;
  private final List<Candidate> batch = new ArrayList<>();
  private final Set<ItemId> inBatch = new HashSet<>();

  Accession(
      Archive archive,
      BlobStore blobs,
      MediaTypes mediaTypes,
      Author author,
      ImportRequest request,
      JobRun job) {
    this.archive = archive;
    this.blobs = blobs;
    this.mediaTypes = mediaTypes;
    this.author = author;
    this.request = request;
    this.job = job;
    this.mapping = request.mapping().map(Mapping::read);
    request.paths().forEach(Accession::mustExist);
    this.collection = collection();
  }

  /// Takes everything in.
  ///
  /// @throws AccessionException if a table is broken so that reading cannot go on
  void run() {
    try {
      for (Path path : request.paths()) {
        takePath(path.toAbsolutePath().normalize());
      }
    } catch (IOException e) {
      throw new AccessionException(
          "Reading stopped: %s. What was added stays; the same import again adds the rest."
              .formatted(e),
          e);
    }
    commit();
  }

  private void takePath(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      takeFolder(path);
    } else if (RowSource.isTable(path)) {
      takeTable(path, folderOf(path), new HashSet<>());
    } else {
      takeFile(path, folderOf(path), Optional.empty());
    }
  }

  private void takeFolder(Path root) throws IOException {
    Set<Path> described = new HashSet<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (!folder.equals(root) && isLeftOut(folder)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            for (String name : TABLE_NAMES) {
              Path table = folder.resolve(name);
              if (Files.isRegularFile(table, LinkOption.NOFOLLOW_LINKS)) {
                described.add(table);
                takeTable(table, root, described);
              }
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!described.contains(file) && !isLeftOut(file)) {
              if (attributes.isRegularFile()) {
                takeFile(file, folderOf(root), Optional.empty());
              } else {
                refuse(file.toString(), "is not a regular file");
              }
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            refuse(file.toString(), unreadable(e));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private void takeTable(Path table, Path root, Set<Path> described) throws IOException {
    job.progress(handled(), table.getFileName().toString());
    RowSource.of(table)
        .forEach(
            new RowSource.Sink() {
              private Optional<Mapping> columns = mapping;

              @Override
              public void row(Row row) throws IOException {
                if (columns.isEmpty()) {
                  columns = Optional.of(byName(table, row));
                }
                takeRow(table, root, columns.get(), row, described);
              }

              @Override
              public void refused(long line, String reason) {
                refuse("%s, line %,d".formatted(table.getFileName(), line), reason);
              }
            });
  }

  private static Mapping byName(Path table, Row row) {
    Mapping byName = Mapping.byName(row.names());
    if (byName.terms().isEmpty()) {
      throw new AccessionException(
          "%s: no column is named after a term (title, creator, date …). Name them so, or give a mapping file with --mapping."
              .formatted(table.getFileName()));
    }
    return byName;
  }

  private void takeRow(Path table, Path root, Mapping columns, Row row, Set<Path> described)
      throws IOException {
    String source = "%s, line %,d".formatted(table.getFileName(), row.line());
    Description description;
    try {
      description = columns.describe(row);
    } catch (AccessionException e) {
      refuse(source, String.valueOf(e.getMessage()));
      return;
    }
    Optional<String> fileName =
        columns.file().flatMap(path -> row.values(path).stream().findFirst());
    Optional<Path> file = fileName.flatMap(name -> beside(table, name));
    if (fileName.isPresent() && file.isEmpty()) {
      refuse(
          source, "names the file “%s”, which is not beside the table".formatted(fileName.get()));
      return;
    }
    if (description.values().isEmpty() && file.isEmpty()) {
      refuse(source, "has no value in any column that is taken in");
      return;
    }
    file.ifPresent(described::add);
    ItemId id = idOf(table, root, columns, row);
    add(new Candidate(id, source, description, columns.tags(row), file));
  }

  private ItemId idOf(Path table, Path root, Mapping columns, Row row) {
    Optional<String> stated = columns.id().flatMap(path -> row.values(path).stream().findFirst());
    return stated
        .map(key -> SourceKey.item(collection, "id", table.getFileName() + "\n" + key))
        .orElseGet(() ->
            SourceKey.item(collection, "row", root.relativize(table) + "\n" + row.identity()));
  }

  /// Returns the file of that name beside the table, if it is one and lies within the table's
  /// folder.
  private static Optional<Path> beside(Path table, String name) {
    try {
      Path folder = folderOf(table).toRealPath();
      Path file = folder.resolve(name).normalize();
      if (!file.startsWith(folder) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.empty();
      }
      return file.toRealPath().startsWith(folder)
          ? Optional.of(folderOf(table).resolve(name).normalize())
          : Optional.empty();
    } catch (IOException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private void takeFile(Path file, Path root, Optional<Description> stated) throws IOException {
    String shown = FileName.shown(file.getFileName().toString());
    Description description =
        stated.orElseGet(() ->
            Description.of(
                Map.of(Term.TITLE, List.of(new LangText(LangText.UNKNOWN, FileName.stem(shown))))));
    ItemId id = SourceKey.item(collection, "file", root.relativize(file).toString());
    add(new Candidate(id, file.toString(), description, List.of(), Optional.of(file)));
  }

  private void add(Candidate candidate) throws IOException {
    Optional<String> misfit = misfit(candidate);
    if (misfit.isPresent()) {
      refuse(candidate.source(), misfit.get());
      return;
    }
    if (!inBatch.add(candidate.id())) {
      job.count(ALREADY_HERE, 1);
      return;
    }
    batch.add(candidate);
    if (batch.size() == BATCH_ITEMS) {
      commit();
    }
  }

  /// Tells why the candidate cannot be stated in records, so that one row does not stop the others.
  private Optional<String> misfit(Candidate candidate) {
    try {
      Bodies.writeTags(candidate.tags(), author.onBehalfOf());
      int size = DagCbor.encode(Bodies.write(candidate.description(), author.onBehalfOf())).length;
      return size <= DESCRIPTION_BYTES_MAX
          ? Optional.empty()
          : Optional.of(
              "has %,d bytes of description, more than the %,d that one item may have"
                  .formatted(size, DESCRIPTION_BYTES_MAX));
    } catch (MalformedRecordException e) {
      return Optional.of("cannot be stated: " + e.reason());
    }
  }

  private void commit() {
    Set<ItemId> held = archive.held(inBatch);
    List<NewItem> items = new ArrayList<>();
    long stored = 0;
    try (BlobStore.Batch files = blobs.batch()) {
      for (Candidate candidate : batch) {
        job.progress(handled(), candidate.source());
        if (held.contains(candidate.id())) {
          job.count(ALREADY_HERE, 1);
        } else if (request.dryRun()) {
          job.count(ADDED, 1);
        } else {
          Optional<NewItem> item = store(candidate, files);
          item.ifPresent(items::add);
          stored +=
              item.stream().flatMap(i -> i.files().stream()).mapToLong(MediaFile::sizeBytes).sum();
        }
      }
      files.commit();
    }
    job.count(SIZE_BYTES, stored);
    if (!items.isEmpty()) {
      archive.addItems(author, collection, items);
      job.count(ADDED, items.size());
    }
    batch.clear();
    inBatch.clear();
  }

  /// Takes the candidate's file into `files`; refuses the candidate where it cannot be read.
  private Optional<NewItem> store(Candidate candidate, BlobStore.Batch files) {
    if (candidate.file().isEmpty()) {
      return Optional.of(candidate.item(List.of()));
    }
    Path file = candidate.file().get();
    String name = FileName.shown(file.getFileName().toString());
    try (InputStream content = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      BlobStore.Stored stored = files.add(content);
      MediaFile media =
          new MediaFile(stored.cid(), stored.sizeBytes(), name, mediaTypes.of(file, name));
      return Optional.of(candidate.item(List.of(media)));
    } catch (IOException e) {
      refuse(candidate.source(), unreadable(e));
    } catch (BlobStoreException.TooLarge e) {
      refuse(candidate.source(), String.valueOf(e.getMessage()));
    }
    return Optional.empty();
  }

  private CollectionId collection() {
    String title =
        request
            .collection()
            .or(() -> mapping.flatMap(Mapping::collection))
            .orElseGet(() ->
                FileName.stem(
                    FileName.shown(
                        request
                            .paths()
                            .getFirst()
                            .toAbsolutePath()
                            .normalize()
                            .getFileName()
                            .toString())));
    return archive.collections().stream()
        .filter(known -> titled(known, title))
        .map(CollectionView::id)
        .findFirst()
        .orElseGet(() -> found(title));
  }

  private CollectionId found(String title) {
    if (request.dryRun()) {
      return new CollectionId(SourceKey.item(PLANNED, "collection", title).value());
    }
    LangText text = new LangText(LangText.UNKNOWN, title);
    return archive.addCollection(author, Description.of(Map.of(Term.TITLE, List.of(text))));
  }

  private static boolean titled(CollectionView collection, String title) {
    return collection.description().all(Term.TITLE).stream()
        .anyMatch(text -> text.text().equals(title));
  }

  private long handled() {
    return job.counted(ADDED) + job.counted(ALREADY_HERE) + job.counted(JobRun.FINDINGS);
  }

  private void refuse(String source, String reason) {
    job.finding(source, reason);
  }

  private static void mustExist(Path path) {
    if (!Files.exists(path)) {
      throw new AccessionException(
          "There is no file or folder %s. Nothing was taken in.".formatted(path));
    }
  }

  /// Returns the folder in which `path` lies; of the root, itself.
  private static Path folderOf(Path path) {
    Path folder = path.getParent();
    return folder == null ? path : folder;
  }

  private static boolean isLeftOut(Path path) {
    String name = path.getFileName().toString();
    return name.startsWith(".") || LEFT_OUT.contains(name);
  }

  private static String unreadable(IOException e) {
    return e instanceof NoSuchFileException
        ? "has gone away while the import was running"
        : "cannot be read: " + e.getMessage();
  }

  private record Candidate(
      ItemId id, String source, Description description, List<LangText> tags, Optional<Path> file) {

    NewItem item(List<MediaFile> files) {
      return new NewItem(id, description, files, tags);
    }
  }
}
