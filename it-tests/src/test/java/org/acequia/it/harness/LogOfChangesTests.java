package org.acequia.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.acequia.it.harness.LogOfChanges.Promise;
import org.acequia.it.harness.Trace.Call;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogOfChangesTests {

  private static final String WRITE =
      "%d pwrite64(5</pg/pg_wal/000000010000000000000001>, \"\\30\", 8192, 0) = 8192\n";
  private static final String SYNC = "%d fdatasync(5</pg/pg_wal/000000010000000000000001>) = 0\n";
  private static final String COMMIT = "%d sendto(9<socket:[77]>, \"C\\0COMMIT\\0Z\", 17) = 17\n";

  private static final int CONNECTION = 11;
  private static final int OTHER_CONNECTION = 12;
  private static final int WAL_WRITER = 13;

  @TempDir private Path folder;

  @Test
  void whatIsSyncedBeforeItsCommitIsKept() throws IOException {
    LogOfChanges log =
        log(WRITE.formatted(CONNECTION), SYNC.formatted(CONNECTION), COMMIT.formatted(CONNECTION));
    assertThat(promises(log)).hasSize(1).allMatch(log::isKept);
  }

  @Test
  void whatIsSyncedAfterItsCommitIsNotKept() throws IOException {
    LogOfChanges log =
        log(WRITE.formatted(CONNECTION), COMMIT.formatted(CONNECTION), SYNC.formatted(CONNECTION));
    assertThat(promises(log)).hasSize(1).noneMatch(log::isKept);
  }

  @Test
  void aSyncThatIsNotOverBeforeTheCommitCountsForNothing() throws IOException {
    String[] sync = SYNC.formatted(OTHER_CONNECTION).split("\\) = ", 2);
    LogOfChanges log =
        log(
            WRITE.formatted(CONNECTION),
            sync[0] + " <unfinished ...>\n",
            COMMIT.formatted(CONNECTION),
            OTHER_CONNECTION + " <... fdatasync resumed>) = 0\n");
    assertThat(promises(log)).hasSize(1).noneMatch(log::isKept);
  }

  @Test
  void theSyncOfAnotherThatCommitsAtTheSameTimeWillDo() throws IOException {
    LogOfChanges log =
        log(
            WRITE.formatted(CONNECTION),
            SYNC.formatted(OTHER_CONNECTION),
            COMMIT.formatted(CONNECTION));
    assertThat(promises(log)).hasSize(1).allMatch(log::isKept);
  }

  @Test
  void everyWriteOfATransactionIsKeptOrNot() throws IOException {
    LogOfChanges log =
        log(
            WRITE.formatted(CONNECTION),
            CONNECTION + " sendto(9<socket:[77]>, \"INSERT 0 1\", 20) = 20\n",
            SYNC.formatted(CONNECTION),
            WRITE.formatted(CONNECTION),
            COMMIT.formatted(CONNECTION));
    assertThat(promises(log)).hasSize(2).filteredOn(log::isKept).hasSize(1);
  }

  @Test
  void theWalWriterPromisesNothingToAnotherThatHasOnlyRead() throws IOException {
    LogOfChanges log =
        log(WRITE.formatted(WAL_WRITER), COMMIT.formatted(CONNECTION), SYNC.formatted(WAL_WRITER));
    assertThat(promises(log)).isEmpty();
  }

  @Test
  void whatIsCommittedAfterTheAnswerIsNotPromisedByIt() throws IOException {
    LogOfChanges log = log(WRITE.formatted(CONNECTION), SYNC.formatted(CONNECTION));
    assertThat(promises(log)).isEmpty();
  }

  /// Between two answers of the node.
  private static List<Promise> promises(LogOfChanges log) {
    List<Call> answers =
        log.trace().all(call -> call.name().equals("write") && call.text().contains("HTTP/1.1"));
    return log.promises(answers.getFirst(), answers.getLast());
  }

  private LogOfChanges log(String... lines) throws IOException {
    String answer = "1 write(7<socket:[1]>, \"HTTP/1.1 201\", 12) = 12\n";
    return new LogOfChanges(
        Trace.read(
            Files.writeString(
                folder.resolve("trace"),
                answer + String.join("", lines) + answer + COMMIT.formatted(CONNECTION))));
  }
}
