package org.acequia.node.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.media.DocumentPage;
import org.acequia.core.media.Extraction.Findings;
import org.acequia.core.media.Fault;
import org.acequia.indexer.extraction.Extractor.Outcome;
import org.acequia.node.audit.Act;
import org.acequia.node.audit.AuditTrail;
import org.acequia.node.directory.SpaceReserve;
import org.acequia.node.records.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class StoredExtractionsTests {

  private static final Cid FILE = Cid.of(Codec.RAW, new byte[] {1});

  @TempDir Path root;

  private final Noted trail = new Noted();
  private HikariDataSource database;
  private ExtractionTable table;
  private PageLine pages;
  private StoredExtractions extractions;

  @BeforeEach
  void open() {
    database = TestPostgres.newDatabase();
    table = new ExtractionTable(database);
    var cache = new PageCache(root.resolve("pages"), PageCache.SIZE_BYTES_MAX);
    pages = new PageLine(cache, SpaceReserve.of(root, 0));
    extractions = new StoredExtractions(table, new ExtractionCache(root), pages, trail);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void nothingIsNotedWhereNothingHadFailed() {
    assertThat(extractions.retry(FILE)).isFalse();
    assertThat(extractions.retryAll()).isZero();

    assertThat(trail.subjects).isEmpty();
  }

  @Test
  void aPageThatCouldNotBeDrawnCanBeTriedAgain() throws IOException {
    for (boolean all : new boolean[] {false, true}) {
      pages.look(FILE, 1, 1);
      pages.drawNext((_, _) -> Outcome.fault(Fault.TOO_LONG), _ -> Optional.of(root));
      assertThat(pages.look(FILE, 1, 1)).isEqualTo(new DocumentPage.Missing(Fault.TOO_LONG));

      if (all) {
        extractions.retryAll();
      } else {
        assertThat(extractions.retry(FILE)).isTrue();
      }

      assertThat(pages.look(FILE, 1, 1)).isEqualTo(new DocumentPage.Waiting());
    }
    assertThat(trail.subjects).hasSize(2);
  }

  @Test
  void readingAgainWhatFailedIsNoted() {
    JdbcClient.create(database)
        .sql("insert into blob_references values (?, 1, ?, 1)")
        .params(FILE.toBytes(), new byte[16])
        .update();
    table.settle(FILE, 1, Findings.NONE, Optional.of(Fault.LOCKED));
    assertThat(extractions.retry(FILE)).isTrue();
    table.settle(FILE, 1, Findings.NONE, Optional.of(Fault.LOCKED));
    assertThat(extractions.retryAll()).isOne();

    assertThat(trail.subjects).containsExactly(FILE.toString(), "1");
  }

  private static final class Noted implements AuditTrail {

    private final List<String> subjects = new ArrayList<>();

    @Override
    public void note(Act act, String subject) {
      subjects.add(subject);
    }

    @Override
    public void note(Act act, String subject, String who) {
      subjects.add(subject);
    }
  }
}
