package org.acequia.node.extraction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.acequia.core.cid.Cid;
import org.acequia.core.media.Extraction;
import org.acequia.core.media.Extractions;
import org.acequia.core.media.FileMetadata;
import org.acequia.core.media.PreviewSize;
import org.acequia.indexer.FileWords;
import org.acequia.node.audit.Act;
import org.acequia.node.audit.AuditTrail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// [Extractions] out of the table and the cache. What the table promises and the cache has not is
/// put in line again.
final class StoredExtractions implements Extractions, FileWords {

  private static final Logger log = LoggerFactory.getLogger(StoredExtractions.class);

  private final ExtractionTable table;
  private final ExtractionCache cache;
  private final PageLine pages;
  private final AuditTrail trail;
  private volatile Runnable wake = () -> {};

  /// @param pages of documents, which are tried again with the rest of them
  StoredExtractions(
      ExtractionTable table, ExtractionCache cache, PageLine pages, AuditTrail trail) {
    this.table = table;
    this.cache = cache;
    this.pages = pages;
    this.trail = trail;
  }

  /// @param wake called when something was put in line
  void onMore(Runnable wake) {
    this.wake = wake;
  }

  @Override
  public Extraction of(Cid file) {
    return of(List.of(file)).getOrDefault(file, new Extraction.Waiting());
  }

  @Override
  public Map<Cid, Extraction> of(Collection<Cid> files) {
    return table.find(files);
  }

  @Override
  public Optional<String> beginning(Cid file, int lengthMax) {
    return text(file, of(file), lengthMax);
  }

  private Optional<String> text(Cid file, Extraction extraction, int lengthMax) {
    if (!extraction.findings().hasText()) {
      return Optional.empty();
    }
    try {
      Optional<String> text = cache.text(file, lengthMax);
      if (text.isEmpty()) {
        remake(file);
      }
      return text;
    } catch (IOException e) {
      log.warn("The text of a file cannot be read from the cache; it is made again", e);
      remake(file);
      return Optional.empty();
    }
  }

  /// Returns what stands in a file and what it says about itself, for search.
  @Override
  public Optional<String> words(Cid file) {
    Extraction extraction = of(file);
    StringJoiner words = new StringJoiner("\n");
    FileMetadata metadata = extraction.metadata();
    metadata.title().ifPresent(words::add);
    metadata.description().ifPresent(words::add);
    metadata.creators().forEach(words::add);
    metadata.place().ifPresent(words::add);
    metadata.keywords().forEach(words::add);
    metadata.camera().ifPresent(words::add);
    text(file, extraction, TEXT_LENGTH_MAX).ifPresent(words::add);
    return words.length() == 0 ? Optional.empty() : Optional.of(words.toString());
  }

  /// Returns where the picture is.
  Optional<Path> picture(Cid file, PreviewSize size) {
    Optional<Path> picture = cache.find(file, size);
    if (picture.isEmpty() && of(file).preview(size).isPresent()) {
      remake(file);
    }
    return picture;
  }

  private void remake(Cid file) {
    table.again(file);
    wake.run();
  }

  @Override
  public boolean retry(Cid file) {
    boolean failed = table.retry(file);
    boolean missing = pages.retry(file);
    if (failed || missing) {
      wake.run();
      trail.note(Act.FILES_READ_AGAIN, file.toString());
    }
    return failed || missing;
  }

  @Override
  public long retryAll() {
    long count = table.retryAll();
    if (pages.retryAll() || count > 0) {
      wake.run();
      trail.note(Act.FILES_READ_AGAIN, Long.toString(count));
    }
    return count;
  }

  @Override
  public List<Failure> failures(long offset, int limit) {
    return table.failures(offset, Math.clamp(limit, 0, FAILURES_PER_PAGE_MAX));
  }

  @Override
  public Totals totals() {
    return table.totals();
  }
}
