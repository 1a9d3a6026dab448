package org.acequia.node.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.media.Extraction.Findings;
import org.acequia.core.media.Fault;
import org.acequia.node.audit.Act;
import org.acequia.node.audit.AuditTrail;
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
  private StoredExtractions extractions;

  @BeforeEach
  void open() {
    database = TestPostgres.newDatabase();
    table = new ExtractionTable(database);
    extractions = new StoredExtractions(table, new ExtractionCache(root), trail);
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
