package org.acequia.node.extraction;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
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
/// The line is in memory, short, and forgotten at the end: whoever looks again asks again.
/// Documents take turns, and none fills the line alone. Pages of which no picture could be made are
/// remembered for as long, or until they are to be tried again, so that a hostile page costs its
/// time once; a document that has cost too much of it gets no more.
final class PageLine implements DocumentPages {

  /// How many pages stand in either line.
  static final int LINE_MAX = 64;

  /// How many pages of one document stand in either line.
  static final int DOCUMENT_MAX = 8;

  /// How many pages behind the one that is looked at are made with it.
  static final int AHEAD = 7;

  /// How many pages of a document may end by taking too long or too much.
  static final int COSTLY_MAX = 3;

  /// Of how many documents it is remembered what could not be drawn.
  static final int FAULTY_MAX = 1_000;

  private static final int CHARACTER_BYTES_MAX = 4;

  private static final byte[] JPEG_BEGINS = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};

  private static final Logger log = LoggerFactory.getLogger(PageLine.class);

  private final PageCache cache;
  private final SpaceReserve reserve;
  private volatile Runnable wake = () -> {};

  private final SequencedSet<Want> asked = new LinkedHashSet<>();
  private final SequencedSet<Want> ahead = new LinkedHashSet<>();
  private final Map<Cid, Map<Integer, Fault>> missing = new LinkedHashMap<>();

  /// @param reserve of the disk of the cache: where it begins, nothing is drawn
  PageLine(PageCache cache, SpaceReserve reserve) {
    this.cache = cache;
    this.reserve = reserve;
  }

  private record Want(Cid file, int number) {

    boolean isOf(Cid document) {
      return file.equals(document);
    }
  }

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

  /// Returns where the picture of a page is, if it is.
  Optional<Path> picture(Cid file, int number) {
    return cache.picture(file, number);
  }

  /// Lets the pages of a document be tried again, and tells whether any was missing.
  synchronized boolean retry(Cid file) {
    return missing.remove(file) != null;
  }

  /// Lets the pages of every document be tried again, and tells whether any was missing.
  synchronized boolean retryAll() {
    boolean any = !missing.isEmpty();
    missing.clear();
    return any;
  }

  @Override
  public DocumentPage look(Cid file, int number, int last) {
    Optional<DocumentPage.Drawn> kept = cache.find(file, number);
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
    return kept.<DocumentPage>map(page -> page).orElseGet(DocumentPage.Waiting::new);
  }

  private synchronized Optional<Fault> fault(Want want) {
    Map<Integer, Fault> faults = missing.getOrDefault(want.file(), Map.of());
    return Optional.ofNullable(faults.get(want.number()))
        .or(() -> isCostly(faults) ? Optional.of(Fault.TOO_MUCH) : Optional.empty());
  }

  private static boolean isCostly(Map<Integer, Fault> faults) {
    return faults.values().stream()
            .filter(fault -> fault == Fault.TOO_LONG || fault == Fault.TOO_MUCH)
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
    boolean full =
        line.size() >= LINE_MAX
            || line.stream().filter(other -> other.isOf(want.file())).count() >= DOCUMENT_MAX;
    if (full || asked.contains(want)) {
      return false; // whoever looks again asks again
    }
    return line.add(want);
  }

  private synchronized Optional<Want> next() {
    SequencedSet<Want> line = asked.isEmpty() ? ahead : asked;
    if (line.isEmpty()) {
      return Optional.empty();
    }
    Want want = line.removeFirst();
    ahead.remove(want);
    line.stream().filter(other -> other.isOf(want.file())).toList().forEach(line::addLast);
    return Optional.of(want);
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
    if (path.isPresent() && isWanting(want.get())) {
      take(want.get(), drawing.page(path.get(), want.get().number()));
    }
    return true;
  }

  /// Since it was asked for it may have been drawn, or have turned out not to be worth it.
  private boolean isWanting(Want want) {
    return fault(want).isEmpty()
        && !cache.holds(want.file(), want.number())
        && reserve.roomBytes(SpaceReserve.Tier.DERIVED) > 0;
  }

  private void take(Want want, Extractor.Outcome outcome) {
    Optional<PageCache.Kept> kept = read(outcome);
    if (kept.isEmpty()) {
      note(want, outcome.fault().orElse(Fault.FAILED));
      return;
    }
    try {
      cache.keep(want.file(), want.number(), kept.get());
    } catch (IOException e) {
      log.warn("The picture of a page could not be kept; it is made again when it is wanted", e);
    }
  }

  /// A hostile file may have taken over the process that left this, and which still runs: no more
  /// is read than there can be, and nothing but what lies here itself.
  private static Optional<PageCache.Kept> read(Extractor.Outcome outcome) {
    if (outcome.large().isEmpty()) {
      return Optional.empty();
    }
    Extractor.Picture left = outcome.large().get();
    try {
      byte[] jpeg = beginning(left.file(), DocumentPages.PICTURE_BYTES_MAX + 1);
      if (jpeg.length > DocumentPages.PICTURE_BYTES_MAX || !isJpeg(jpeg)) {
        return Optional.empty();
      }
      String words = outcome.text().isPresent() ? words(outcome.text().get()) : "";
      var page = new DocumentPage.Drawn(left.preview().width(), left.preview().height(), words);
      return Optional.of(new PageCache.Kept(page, Bytes.of(jpeg)));
    } catch (IOException | IllegalArgumentException e) {
      log.warn("What was left as the picture of a page is none", e);
      return Optional.empty();
    }
  }

  private static boolean isJpeg(byte[] bytes) {
    int length = JPEG_BEGINS.length;
    return bytes.length >= length && Arrays.equals(bytes, 0, length, JPEG_BEGINS, 0, length);
  }

  private static String words(Path file) throws IOException {
    int length = DocumentPage.TEXT_LENGTH_MAX;
    return ExtractionCache.decode(beginning(file, CHARACTER_BYTES_MAX * length), length);
  }

  private static byte[] beginning(Path file, int bytesMax) throws IOException {
    try (InputStream in = Files.newInputStream(file, NOFOLLOW_LINKS)) {
      return in.readNBytes(bytesMax);
    }
  }

  private synchronized void note(Want want, Fault fault) {
    if (fault == Fault.NO_SPACE) {
      return; // by then there may be room
    }
    Map<Integer, Fault> faults = missing.computeIfAbsent(want.file(), _ -> new HashMap<>());
    faults.put(want.number(), fault);
    if (missing.size() > FAULTY_MAX) {
      missing.remove(missing.keySet().iterator().next());
    }
    ahead.removeIf(other -> other.isOf(want.file()));
    asked.removeIf(other -> other.equals(want) || (other.isOf(want.file()) && isCostly(faults)));
  }
}
