package org.acequia.node.accession;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.acequia.core.archive.Term;
import org.acequia.node.jobs.Said;
import org.acequia.web.Words;
import org.acequia.web.pages.Language;
import org.acequia.web.pages.Messages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowSourceTests {

  @TempDir private Path folder;
  private final List<Row> rows = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();

  @Test
  void csvCellsMayHoldCommasQuotesAndLines() throws IOException {
    read("songs.csv", "\uFEFFid,title\n1,\"Say \"\"hey\"\", again\nand again\"\n2,Jongo\n");

    assertThat(rows)
        .extracting(row -> row.values("title"))
        .containsExactly(List.of("Say \"hey\", again\nand again"), List.of("Jongo"));
    assertThat(rows).extracting(Row::line).containsExactly(2L, 4L);
  }

  @Test
  void aRowWithTooManyCellsIsNamedAndTheRestIsRead() throws IOException {
    read("songs.csv", "id,title\n1,Say hey, again\n2,Jongo\n");

    assertThat(rows).extracting(row -> row.values("id")).containsExactly(List.of("2"));
    assertThat(refused)
        .singleElement()
        .asString()
        .isEqualTo(
            "2: It has 3 cells, but the first row names 2 columns. The first cell too many is “ again”. Is a comma not in quotation marks?");
  }

  @Test
  void anOpenQuotationMarkStopsReadingAndNamesTheLine() {
    assertThatExceptionOfType(AccessionException.class)
        .isThrownBy(() -> read("songs.csv", "id,title\n1,Jongo\n2,\"open\n3,x\n"))
        .satisfies(e -> assertThat(e.words()).isEqualTo(Said.NOT_CSV.with("songs.csv", 3L)));
    assertThat(rows).hasSize(1);
  }

  @Test
  void twoColumnsOfOneNameAreRefused() {
    assertThatExceptionOfType(AccessionException.class)
        .isThrownBy(() -> read("songs.csv", "title,title\na,b\n"))
        .satisfies(
            e -> assertThat(e.words()).isEqualTo(Said.COLUMN_TWICE.with("songs.csv", "title")));
  }

  @Test
  void aColumnWithoutANameIsRefused() {
    assertThatExceptionOfType(AccessionException.class)
        .isThrownBy(() -> read("songs.csv", "title,,date\na,b,c\n"))
        .satisfies(e -> assertThat(e.words()).isEqualTo(Said.COLUMN_UNNAMED.with("songs.csv", 2)));
  }

  @Test
  void aLongNameIsCutBetweenCharacters() {
    String name = "x".repeat(39) + "🌊" + "y";

    assertThatExceptionOfType(AccessionException.class)
        .isThrownBy(() -> read("songs.csv", name + "," + name + "\na,b\n"))
        .withMessage("wrong.table.twice songs.csv " + "x".repeat(39) + "…");
  }

  @Test
  void anEmptyTableIsRefused() {
    assertThatExceptionOfType(AccessionException.class)
        .isThrownBy(() -> read("songs.csv", ""))
        .satisfies(e -> assertThat(e.words()).isEqualTo(Said.TABLE_EMPTY.with("songs.csv")));
  }

  @Test
  void aTableThatIsNotUtf8SaysSo() throws IOException {
    Path file = folder.resolve("songs.csv");
    Files.write(file, "id,title\n1,Tarantela Española\n".getBytes(ISO_8859_1));

    assertThatExceptionOfType(AccessionException.class)
        .isThrownBy(() -> RowSource.of(file).forEach(0, sink()))
        .satisfies(e -> assertThat(e.words().key()).isEqualTo(Said.NOT_UTF8.code()));
  }

  @Test
  void jsonPathsStepThroughObjectsListsAndAnyDepth() throws IOException {
    read(
        "works.jsonl",
        """
        {"a":{"name":"x"},"by":[{"name":"Rosa"},{"name":"Inês"}],"tree":{"name":"1","kids":[{"name":"2","kids":[{"name":"3"}]}]},"n":7,"none":null}
        """);

    Row row = rows.getFirst();
    assertThat(row.values("a.name")).containsExactly("x");
    assertThat(row.values("by.name")).containsExactly("Rosa", "Inês");
    assertThat(row.values("tree.**.name")).containsExactly("1", "2", "3");
    assertThat(row.values("n")).containsExactly("7");
    assertThat(row.values("none")).isEmpty();
    assertThat(row.values("a.name.deeper")).isEmpty();
  }

  @Test
  void aLineThatIsNoJsonIsNamedAndTheRestIsRead() throws IOException {
    read("works.jsonl", "{\"title\":\"a\"}\n{\"title\":\n[1]\n\n{\"title\":\"b\"}\n");

    assertThat(rows).hasSize(2);
    assertThat(refused).hasSize(2);
    assertThat(refused.getFirst()).startsWith("2: It is not JSON: see column");
  }

  @Test
  void aLineBeyondTheLimitIsNamedAndNotHeld() throws IOException {
    read(
        "works.jsonl",
        "{\"title\":\"" + "x".repeat(RowSource.ROW_LENGTH_MAX) + "\"}\n{\"title\":\"b\"}\n");

    assertThat(rows).hasSize(1);
    assertThat(refused).singleElement().asString().contains("longer than 1,048,576 characters");
  }

  @Test
  void columnsNamedAfterTermsNeedNoMapping() throws IOException {
    read("songs.csv", "Title,title@es,creator,shelf\nJongo,El jongo,Darcy,7\n");

    var description = Mapping.byName(rows.getFirst().names()).describe(rows.getFirst());
    assertThat(description.all(Term.TITLE))
        .extracting(text -> text.language() + " " + text.text())
        .containsExactly("und Jongo", "es El jongo");
    assertThat(description.values()).containsOnlyKeys(Term.TITLE, Term.CREATOR);
  }

  @Test
  void aMappingWithAnUnknownTermNamesIt() throws IOException {
    Path mapping = Files.writeString(folder.resolve("m.json"), "{\"terms\":{\"titel\":\"t\"}}");

    assertThatExceptionOfType(AccessionException.class)
        .isThrownBy(() -> Mapping.read(mapping))
        .withMessageContaining("titel")
        .withMessageContaining("title");
  }

  @Test
  void aMappingThatIsNotJsonNamesLineAndColumn() throws IOException {
    Path mapping = Files.writeString(folder.resolve("m.json"), "{\"terms\":\n {]}");

    assertThatExceptionOfType(AccessionException.class)
        .isThrownBy(() -> Mapping.read(mapping))
        .satisfies(e -> assertThat(e.words().arguments()).startsWith("m.json", 2L));
  }

  @Test
  void aNameIsShownWithoutItsTricks() {
    assertThat(FileName.shown("a\u202Egpj.exe\n../x")).isEqualTo("a\uFFFDgpj.exe\uFFFD..\uFFFDx");
    assertThat(FileName.shown("ñ".repeat(200))).hasSize(127);
  }

  private void read(String name, String content) throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    RowSource.of(file).forEach(0, sink());
  }

  private RowSource.Sink sink() {
    return new RowSource.Sink() {
      @Override
      public void row(Row row) {
        rows.add(row);
      }

      @Override
      public void refused(long line, Words reason) {
        refused.add(line + ": " + new Messages().say(Language.EN, reason));
      }
    };
  }
}
