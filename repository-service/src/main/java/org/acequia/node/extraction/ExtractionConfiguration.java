package org.acequia.node.extraction;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.ItemView;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.cid.Cid;
import org.acequia.indexer.extraction.Extractor;
import org.acequia.node.audit.AuditTrail;
import org.acequia.node.blob.FileBlobStore;
import org.acequia.node.directory.DataDirectory;
import org.acequia.node.directory.SpaceReserve;
import org.acequia.node.indexing.IndexFeeder;
import org.acequia.node.records.BlobReferences;
import org.acequia.node.records.RecordKeeping;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// How files are read.
@Configuration(proxyBeanMethods = false)
@Import({PreviewsController.class, FilesController.class})
public class ExtractionConfiguration {

  /// How many of the items that have a file are asked for its name.
  private static final int ITEMS_ASKED_MAX = 8;

  /// How long one file may take, for a machine that is slower than most.
  private static final String PATIENCE_SECONDS = "acequia.extraction.seconds";

  private static final int PATIENCE_SECONDS_MAX = 3_600;

  /// Spring makes it.
  ExtractionConfiguration() {}

  @Bean
  ExtractionTable extractionTable(DataSource dataSource) {
    return new ExtractionTable(dataSource);
  }

  @Bean
  ExtractionCache extractionCache(DataDirectory data) {
    return new ExtractionCache(cache(data).resolve("files"));
  }

  @Bean
  StoredExtractions extractions(
      ExtractionTable table, ExtractionCache cache, PageLine pages, AuditTrail trail) {
    return new StoredExtractions(table, cache, pages, trail);
  }

  @Bean
  PageLine pageLine(DataDirectory data, SpaceReserve reserve) {
    return new PageLine(
        new PageCache(cache(data).resolve("pages"), PageCache.SIZE_BYTES_MAX), reserve);
  }

  @Bean
  PreviewsController.Pictures pictures(StoredExtractions extractions) {
    return extractions::picture;
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  ReadingLine readingLine(
      DataDirectory data,
      ExtractionTable table,
      ExtractionCache cache,
      StoredExtractions extractions,
      FileBlobStore blobs,
      RecordKeeping records,
      PageLine pages,
      SpaceReserve reserve,
      IndexFeeder feeder)
      throws IOException {
    ReadingLine line =
        new ReadingLine(
            table,
            cache,
            Extractor.in(cache(data), patience()),
            new ReadingLine.Sources(
                blobs::file, file -> name(records.blobs(), records.archive(), file), blobs),
            pages,
            reserve,
            feeder::wake);
    extractions.onMore(line::wake);
    pages.onMore(line::wake);
    records.listen(line);
    return line;
  }

  private static Optional<String> name(BlobReferences references, Archive archive, Cid file) {
    return references.items(file).stream()
        .limit(ITEMS_ASKED_MAX)
        .flatMap(id -> archive.item(id).map(ItemView::media).stream())
        .flatMap(files -> files.stream().filter(media -> media.blob().equals(file)))
        .map(MediaFile::name)
        .findFirst();
  }

  private static Duration patience() {
    long seconds = Long.getLong(PATIENCE_SECONDS, Extractor.PATIENCE.toSeconds());
    return Duration.ofSeconds(Math.clamp(seconds, 1, PATIENCE_SECONDS_MAX));
  }

  private static Path cache(DataDirectory data) {
    return data.path().resolve("cache").resolve("extraction");
  }
}
