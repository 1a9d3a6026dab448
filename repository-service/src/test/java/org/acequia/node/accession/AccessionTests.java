package org.acequia.node.accession;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.Author;
import org.acequia.core.archive.Description;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.ItemView;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.Term;
import org.acequia.core.identity.SigningKey;
import org.acequia.core.record.AccountContent;
import org.acequia.core.record.CharterContent;
import org.acequia.core.record.CommunityId;
import org.acequia.core.record.Draft;
import org.acequia.core.store.MemoryBlobStore;
import org.acequia.core.store.RecordFixture;
import org.acequia.node.audit.Actors;
import org.acequia.node.audit.PostgresAuditTrail;
import org.acequia.node.directory.SpaceReserve;
import org.acequia.node.jobs.Asker;
import org.acequia.node.jobs.Job;
import org.acequia.node.jobs.JobRun;
import org.acequia.node.jobs.JobState;
import org.acequia.node.jobs.Jobs;
import org.acequia.node.jobs.Said;
import org.acequia.node.records.RecordKeeping;
import org.acequia.node.records.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Imports and their undoing as jobs, over a real PostgreSQL.
class AccessionTests {

  private static final Asker ANA = new Asker("Ana", Optional.empty());

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// More than one transaction takes in.
  private static final int ROWS = 600;

  @TempDir private Path folder;
  private final HikariDataSource database = TestPostgres.newDatabase();
  private final RecordKeeping records =
      RecordKeeping.open(database, _ -> false, InstantSource.system(), new SecureRandom());
  private final AccessionBook book = new AccessionBook(database, InstantSource.system());
  private final PostgresAuditTrail trail =
      new PostgresAuditTrail(database, () -> Actors.Actor.NODE, InstantSource.system());
  private final SigningKey device = SigningKey.ofSeed(new byte[SigningKey.SEED_SIZE_BYTES]);
  private final AccountContent account =
      new AccountContent("Ana", device.key(), RecordFixture.id(4), List.of(device.key()), false);
  private final Author author = new Author(account.id(), device, Optional.empty());

  /// What happens around the next calls of the archive that change it.
  private Intrusion intrusion = Intrusion.NONE;

  private Jobs jobs;

  /// Something that comes between.
  private interface Intrusion {

    Intrusion NONE =
        new Intrusion() {
          @Override
          public void before(String call, Object[] arguments) {}

          @Override
          public void after(String call) {}
        };

    void before(String call, Object[] arguments);

    void after(String call);
  }

  @BeforeEach
  void start() {
    CharterContent charter =
        new CharterContent(
            "Serra", List.of(device.key()), 1, RecordFixture.id(3), List.of(), Optional.empty());
    CommunityId home = records.ledger().found(device, charter).community();
    records.ledger().author(device, home, List.of(Draft.account(account, List.of())));
    Archive archive = disturbed(records.archive());
    ImportParts parts =
        new ImportParts(
            archive,
            new MemoryBlobStore(1 << 20),
            new MediaTypes(),
            book,
            _ -> {},
            SpaceReserve.of(folder, 0));
    jobs =
        new Jobs(
            database,
            List.of(
                new ImportWork(parts, _ -> Optional.of(author)).kind(),
                new AccessionUndo(archive, book, trail, _ -> Optional.of(author)).kind()),
            InstantSource.system(),
            "node-a");
    jobs.start();
  }

  @AfterEach
  void stop() {
    jobs.stop();
    database.close();
  }

  private Archive disturbed(Archive archive) {
    return (Archive)
        Proxy.newProxyInstance(
            Archive.class.getClassLoader(),
            new Class<?>[] {Archive.class},
            (_, method, arguments) -> {
              intrusion.before(method.getName(), arguments);
              try {
                Object result = method.invoke(archive, arguments);
                intrusion.after(method.getName());
                return result;
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            });
  }

  @Test
  void anImportThatIsTriedAgainAfterItsUndoTakesEverythingInAgain() throws IOException {
    Path first = table("primera.csv", ROWS);
    Path second = Files.writeString(folder.resolve("segunda.csv"), "nada\nconocido\n");
    Job job = over(ask(false, first, second));
    assertThat(job.state()).isEqualTo(JobState.FAILED);
    assertThat(items()).isPositive();

    assertThat(undo(job).count("undone")).isEqualTo(job.count(ImportWork.ADDED));
    assertThat(items()).isZero();
    Files.writeString(second, "title\nÚltima\n");
    assertThat(jobs.retry(job.id())).isTrue();
    Job again = over(job);

    assertThat(again.state()).isEqualTo(JobState.DONE);
    assertThat(again.count(ImportWork.ADDED)).isEqualTo(ROWS + 1);
    assertThat(again.count(ImportWork.ALREADY_HERE)).isZero();
    assertThat(items()).isEqualTo(ROWS + 1);
  }

  @Test
  void aRowWithTagsThatNoRecordHoldsIsLeftOutAndTheOthersComeIn() throws IOException {
    String tags =
        IntStream.range(0, 150).mapToObj(i -> i + "x".repeat(600)).collect(Collectors.joining(";"));
    Path table =
        Files.writeString(
            folder.resolve("tags.csv"), "title,tags\nUno,a\nDos,%s\nTres,b\n".formatted(tags));
    for (boolean dryRun : List.of(true, false)) {
      Job job = over(ask(dryRun, table));
      assertThat(job.state()).isEqualTo(JobState.DONE);
      assertThat(job.count(ImportWork.ADDED)).isEqualTo(2);
      assertThat(job.count(JobRun.FINDINGS)).isOne();
      assertThat(jobs.findings(job.id()).getFirst().problem().key())
          .isEqualTo(Said.TAGS_TOO_LARGE.code());
    }
    assertThat(items()).isEqualTo(2);
  }

  @Test
  void anImportOfAFolderThatAddsItemsCountsAsGettingOn() throws IOException {
    table("metadata.csv", ROWS);
    AtomicInteger calls = new AtomicInteger();
    intrusion =
        new Intrusion() {
          @Override
          public void before(String call, Object[] arguments) {
            if (call.equals("addItems") && calls.incrementAndGet() == 2) {
              throw new IllegalStateException("cut off");
            }
          }

          @Override
          public void after(String call) {}
        };
    Job job = over(ask(false, folder));
    assertThat(job.state()).isEqualTo(JobState.FAILED);
    assertThat(items()).isPositive();
    assertThat(
            JdbcClient.create(database)
                .sql("select attempts_here from jobs where id = ?")
                .param(job.id())
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  void anEditThatIsMadeWhileAnUndoLooksSurvivesIt() throws IOException {
    Job job = over(ask(false, table("tres.csv", 3)));
    intrusion =
        new Intrusion() {
          @Override
          public void before(String call, Object[] arguments) {
            if (call.equals("removeAll")) {
              ItemId item = (ItemId) ((List<?>) arguments[1]).getFirst();
              ItemView seen = records.archive().item(item).orElseThrow();
              records.archive().describe(author, item, titled("De Rosa"), seen.descriptionHeads());
            }
          }

          @Override
          public void after(String call) {}
        };
    Job undo = undo(job);

    assertThat(undo.state()).isEqualTo(JobState.DONE);
    assertThat(undo.count("undone")).isEqualTo(2);
    assertThat(undo.count("kept")).isOne();
    assertThat(
            records.archive().items(records.archive().collections().getFirst().id(), 0, 10).stream()
                .map(item -> item.description().all(Term.TITLE).getFirst().text()))
        .containsExactly("De Rosa");
  }

  @Test
  void anUndoThatIsCutOffAfterARemovalCountsAllThatWentAway() throws IOException {
    Job job = over(ask(false, table("tres.csv", 3)));
    AtomicInteger calls = new AtomicInteger();
    intrusion =
        new Intrusion() {
          @Override
          public void before(String call, Object[] arguments) {}

          @Override
          public void after(String call) {
            if (call.equals("removeAll") && calls.incrementAndGet() == 1) {
              throw new IllegalStateException("cut off");
            }
          }
        };
    Job undo = undo(job);
    assertThat(undo.state()).isEqualTo(JobState.FAILED);
    assertThat(jobs.retry(undo.id())).isTrue();
    Job again = over(undo);

    assertThat(again.state()).isEqualTo(JobState.DONE);
    assertThat(again.count("undone")).isEqualTo(3);
    assertThat(again.said().arguments()).containsExactly(3L, 0L);
    assertThat(items()).isZero();
  }

  private Path table(String name, int rows) throws IOException {
    String lines =
        IntStream.range(0, rows).mapToObj("Fila %d\n"::formatted).collect(Collectors.joining());
    return Files.writeString(folder.resolve(name), "title\n" + lines);
  }

  private Job ask(boolean dryRun, Path... paths) {
    ImportRequest request =
        new ImportRequest(List.of(paths), Optional.of("Filas"), Optional.empty(), dryRun);
    return jobs.ask(ImportWork.KIND, request.about(), ImportWork.write(request), ANA);
  }

  private Job undo(Job job) {
    long act = book.ofJob(job.id()).orElseThrow().id();
    return over(jobs.ask(AccessionUndo.KIND, "Filas", Long.toString(act), ANA));
  }

  private Job over(Job job) {
    return await()
        .atMost(PATIENCE)
        .until(() -> jobs.find(job.id()).orElseThrow(), now -> now.state().isOver());
  }

  private long items() {
    return records.archive().collections().getFirst().items();
  }

  private static Description titled(String title) {
    return Description.of(Map.of(Term.TITLE, List.of(new LangText(LangText.UNKNOWN, title))));
  }
}
