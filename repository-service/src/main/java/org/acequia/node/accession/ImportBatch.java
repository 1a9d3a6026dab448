package org.acequia.node.accession;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.acequia.core.archive.Author;
import org.acequia.core.archive.Bodies;
import org.acequia.core.archive.CollectionId;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.archive.NewItem;
import org.acequia.core.dagcbor.DagCbor;
import org.acequia.core.dagcbor.Node;
import org.acequia.core.record.Body;
import org.acequia.core.record.MalformedRecordException;
import org.acequia.core.store.BlobStore;
import org.acequia.core.store.BlobStoreException;
import org.acequia.node.jobs.JobFailedException;
import org.acequia.node.jobs.JobRun;
import org.acequia.node.jobs.Said;
import org.acequia.web.Subject;
import org.acequia.web.Words;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries what an import found into the archive, some hundred items a transaction.
///
/// Files are durably stored before the items that name them are committed, so an item never names
/// bytes that were not here; and an item is written down in the book before it is committed, so
/// that undoing misses none. The job's checkpoint follows the commit.
final class ImportBatch {

  private static final Logger LOG = LoggerFactory.getLogger(ImportBatch.class);

  /// How many items are committed at once.
  private static final int ITEMS_MAX = 500;

  /// How many bytes of files are made durable at once, so that what is acknowledged grows.
  private static final long FILES_BYTES_MAX = 1L << 30;

  /// How many places without any item are passed before a checkpoint.
  private static final int PLACES_MAX = 1_000;

  /// The largest description, or tags: a body, less its salt and frame.
  private static final int CONTENT_BYTES_MAX = Body.SIZE_BYTES_MAX - 64;

  private final ImportParts parts;
  private final Author author;
  private final CollectionId collection;
  private final JobRun job;
  private final OptionalLong act;
  private final SeenKeys seen;
  private final List<Candidate> waiting = new ArrayList<>();
  private final Set<ItemId> waitingIds = new HashSet<>();
  private long waitingBytes;
  private Optional<Place> place = Optional.empty();
  private int placesPassed;

  /// @param act in the book; empty for a dry run, which changes nothing
  ImportBatch(
      ImportParts parts, Author author, CollectionId collection, JobRun job, OptionalLong act) {
    this.parts = parts;
    this.author = author;
    this.collection = collection;
    this.job = job;
    this.act = act;
    this.seen = seenKeys();
  }

  /// Returns an empty memory of what was met, which says what remains where it is full.
  SeenKeys seenKeys() {
    return new SeenKeys(act.isPresent() ? Said.TOO_MANY_ROWS : Said.TOO_MANY_ROWS_TO_LOOK_AT);
  }

  /// Tells the place that is reached once what was added, and the next that is added, is committed.
  void reached(Place next) {
    placesPassed++;
    if (waiting.isEmpty() && placesPassed >= PLACES_MAX) {
      checkpoint();
    }
    place = Optional.of(next);
  }

  /// Commits what waits. Until the next place is reached there are no checkpoints.
  void beginUncounted() {
    commit();
    place = Optional.empty();
  }

  /// Names something that is left out.
  void refuse(Subject source, Words reason) {
    job.finding(source, reason);
    job.progress(handled(), source);
  }

  /// Takes a candidate, or names what is wrong with it.
  void add(Candidate candidate) {
    Optional<Words> misfit = misfit(candidate);
    if (misfit.isPresent()) {
      refuse(candidate.source(), misfit.get());
      return;
    }
    if (!waitingIds.add(candidate.id()) || (act.isEmpty() && !seen.add(candidate.id()))) {
      job.count(ImportWork.ALREADY_HERE, 1);
      return;
    }
    waiting.add(candidate);
    waitingBytes += sizeBytes(candidate);
    if (waiting.size() == ITEMS_MAX || waitingBytes >= FILES_BYTES_MAX) {
      commit();
    }
  }

  /// Tells why the candidate cannot be stated in records, so that one row does not stop the others.
  private Optional<Words> misfit(Candidate candidate) {
    Optional<Words> tooMany = tooMany(candidate);
    if (tooMany.isPresent()) {
      return tooMany;
    }
    try {
      Optional<String> by = author.onBehalfOf();
      return tooLarge(Said.DESCRIPTION_TOO_LARGE, Bodies.write(candidate.description(), by))
          .or(() -> tooLarge(Said.TAGS_TOO_LARGE, Bodies.writeTags(candidate.tags(), by)));
    } catch (MalformedRecordException e) {
      LOG.warn("Import {} leaves out what fits into no record: {}", job.id(), e.reason());
      return Optional.of(Said.ROW_UNFIT.with());
    }
  }

  private static Optional<Words> tooMany(Candidate candidate) {
    int tags = candidate.tags().size();
    return tags > Bodies.TAGS_MAX
        ? Optional.of(Said.TAGS_TOO_MANY.with(tags, Bodies.TAGS_MAX))
        : candidate.description().values().entrySet().stream()
            .filter(term -> term.getValue().size() > Bodies.VALUES_PER_TERM_MAX)
            .map(term ->
                Said.VALUES_TOO_MANY.with(
                    term.getValue().size(), term.getKey().code(), Bodies.VALUES_PER_TERM_MAX))
            .findFirst();
  }

  private static Optional<Words> tooLarge(Said what, Node content) {
    int size = DagCbor.encode(content).length;
    return size <= CONTENT_BYTES_MAX
        ? Optional.empty()
        : Optional.of(what.with(size, CONTENT_BYTES_MAX));
  }

  /// Commits what waits.
  ///
  /// @throws JobFailedException if the disk is nearly full; what was committed before stays
  void commit() {
    if (!waiting.isEmpty()) {
      commitWaiting();
    }
    checkpoint();
  }

  private void commitWaiting() {
    List<Candidate> candidates = renewed(List.copyOf(waiting));
    waiting.clear();
    waitingIds.clear();
    waitingBytes = 0;
    Set<ItemId> held = parts.archive().held(candidates.stream().map(Candidate::id).toList());
    List<Candidate> fresh =
        candidates.stream().filter(candidate -> !held.contains(candidate.id())).toList();
    job.count(ImportWork.ALREADY_HERE, candidates.size() - fresh.size());
    if (act.isPresent()) {
      takeIn(act.getAsLong(), fresh);
    } else {
      fresh.forEach(this::look);
    }
    job.say(
        act.isPresent()
            ? Said.CUT_OFF.with(job.counted(ImportWork.ADDED))
            : Said.LOOK_CUT_OFF.with());
    job.progress(handled(), candidates.getLast().source());
  }

  private void checkpoint() {
    place.ifPresent(reached -> job.checkpoint(reached.text()));
    placesPassed = 0;
  }

  /// Commits the rest, and says how it went.
  void finish() {
    commit();
    act.ifPresent(this::countAdded);
    Said said = act.isPresent() ? Said.TAKEN_IN : Said.LOOKED;
    job.say(
        said.with(
            job.counted(ImportWork.ADDED),
            job.counted(ImportWork.ALREADY_HERE),
            job.counted(JobRun.FINDINGS)));
  }

  /// What an attempt before a crash added was here when it was met again: the book knows better.
  private void countAdded(long number) {
    long more = parts.book().count(number, false) - job.counted(ImportWork.ADDED);
    job.count(ImportWork.ADDED, more);
    job.count(ImportWork.ALREADY_HERE, -more);
  }

  private void takeIn(long number, List<Candidate> fresh) {
    if (fresh.isEmpty()) {
      return;
    }
    long needed = fresh.stream().mapToLong(ImportBatch::sizeBytes).sum();
    if (parts.reserve().roomBytes() <= needed) {
      throw new JobFailedException(Said.DISK_FULL.with());
    }
    List<NewItem> items = new ArrayList<>();
    try (BlobStore.Batch files = parts.blobs().batch()) {
      for (Candidate candidate : fresh) {
        job.progress(handled() + items.size(), candidate.source());
        store(candidate, files).ifPresent(items::add);
      }
      files.commit();
    }
    if (!items.isEmpty()) {
      put(number, items);
    }
  }

  private void put(long number, List<NewItem> items) {
    List<MediaFile> files = items.stream().flatMap(item -> item.files().stream()).toList();
    if (!files.isEmpty()) {
      parts.arrived().accept(files.stream().map(MediaFile::blob).toList());
    }
    List<ItemId> ids = items.stream().map(NewItem::id).toList();
    parts.book().takesOver(number, ids);
    parts.book().took(number, ids);
    var _ = parts.archive().addItems(author, collection, items);
    job.count(ImportWork.SIZE_BYTES, files.stream().mapToLong(MediaFile::sizeBytes).sum());
    job.count(ImportWork.ADDED, items.size());
    job.gotOn();
  }

  /// An item that was undone comes in anew, under the next id of its source; unless somebody
  /// brought it back.
  private List<Candidate> renewed(List<Candidate> candidates) {
    List<Candidate> now = candidates;
    while (!now.isEmpty()) {
      Set<ItemId> undone =
          new HashSet<>(parts.book().undoneOf(now.stream().map(Candidate::id).toList()));
      undone.removeIf(id -> parts.archive().item(id).isPresent());
      if (undone.isEmpty()) {
        return now;
      }
      now = now.stream().map(c -> undone.contains(c.id()) ? c.again() : c).toList();
    }
    return now;
  }

  private void look(Candidate candidate) {
    if (candidate.file().filter(file -> !Files.isReadable(file)).isPresent()) {
      refuse(candidate.source(), Said.FILE_CLOSED.with());
    } else {
      job.count(ImportWork.ADDED, 1);
    }
  }

  /// Takes the candidate's file into `files`; refuses the candidate where it cannot be read.
  private Optional<NewItem> store(Candidate candidate, BlobStore.Batch files) {
    if (candidate.file().isEmpty()) {
      return Optional.of(candidate.item(List.of()));
    }
    Path file = candidate.file().get();
    String name = FileName.shown(file.getFileName().toString());
    try (InputStream content = new Content(file)) {
      BlobStore.Stored stored = files.add(content);
      MediaFile media =
          new MediaFile(stored.cid(), stored.sizeBytes(), name, parts.mediaTypes().of(file, name));
      return Optional.of(candidate.item(List.of(media)));
    } catch (IOException e) {
      refuse(candidate.source(), Folders.unreadable(e));
    } catch (BlobStoreException.TooLarge e) {
      refuse(candidate.source(), Said.FILE_TOO_LARGE.with(e.limitBytes()));
    }
    return Optional.empty();
  }

  private long handled() {
    return job.counted(ImportWork.ADDED)
        + job.counted(ImportWork.ALREADY_HERE)
        + job.counted(JobRun.FINDINGS);
  }

  private static long sizeBytes(Candidate candidate) {
    try {
      return candidate.file().isPresent() ? Files.size(candidate.file().get()) : 0;
    } catch (IOException _) {
      return 0; // reading it will tell
    }
  }

  /// A file as it is read: a cancel is heard in the midst of a large one.
  private final class Content extends FilterInputStream {

    Content(Path file) throws IOException {
      super(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      job.proceed();
      return super.read(buffer, offset, length);
    }
  }
}
