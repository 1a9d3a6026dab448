package org.acequia.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.acequia.core.archive.CollectionId;
import org.acequia.core.archive.Description;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.archive.Term;
import org.acequia.web.memory.MemoryNode;
import org.junit.jupiter.api.Test;

/// What pages show of files, and where there is nothing to show.
class ShownFilesTests {

  @Test
  void aFileThatHasNotArrivedSaysSoAndIsNeitherShownNorOffered() throws Exception {
    Browser browser = Browser.atVillage();
    ItemId item = browser.theVillage().items().getLast();
    MediaFile file = browser.archive.item(item).orElseThrow().media().getFirst();
    assertThat(browser.get("/items/" + item).html()).contains("/ipfs/" + file.blob());
    browser.node.lose(file.blob());
    assertThat(browser.get("/items/" + item).html())
        .contains("This file has not arrived here yet.")
        .contains(file.name())
        .doesNotContain("/ipfs/");
  }

  @Test
  void aPaperWithoutAPictureShowsHowItBegins() throws Exception {
    Browser browser = Browser.atVillage();
    ItemId item = paper(browser);
    MediaFile file = browser.archive.item(item).orElseThrow().media().getFirst();
    browser.extractions.read(file.blob(), "  Acta <primera>. " + "a".repeat(1_000));
    assertThat(browser.get("/items/" + item).html())
        .contains("Acta &lt;primera&gt;. aaa")
        .contains("aaa…</blockquote>");
  }

  @Test
  void aCollectionWithoutPicturesHasADrawnCover() throws Exception {
    Browser browser = Browser.atVillage();
    CollectionId bare =
        browser.archive.addCollection(
            MemoryNode.ANA.author(),
            Description.of(Map.of(Term.TITLE, java.util.List.of(new LangText("es", "Cartas")))));
    String cover =
        browser
            .get("/collections")
            .html()
            .replaceFirst("(?s).*href=\"/collections/" + bare + "\"><span class=\"", "")
            .replaceFirst("(?s)\".*", "");
    assertThat(cover).matches("mosaic drawn at-[0-3]");
  }

  private static ItemId paper(Browser browser) {
    return browser.theVillage().items().stream()
        .filter(id ->
            browser.archive.item(id).orElseThrow().media().size() == 1
                && browser
                    .archive
                    .item(id)
                    .orElseThrow()
                    .media()
                    .getFirst()
                    .mediaType()
                    .equals("application/pdf"))
        .findFirst()
        .orElseThrow();
  }
}
