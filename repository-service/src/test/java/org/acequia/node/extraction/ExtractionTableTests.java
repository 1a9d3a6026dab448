package org.acequia.node.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.Optional;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.media.Extraction;
import org.acequia.core.media.Extraction.Findings;
import org.acequia.core.media.Extractions.Totals;
import org.acequia.core.media.Fault;
import org.acequia.core.media.FileMetadata;
import org.acequia.core.media.Preview;
import org.acequia.core.media.PreviewSize;
import org.acequia.node.records.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ExtractionTableTests {

  private static final int VERSION = 1;
  private static final byte[] ITEM = new byte[16];

  private HikariDataSource database;
  private JdbcClient jdbc;
  private ExtractionTable table;

  @BeforeEach
  void open() {
    database = TestPostgres.newDatabase();
    jdbc = JdbcClient.create(database);
    table = new ExtractionTable(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aFileOfWhichARecordSpeaksStandsInLineOnce() {
    Cid file = refer(1);
    jdbc.sql("insert into blob_references values (?, 2, ?, 1)")
        .param(file.toBytes())
        .param(ITEM)
        .update();

    assertThat(table.totals()).isEqualTo(new Totals(1, 0, 0));
    assertThat(table.find(List.of(file)).get(file)).isInstanceOf(Extraction.Waiting.class);
  }

  @Test
  void whatWasBegunAndNotFinishedIsBegunAgainAndCounted() {
    Cid file = refer(1);

    assertThat(table.begin()).contains(new ExtractionTable.Turn(file, 0));
    assertThat(table.begin()).contains(new ExtractionTable.Turn(file, 1));
    table.putBack(file);
    assertThat(table.begin()).contains(new ExtractionTable.Turn(file, 1));
  }

  @Test
  void whatWasFoundIsToldAndItsItemsAreIndexedAnew() {
    Cid file = refer(1);
    Findings findings =
        new Findings(
            FileMetadata.NONE,
            Optional.of(new Preview(PreviewSize.SMALL, 480, 320)),
            Optional.empty(),
            true);

    table.settle(file, VERSION, findings, Optional.empty());

    assertThat(table.begin()).isEmpty();
    assertThat(table.find(List.of(file)).get(file)).isEqualTo(new Extraction.Done(findings));
    assertThat(jdbc.sql("select count(*) from arrivals").query(Long.class).single()).isOne();
  }

  @Test
  void whatFailedIsListedTheLatestFirstAndReadAgainOnlyWhenAsked() {
    Cid first = refer(1);
    Cid second = refer(2);
    table.settle(first, VERSION, Findings.NONE, Optional.of(Fault.LOCKED));
    table.settle(second, VERSION, Findings.NONE, Optional.of(Fault.DAMAGED));

    assertThat(table.failures(0, 10))
        .extracting(failure -> failure.file())
        .containsExactly(second, first);
    assertThat(table.failures(0, 10).getFirst().items()).hasSize(1);
    assertThat(table.begin()).isEmpty();
    assertThat(table.retry(first)).isTrue();
    assertThat(table.retry(first)).isFalse();
    assertThat(table.begin()).contains(new ExtractionTable.Turn(first, 0));
    assertThat(table.retryAll()).isOne();
  }

  @Test
  void aFileThatIsNotHeldStandsAsideUntilItArrives() {
    Cid file = refer(1);
    jdbc.sql("insert into wanted_blobs values (?, 1)").param(file.toBytes()).update();

    table.absent(file);
    table.catchUp(VERSION);
    assertThat(table.begin()).isEmpty();

    jdbc.sql("delete from wanted_blobs").update();
    assertThat(table.begin()).contains(new ExtractionTable.Turn(file, 0));
  }

  @Test
  void whatAnOlderVersionReadIsReadAgainAndShownUntilThen() {
    Cid file = refer(1);
    Findings findings = new Findings(FileMetadata.NONE, Optional.empty(), Optional.empty(), true);
    table.settle(file, VERSION, findings, Optional.empty());

    table.catchUp(VERSION);
    assertThat(table.begin()).isEmpty();
    table.catchUp(VERSION + 1);

    assertThat(table.find(List.of(file)).get(file)).isEqualTo(new Extraction.Done(findings));
    assertThat(table.begin()).isPresent();
  }

  @Test
  void aFileDuringWhichTheNodeFellComesAfterThoseThatWereNeverBegun() {
    Cid heavy = refer(1);
    assertThat(table.begin()).contains(new ExtractionTable.Turn(heavy, 0));
    Cid next = refer(2);

    assertThat(table.begin()).contains(new ExtractionTable.Turn(next, 0));
    table.settle(next, VERSION, Findings.NONE, Optional.empty());
    assertThat(table.begin()).contains(new ExtractionTable.Turn(heavy, 1));
  }

  @Test
  void whatFailedForWantOfRoomIsReadAgainAndNothingElse() {
    Cid cramped = refer(1);
    Cid damaged = refer(2);
    table.settle(cramped, VERSION, Findings.NONE, Optional.of(Fault.NO_SPACE));
    table.settle(damaged, VERSION, Findings.NONE, Optional.of(Fault.DAMAGED));

    assertThat(table.retryWithoutRoom()).isOne();
    assertThat(table.begin()).contains(new ExtractionTable.Turn(cramped, 0));
    assertThat(table.find(List.of(damaged)).get(damaged)).isInstanceOf(Extraction.Failed.class);
  }

  private Cid refer(int number) {
    Cid file = Cid.of(Codec.RAW, new byte[] {(byte) number});
    jdbc.sql("insert into blob_references values (?, 1, ?, 1)")
        .param(file.toBytes())
        .param(ITEM)
        .update();
    return file;
  }
}
