package org.acequia.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.acequia.web.JobBoard.State;
import org.acequia.web.pages.CsvCell;
import org.junit.jupiter.api.Test;

class ImportPageTests {

  @Test
  void whatLiesReadyIsLookedAtBeforeItIsTakenIn() throws Exception {
    Browser browser = Browser.atVillage().signedIn();

    assertThat(browser.get("/curate/import").html()).contains("fotos", "Look first");
    assertThat(browser.post("/curate/import", "source", "0/fotos", "act", "look").location())
        .isEqualTo("/curate/import/1");
    assertThat(browser.post("/curate/import", "source", "../etc").status()).isEqualTo(422);
    assertThat(browser.imports.asked()).first().isEqualTo("0/fotos, , look");
  }

  @Test
  void everythingThatIsWrongCanBeReachedPageByPageAndAsATable() throws Exception {
    Browser browser = Browser.atVillage().signedIn();
    browser.jobs.add(job(State.DONE, 250));
    IntStream.range(0, 250)
        .forEach(i ->
            browser.jobs.found(
                new JobBoard.Finding(
                    Subject.line("fotos.csv", i + 1L), Words.of("wrong.row.empty"))));

    assertThat(browser.get("/curate/import/1").html())
        .contains("fotos.csv, line 100<", "1 to 100 of 250");
    assertThat(browser.get("/curate/import/1?from=200").html())
        .contains("fotos.csv, line 250<")
        .doesNotContain("rel=\"next\"");
    assertThat(browser.get("/curate/import/1/findings.csv").html().lines()).hasSize(251);
  }

  @Test
  void whatIsWrongIsSaidInTheLanguageOfWhoLooks() throws Exception {
    Browser browser = Browser.atVillage().signedIn();
    browser.jobs.add(job(State.DONE, 1));
    browser.jobs.found(
        new JobBoard.Finding(
            Subject.line("fotos.csv", 1_234), Words.of("wrong.file.missing", "molino.jpg")));
    String spanish = "La fila nombra el archivo «molino.jpg», que no está junto a la tabla.";

    assertThat(browser.get("/curate/import/1", "Accept-Language", "es").html())
        .contains("fotos.csv, línea 1234", spanish)
        .contains("Se añadiría 1 elemento; ya están 2 y se omitiría 1.")
        .doesNotContain("The row names the file");
    assertThat(browser.get("/admin/jobs/1", "Accept-Language", "es").html()).contains(spanish);
    assertThat(browser.get("/curate/import/1/findings.csv", "Accept-Language", "pt").html())
        .startsWith("\"origem\",\"problema\"")
        .contains("linha 1234", "não está junto da tabela");
    assertThat(browser.get("/curate/import/1", "Accept-Language", "en").html())
        .contains("fotos.csv, line 1234", "The row names the file “molino.jpg”");
  }

  @Test
  void whoAskedIsCalledAsTheReaderSays() throws Exception {
    Browser browser = Browser.atVillage().signedIn();
    browser.jobs.add(job(State.RUNNING, 0, MadeNames.THE_OPERATOR));
    browser.jobs.add(job(State.RUNNING, 0, MadeNames.node("Maras")));

    assertThat(browser.get("/admin/jobs", "Accept-Language", "es").html())
        .contains("La pidió el operador", "La pidió un nodo de Maras")
        .doesNotContain("the operator");
  }

  @Test
  void onlyOnThisNodeIsTheOperatorTheOperator() {
    assertThat(MadeNames.actor(MadeNames.OPERATOR)).isEqualTo(Words.of("person.operator"));
    assertThat(MadeNames.author(MadeNames.OPERATOR)).isEqualTo(Words.plain("operator"));
    assertThat(MadeNames.author(MadeNames.node("Maras")))
        .isEqualTo(MadeNames.actor(MadeNames.node("Maras")))
        .isEqualTo(Words.of("person.node", "Maras"));
  }

  @Test
  void anImportUnderWayCanBeCancelledAndOneThatStoppedGoesOn() throws Exception {
    Browser browser = Browser.atVillage().signedIn();
    browser.jobs.add(job(State.RUNNING, 0));

    assertThat(browser.get("/curate/import/1").html()).contains("/curate/import/1/cancel");
    browser.post("/curate/import/1/cancel");
    browser.post("/curate/import/1/retry");
    assertThat(browser.imports.asked()).containsExactly("cancel 1", "go on 1");
    assertThat(browser.get("/curate/import/2").status()).isEqualTo(404);
  }

  @Test
  void aCellIsNoFormula() {
    assertThat(CsvCell.of("=1+1")).isEqualTo("\"'=1+1\"");
    assertThat(CsvCell.of("a \"b\"")).isEqualTo("\"a \"\"b\"\"\"");
  }

  private static JobBoard.Entry job(State state, long findings) {
    return job(state, findings, "Ana Quispe");
  }

  private static JobBoard.Entry job(State state, long findings, String askedBy) {
    return new JobBoard.Entry(
        1,
        "import",
        "fotos",
        askedBy,
        Instant.parse("2026-11-20T12:00:00Z"),
        Optional.empty(),
        state,
        false,
        2,
        OptionalLong.empty(),
        Subject.NONE,
        Map.of("added", 2L, "findings", findings),
        state == State.DONE ? Words.of("imports.looked.done", 1, 2, 1) : Words.NONE);
  }
}
