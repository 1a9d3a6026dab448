package org.acequia.web.memory;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.acequia.core.cid.Cid;
import org.acequia.core.media.DocumentPage;
import org.acequia.core.media.DocumentPages;
import org.acequia.core.media.Extraction;
import org.acequia.core.media.Extractions;
import org.acequia.core.media.FileMetadata;
import org.acequia.core.media.Preview;
import org.acequia.core.media.PreviewSize;

/// Has read every picture that a [MemoryNode] holds, and the papers that it was told of.
public final class MemoryExtractions implements Extractions, DocumentPages {

  private final MemoryNode node;
  private final List<Failure> failures = new ArrayList<>();
  private final Map<Cid, String> texts = new HashMap<>();
  private final Map<Cid, Extraction> told = new HashMap<>();
  private final Map<Integer, DocumentPage> pages = new HashMap<>();

  /// Reads the files of `node`.
  public MemoryExtractions(MemoryNode node) {
    this.node = node;
  }

  /// Fails on a file.
  public void fail(Failure failure) {
    failures.add(failure);
  }

  /// Has read a file in this way.
  public void read(Cid file, Extraction extraction) {
    told.put(file, extraction);
  }

  /// Has a page of every document, until now or from now on.
  public void draw(int number, DocumentPage page) {
    pages.put(number, page);
  }

  /// Returns what is found in a paper of so many pages.
  public static Extraction paper(int pages) {
    return new Extraction.Done(
        new Extraction.Findings(
            metadata(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.of(pages)),
            Optional.of(preview(PreviewSize.SMALL, 1_131, 1_600)),
            Optional.of(preview(PreviewSize.LARGE, 1_131, 1_600)),
            true));
  }

  @Override
  public DocumentPage look(Cid file, int number, int last) {
    return pages.getOrDefault(number, new DocumentPage.Waiting());
  }

  @Override
  public Extraction of(Cid file) {
    if (told.containsKey(file)) {
      return told.getOrDefault(file, new Extraction.Waiting());
    }
    return node.bytes(file).flatMap(MemoryExtractions::read).orElseGet(Extraction.Waiting::new);
  }

  private static Optional<Extraction> read(byte[] bytes) {
    try {
      return Optional.ofNullable(ImageIO.read(new ByteArrayInputStream(bytes)))
          .map(image ->
              new Extraction.Done(
                  new Extraction.Findings(
                      metadata(
                          OptionalInt.of(image.getWidth()),
                          OptionalInt.of(image.getHeight()),
                          OptionalInt.empty()),
                      Optional.of(preview(PreviewSize.SMALL, image.getWidth(), image.getHeight())),
                      Optional.of(preview(PreviewSize.LARGE, image.getWidth(), image.getHeight())),
                      false)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Preview preview(PreviewSize size, int width, int height) {
    double scale = Math.min(1, (double) size.longEdgePx() / Math.max(width, height));
    return new Preview(
        size, Math.max(1, (int) (width * scale)), Math.max(1, (int) (height * scale)));
  }

  private static FileMetadata metadata(OptionalInt width, OptionalInt height, OptionalInt pages) {
    return new FileMetadata(
        Optional.of("A title out of the file"),
        Optional.empty(),
        List.of("Nikon"),
        Optional.of("1987-06-24"),
        Optional.of("Maras"),
        Optional.empty(),
        Optional.of("Canon EOS"),
        List.of("agua"),
        Optional.empty(),
        Optional.empty(),
        width,
        height,
        Optional.<Duration>empty(),
        pages);
  }

  @Override
  public Map<Cid, Extraction> of(Collection<Cid> files) {
    return files.stream().distinct().collect(Collectors.toMap(file -> file, this::of));
  }

  /// Finds words in a file.
  public void read(Cid file, String words) {
    texts.put(file, words);
  }

  @Override
  public Optional<String> beginning(Cid file, int lengthMax) {
    return Optional.ofNullable(texts.get(file))
        .map(text -> text.substring(0, Math.min(lengthMax, text.length())));
  }

  @Override
  public boolean retry(Cid file) {
    return failures.removeIf(failure -> failure.file().equals(file));
  }

  @Override
  public long retryAll() {
    long count = failures.size();
    failures.clear();
    return count;
  }

  @Override
  public List<Failure> failures(long offset, int limit) {
    return failures.stream().skip(offset).limit(limit).toList();
  }

  @Override
  public Totals totals() {
    return new Totals(0, 0, failures.size());
  }
}
