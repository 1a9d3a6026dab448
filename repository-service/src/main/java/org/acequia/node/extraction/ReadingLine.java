package org.acequia.node.extraction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.acequia.core.cid.Cid;
import org.acequia.core.media.Extraction.Findings;
import org.acequia.core.media.Fault;
import org.acequia.core.record.Record;
import org.acequia.core.store.BlobStore;
import org.acequia.core.store.RecordListener;
import org.acequia.indexer.extraction.Extractor;
import org.acequia.node.directory.DurableFiles;
import org.acequia.node.directory.SpaceReserve;
import org.acequia.node.jobs.Attendant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the files that stand in line, one at a time, on one thread of its own, and draws a page of
/// a document in between where somebody waits for one.
///
/// What is to be done stands in the [ExtractionTable]: hearing of records only wakes it. A crash
/// loses the file under way, which is begun again at the next start.
final class ReadingLine implements RecordListener, AutoCloseable {

  /// How often a file is begun before it counts as one on which the node fails.
  static final int TRIES_MAX = 3;

  /// How often the line is looked at if nothing is heard: files arrive from neighbours as well.
  private static final long IDLE_INTERVAL_MS = 30_000;

  /// How long to wait after a failure that is not a file's.
  private static final long RETRY_INTERVAL_MS = 10_000;

  /// How much more room there must be before a file is read again that had not enough.
  private static final long GROWN_BYTES = 64L << 20;

  private static final Logger log = LoggerFactory.getLogger(ReadingLine.class);

  private final ExtractionTable table;
  private final ExtractionCache cache;
  private final Extractor extractor;
  private final Sources sources;
  private final PageLine pages;
  private final SpaceReserve reserve;
  private final Runnable indexed;
  private final Attendant attendant;
  private long roomWantedBytes;

  /// What is known of files.
  ///
  /// @param paths returns where the bytes of a file lie, if it is held
  /// @param names returns under which name people know it
  /// @param blobs says whether its bytes are what they should be
  record Sources(
      Function<Cid, Optional<Path>> paths,
      Function<Cid, Optional<String>> names,
      BlobStore blobs) {}

  /// @param extractor closed with this
  /// @param pages of documents, drawn between the files
  /// @param reserve of the disk of the cache: where it begins nothing is read, for a full disk is
  ///   for what cannot be made again
  /// @param indexed called when items have to be indexed anew
  ReadingLine(
      ExtractionTable table,
      ExtractionCache cache,
      Extractor extractor,
      Sources sources,
      PageLine pages,
      SpaceReserve reserve,
      Runnable indexed) {
    this.table = table;
    this.cache = cache;
    this.extractor = extractor;
    this.sources = sources;
    this.pages = pages;
    this.reserve = reserve;
    this.indexed = indexed;
    this.attendant = new Attendant(Thread.ofPlatform().name("extraction").daemon(), this::run);
  }

  /// Begins to read.
  void start() {
    attendant.start();
  }

  @Override
  public void accepted(List<Record> records) {
    wake();
  }

  @Override
  public void bodiesArrived(List<Record> records) {
    wake();
  }

  /// Says that there may be something to read.
  void wake() {
    attendant.wake();
  }

  /// Stops reading. The file under way stays in line.
  @Override
  public void close() {
    attendant.stop();
    extractor.close();
    attendant.awaitEnd();
  }

  private void run() {
    boolean caughtUp = false;
    while (!attendant.isStopping()) {
      try {
        if (!caughtUp) {
          catchUp();
          caughtUp = true;
        }
        boolean drew = pages.drawNext(extractor::page, sources.paths());
        if (!readNext() && !drew) {
          extractor.rest();
          attendant.rest(IDLE_INTERVAL_MS);
        }
      } catch (IOException | RuntimeException | Error e) {
        if (!attendant.isStopping()) {
          log.error("Reading files pauses; they stay in line. It goes on in 10 s", e);
          attendant.pause(RETRY_INTERVAL_MS);
        }
      } catch (InterruptedException _) {
        attendant.stop();
      }
    }
  }

  private void catchUp() throws IOException {
    table.catchUp(Extractor.VERSION);
    table.retryWithoutRoom();
    if (!cache.isThere()) {
      table.remakeAll();
      java.nio.file.Files.createDirectories(cache.root());
    }
  }

  /// Reads the next file, and tells whether there was one, and room for what is got out of it.
  boolean readNext() throws IOException, InterruptedException {
    long roomBytes = reserve.roomBytes(SpaceReserve.Tier.DERIVED);
    if (roomBytes == 0) {
      log.warn("The disk is nearly full: no files are read until there is room");
      return false;
    }
    if (roomWantedBytes > 0 && roomBytes >= roomWantedBytes) {
      roomWantedBytes = 0;
      table.retryWithoutRoom();
    }
    Optional<ExtractionTable.Turn> turn = table.begin();
    if (turn.isEmpty()) {
      return false;
    }
    Cid file = turn.get().file();
    Optional<Path> path = sources.paths().apply(file);
    if (path.isEmpty()) {
      table.absent(file);
    } else if (turn.get().tries() >= TRIES_MAX) {
      settle(file, Findings.NONE, Optional.of(Fault.FAILED));
    } else {
      read(file, path.get());
    }
    return true;
  }

  private void read(Cid file, Path path) throws IOException, InterruptedException {
    try {
      String name = sources.names().apply(file).orElse("");
      Extractor.Outcome outcome = extractor.extract(path, name);
      if (attendant.isStopping()) {
        table.putBack(file);
        return;
      }
      keep(file, outcome);
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      putBack(file, e);
      throw e;
    }
  }

  private void putBack(Cid file, Throwable because) {
    try {
      table.putBack(file);
    } catch (RuntimeException e) {
      because.addSuppressed(e);
    }
  }

  private void keep(Cid file, Extractor.Outcome outcome) throws IOException {
    Optional<Fault> fault = outcome.fault().map(first -> whose(file, first));
    try {
      cache.keep(file, outcome);
    } catch (IOException e) {
      if (!DurableFiles.isDiskFull(cache.root(), 0, e)) {
        throw e;
      }
      settleWithoutRoom(file, outcome);
      return;
    }
    if (fault.equals(Optional.of(Fault.NO_SPACE))) {
      settleWithoutRoom(file, outcome);
      return;
    }
    settle(
        file,
        new Findings(
            outcome.metadata(),
            outcome.small().map(Extractor.Picture::preview),
            outcome.large().map(Extractor.Picture::preview),
            outcome.text().isPresent()),
        fault);
  }

  /// Names it on the page, and reads it again by itself once there is more room.
  private void settleWithoutRoom(Cid file, Extractor.Outcome outcome) {
    roomWantedBytes = reserve.roomBytes(SpaceReserve.Tier.DERIVED) + GROWN_BYTES;
    settle(
        file,
        new Findings(outcome.metadata(), Optional.empty(), Optional.empty(), false),
        Optional.of(Fault.NO_SPACE));
  }

  /// A file that cannot be read may have been sound when it came.
  private Fault whose(Cid file, Fault fault) {
    boolean changed =
        fault == Fault.DAMAGED && sources.blobs().verify(file) instanceof BlobStore.Fixity.Damaged;
    return changed ? Fault.CORRUPT : fault;
  }

  private void settle(Cid file, Findings findings, Optional<Fault> fault) {
    table.settle(file, Extractor.VERSION, findings, fault);
    indexed.run();
  }
}
