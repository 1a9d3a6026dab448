package org.acequia.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.media.DocumentPage;
import org.acequia.core.media.DocumentPages;
import org.acequia.core.media.Extraction;
import org.acequia.core.media.Extraction.Findings;
import org.acequia.core.media.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Papers page by page, and pictures that cannot be shown.
class LookPageTests {

  private Browser browser;
  private ItemId item;
  private MediaFile file;

  @BeforeEach
  void comeToAPaper() throws Exception {
    browser = Browser.atVillage();
    come("application/pdf");
    browser.extractions.read(file.blob(), org.acequia.web.memory.MemoryExtractions.paper(3));
  }

  @Test
  void aPaperLeadsToItsPages() throws Exception {
    assertThat(browser.get("/items/" + item).html())
        .contains("href=\"/items/" + item + "/look/1\"")
        .contains("page by page");
  }

  @Test
  void aPageIsShownWithItsWordsAndWhatIsBeforeAndBehindIt() throws Exception {
    browser.extractions.draw(2, new DocumentPage.Drawn(1_000, 1_414, "Turnos <de> agua"));

    Browser.Answer second = browser.get(look(2));

    assertThat(second.status()).isEqualTo(200);
    assertThat(second.html())
        .contains("/previews/" + file.blob() + "/page-2\"")
        .contains(file.name() + ", page 2 of 3")
        .contains("Turnos &lt;de&gt; agua")
        .contains("rel=\"prev\" href=\"" + look(1))
        .contains("rel=\"next\" href=\"" + look(3))
        .contains("&amp;download=true\"");
    browser.extractions.draw(3, new DocumentPage.Drawn(1_000, 1_414, ""));
    assertThat(browser.get(look(3)).html()).doesNotContain("rel=\"next\"").doesNotContain("words");
  }

  @Test
  void aPageThatIsBeingMadeSaysSoAndIsNotKept() throws Exception {
    Browser.Answer second = browser.get(look(2));

    assertThat(second.status()).isEqualTo(202);
    assertThat(second.html()).contains("is being made").contains("href=\"" + look(2) + "\"");
    assertThat(browser.get(look(1)).html())
        .contains("/previews/" + file.blob() + "/large")
        .contains("is being made")
        .contains("href=\"" + look(1) + "\">Look again");
  }

  @Test
  void aPageOfWhichThereIsNoPictureSaysSoAndOffersTheFile() throws Exception {
    browser.extractions.draw(2, new DocumentPage.Missing(Fault.TOO_LONG));
    assertThat(browser.get(look(2)).html())
        .contains("No picture could be made of this page")
        .contains("/ipfs/" + file.blob());
    browser.extractions.draw(2, new DocumentPage.Missing(Fault.NO_SPACE));
    Browser.Answer cramped = browser.signedIn().get(look(2));
    assertThat(cramped.html()).contains("There is no room").doesNotContain("/retry\"");
    assertThat(cramped.status()).as("soon there may be room").isEqualTo(202);
  }

  @Test
  void whoIsSignedInCanHaveAPageTriedAgain() throws Exception {
    browser.extractions.draw(2, new DocumentPage.Missing(Fault.TOO_LONG));
    String retry = "/curate/files/" + file.blob() + "/retry";
    assertThat(browser.get(look(2)).html()).doesNotContain(retry);
    browser.signedIn();

    assertThat(browser.get(look(2)).html())
        .contains("action=\"" + retry)
        .contains("name=\"back\" value=\"" + look(2));
    assertThat(browser.post(retry, "back", look(2)).location()).isEqualTo(look(2));
    assertThat(browser.post(retry, "back", "//example.org" + look(2)).location())
        .isEqualTo("/curate/files");
  }

  @Test
  void aPaperOfOnePageHasNothingToTurn() throws Exception {
    browser.extractions.read(file.blob(), org.acequia.web.memory.MemoryExtractions.paper(1));

    assertThat(browser.get(look(1)).html())
        .contains("<p class=\"turn\">")
        .doesNotContain("<nav class=\"turn\"");
  }

  @Test
  void aNumberBeyondThePagesLeadsToTheNearestAndWhatIsNoNumberNowhere() throws Exception {
    for (String page : new String[] {"0", "-1", "01", "-99999999999"}) {
      assertThat(browser.get(numbered(page)).location()).as(page).isEqualTo(look(1));
    }
    for (String page : new String[] {"4", "99999999999"}) {
      assertThat(browser.get(numbered(page)).location()).as(page).isEqualTo(look(3));
    }
    for (String page : new String[] {"x", "-", "1.5"}) {
      assertThat(browser.get(numbered(page)).status()).as(page).isEqualTo(404);
    }
  }

  @Test
  void aLongPaperSaysHowFarItsPagesCanBeTurned() throws Exception {
    int last = DocumentPages.PAGES_MAX;
    browser.extractions.read(file.blob(), org.acequia.web.memory.MemoryExtractions.paper(2_000));
    browser.extractions.draw(last, new DocumentPage.Drawn(1_000, 1_414, ""));

    assertThat(browser.get(look(last)).html())
        .contains("The first 120 of 2,000 pages")
        .doesNotContain("rel=\"next\"");
    assertThat(browser.get(look(last + 1)).location()).isEqualTo(look(last));
  }

  @Test
  void manyWordsInAnyScriptLeaveThePageSmall() throws Exception {
    for (String character : new String[] {"\u0d2a", "&", "<"}) {
      String words = character.repeat(DocumentPage.TEXT_LENGTH_MAX);
      browser.extractions.draw(2, new DocumentPage.Drawn(1_000, 1_414, words));

      byte[] page = browser.get(look(2)).html().getBytes(java.nio.charset.StandardCharsets.UTF_8);

      assertThat(page.length).as(character).isLessThan(12_500);
    }
  }

  @Test
  void aPaperThatCouldNotBeDrawnIsOfferedAsItWas() throws Exception {
    browser.extractions.read(file.blob(), new Extraction.Failed(Fault.LOCKED, Findings.NONE));

    assertThat(browser.get("/items/" + item).html())
        .doesNotContain("/look/")
        .contains("/ipfs/" + file.blob() + "?filename=");
    assertThat(browser.get(look(1)).status()).isEqualTo(404);
  }

  @Test
  void aDamagedPictureIsNamedAndNotShownBroken() throws Exception {
    come("image/");
    browser.extractions.read(file.blob(), new Extraction.Failed(Fault.DAMAGED, Findings.NONE));

    assertThat(browser.get("/items/" + item).html())
        .contains("This picture cannot be shown")
        .contains("download=")
        .doesNotContain("<img src=\"/ipfs/" + file.blob())
        .doesNotContain("/look/1");
    assertThat(browser.get("/items/" + item + "/look/1?near=true").html())
        .contains("This picture cannot be shown")
        .contains("download=true")
        .doesNotContain("<img src=\"/ipfs/" + file.blob());
  }

  private void come(String type) {
    item =
        browser.theVillage().items().stream()
            .filter(id -> files(id).size() == 1)
            .filter(id -> files(id).getFirst().mediaType().startsWith(type))
            .findFirst()
            .orElseThrow();
    file = files(item).getFirst();
  }

  private java.util.List<MediaFile> files(ItemId id) {
    return browser.archive.item(id).orElseThrow().media();
  }

  private String look(int page) {
    return numbered(Integer.toString(page));
  }

  private String numbered(String page) {
    return "/items/%s/look/1?page=%s".formatted(item, page);
  }
}
