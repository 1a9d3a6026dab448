package org.acequia.node.extraction;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Function;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.media.DocumentPage;
import org.acequia.core.media.DocumentPages;
import org.acequia.core.media.Fault;
import org.acequia.indexer.extraction.Extractor;
import org.acequia.node.directory.SpaceReserve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The pages that somebody wants to look at: those that are asked for first, then those that follow
/// them. The [ReadingLine] draws them, one between two files, with the same process.
///
/// The line is in memory, short, and forgotten at the end: whoever looks again asks again. Pages of
/// which no picture could be made are remembered for as long, so that a hostile document costs its
/// time once; a document that has cost too much of it gets no more.
final class PageLine implements DocumentPages {

  /// How many pages stand in either line.
  static final int LINE_MAX = 64;

  /// How many pages behind the one that is looked at are made with it.
  static final int AHEAD = 7;

  /// How many pages of a document may end by taking too long or too much.
  static final int COSTLY_MAX = 3;

  private static final int MISSING_MAX = 1_000;

  private static final Logger log = LoggerFactory.getLogger(PageLine.class);

  private final PageCache cache;
  private final SpaceReserve reserve;
  private volatile Runnable wake = () -> {};

  private final SequencedSet<Want> asked = new LinkedHashSet<>();
  private final SequencedSet<Want> ahead = new LinkedHashSet<>();
  private final Map<Want, Fault> missing = new LinkedHashMap<>();

  /// @param reserve of the disk of the cache: where it begins, nothing is drawn
  PageLine(PageCache cache, SpaceReserve reserve) {
    this.cache = cache;
    this.reserve = reserve;
  }

  private record Want(Cid file, int number) {}

  /// What draws a page: [Extractor#page].
  interface Drawing {
    /// Draws a page.
    ///
    /// @throws IOException if no process can be started: this says nothing about the document
    Extractor.Outcome page(Path document, int number) throws IOException;
  }

  /// @param wake called when something was put in line
  void onMore(Runnable wake) {
    this.wake = wake;
  }

  /// Returns the picture of a page, if it is here.
  Optional<Bytes> picture(Cid file, int number) {
    return cache.find(file, number).map(PageCache.Kept::jpeg);
  }

  @Override
  public DocumentPage look(Cid file, int number, int last) {
    Optional<PageCache.Kept> kept = cache.find(file, number);
    Optional<Fault> fault = kept.isPresent() ? Optional.empty() : fault(new Want(file, number));
    if (fault.isEmpty() && reserve.roomBytes(SpaceReserve.Tier.DERIVED) == 0) {
      fault = Optional.of(Fault.NO_SPACE);
    }
    if (kept.isEmpty() && fault.isPresent()) {
      return new DocumentPage.Missing(fault.get());
    }
    if (fault.isEmpty()) {
      order(file, number, Math.min(last, PAGES_MAX));
    }
    return kept.<DocumentPage>map(PageCache.Kept::page).orElseGet(DocumentPage.Waiting::new);
  }

  private synchronized Optional<Fault> fault(Want want) {
    return Optional.ofNullable(missing.get(want))
        .or(() -> isCostly(want.file()) ? Optional.of(Fault.TOO_MUCH) : Optional.empty());
  }

  private boolean isCostly(Cid file) {
    return missing.entrySet().stream()
            .filter(page -> page.getKey().file().equals(file))
            .filter(page -> page.getValue() == Fault.TOO_LONG || page.getValue() == Fault.TOO_MUCH)
            .count()
        >= COSTLY_MAX;
  }

  private void order(Cid file, int number, int last) {
    boolean more = false;
    for (int page = number; page <= Math.min(last, number + AHEAD); page++) {
      Want want = new Want(file, page);
      if (!cache.holds(file, page) && fault(want).isEmpty()) {
        more |= add(want, page == number ? asked : ahead);
      }
    }
    if (more) {
      wake.run();
    }
  }

  private synchronized boolean add(Want want, SequencedSet<Want> line) {
    if (line.size() >= LINE_MAX || asked.contains(want)) {
      return false; // whoever looks again asks again
    }
    return line.add(want);
  }

  private synchronized Optional<Want> next() {
    Want want = asked.isEmpty() ? null : asked.removeFirst();
    if (want == null && !ahead.isEmpty()) {
      want = ahead.removeFirst();
    }
    ahead.remove(want);
    return Optional.ofNullable(want);
  }

  /// Draws the first page in line, and tells whether there was one. For one thread.
  ///
  /// @param paths returns where the bytes of a file lie, if it is held
  /// @throws IOException if no process can be started: this says nothing about the document
  boolean drawNext(Drawing drawing, Function<Cid, Optional<Path>> paths) throws IOException {
    Optional<Want> want = next();
    if (want.isEmpty()) {
      return false;
    }
    Optional<Path> path = paths.apply(want.get().file());
    boolean room = reserve.roomBytes(SpaceReserve.Tier.DERIVED) > 0;
    if (path.isPresent() && room && !cache.holds(want.get().file(), want.get().number())) {
      take(want.get(), drawing.page(path.get(), want.get().number()));
    }
    return true;
  }

  private void take(Want want, Extractor.Outcome outcome) {
    try {
      Optional<PageCache.Kept> kept = read(outcome);
      if (kept.isPresent()) {
        cache.keep(want.file(), want.number(), kept.get());
      } else {
        note(want, outcome.fault().orElse(Fault.FAILED));
      }
    } catch (IOException e) {
      log.warn("The picture of a page could not be kept; it is made again when it is wanted", e);
    } catch (IllegalArgumentException _) {
      note(want, Fault.FAILED); // more than was asked for
    }
  }

  /// What was left by a process that a hostile file may have taken over is measured first.
  private static Optional<PageCache.Kept> read(Extractor.Outcome outcome) throws IOException {
    if (outcome.large().isEmpty()) {
      return Optional.empty();
    }
    Extractor.Picture left = outcome.large().get();
    if (Files.size(left.file()) > PICTURE_BYTES_MAX) {
      return Optional.empty();
    }
    String words = outcome.text().isPresent() ? words(outcome.text().get()) : "";
    var page = new DocumentPage.Drawn(left.preview().width(), left.preview().height(), words);
    return Optional.of(new PageCache.Kept(page, Bytes.of(Files.readAllBytes(left.file()))));
  }

  private static String words(Path file) throws IOException {
    return new String(Files.readAllBytes(file), UTF_8);
  }

  private synchronized void note(Want want, Fault fault) {
    if (fault == Fault.NO_SPACE) {
      return; // by then there may be room
    }
    missing.put(want, fault);
    if (missing.size() > MISSING_MAX) {
      missing.remove(missing.keySet().iterator().next());
    }
    ahead.removeIf(other -> other.file().equals(want.file()));
  }
}
