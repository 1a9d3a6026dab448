package org.acequia.node.extraction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.media.Extraction;
import org.acequia.core.media.Fault;
import org.acequia.indexer.extraction.Extractor;
import org.acequia.node.blob.FileBlobStore;
import org.acequia.node.directory.SpaceReserve;
import org.acequia.node.records.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class ReadingLineTests {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder;
  private HikariDataSource database;
  private ExtractionTable table;

  @BeforeEach
  void open() {
    database = TestPostgres.newDatabase();
    table = new ExtractionTable(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatWasPutOffOnAFullDiskIsReadOnceThereIsRoom() throws Exception {
    Path letter = Files.writeString(folder.resolve("letter.txt"), "The water comes on Thursday.");
    Cid waiting = refer(1);
    Cid cramped = refer(2);
    table.settle(cramped, Extractor.VERSION, Extraction.Findings.NONE, Optional.of(Fault.NO_SPACE));
    Path disk = folder.resolve("disk"); // one that is not there has no room
    try (ReadingLine line = line(letter, SpaceReserve.of(disk, 0))) {
      assertThat(line.readNext()).as("read on a full disk").isFalse();
      assertThat(state(waiting)).isInstanceOf(Extraction.Waiting.class);

      Files.createDirectory(disk);
      line.start();
      for (Cid file : List.of(waiting, cramped)) {
        await().atMost(PATIENCE).until(() -> state(file) instanceof Extraction.Done);
        assertThat(((Extraction.Done) state(file)).findings().hasText()).isTrue();
      }
    }
  }

  private ReadingLine line(Path file, SpaceReserve reserve) throws IOException {
    Path cache = folder.resolve("cache");
    var blobs = FileBlobStore.open(folder.resolve("blobs"), 1 << 20, InstantSource.system());
    return new ReadingLine(
        table,
        new ExtractionCache(Files.createDirectories(cache.resolve("files"))),
        Extractor.in(cache, PATIENCE),
        new ReadingLine.Sources(_ -> Optional.of(file), _ -> Optional.of("letter.txt"), blobs),
        new PageLine(new PageCache(folder.resolve("pages"), PageCache.SIZE_BYTES_MAX), reserve),
        reserve,
        () -> {});
  }

  private Extraction state(Cid file) {
    return Optional.ofNullable(table.find(List.of(file)).get(file)).orElseThrow();
  }

  private Cid refer(int number) {
    Cid file = Cid.of(Codec.RAW, Integer.toString(number).getBytes(UTF_8));
    JdbcClient.create(database)
        .sql("insert into blob_references values (?, 1, ?, 1)")
        .param(file.toBytes())
        .param(new byte[16])
        .update();
    return file;
  }
}
