package org.acequia.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
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
        .forEach(i -> browser.jobs.found(new JobBoard.Finding("line " + i, "is wrong")));

    assertThat(browser.get("/curate/import/1").html()).contains("line 99<", "1 to 100 of 250");
    assertThat(browser.get("/curate/import/1?from=200").html())
        .contains("line 249<")
        .doesNotContain("rel=\"next\"");
    assertThat(browser.get("/curate/import/1/findings.csv").html().lines()).hasSize(251);
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
    return new JobBoard.Entry(
        1,
        "import",
        "fotos",
        "Ana Quispe",
        Instant.parse("2026-11-20T12:00:00Z"),
        Optional.empty(),
        state,
        false,
        2,
        OptionalLong.empty(),
        "",
        Map.of("added", 2L, "findings", findings),
        "",
        List.of());
  }
}
