package org.acequia.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.acequia.it.harness.Village;
import org.acequia.it.pages.AtAnArchive;
import org.acequia.it.pages.Chromium.Mode;
import org.acequia.it.pages.Keyboard;
import org.junit.jupiter.api.Test;

/// A curator and a reader who use nothing but the keys.
class KeyboardIT extends AtAnArchive {

  @Test
  void aCuratorSignsInUploadsDescribesTagsMovesUndoesAndSignsOut() throws IOException {
    Path tale = Files.writeString(folder.resolve("molino.txt"), "El molino del cura.");
    try (BrowserContext window = chromium.window(Mode.DESK)) {
      Page page = window.newPage();
      Keyboard keys = new Keyboard(page);
      signIn(page, keys);
      upload(page, keys, tale);
      describe(page, keys);
      moveAndUndo(page, keys);
      keys.follow("form[action='/sign-out'] button");
      assertThat(page.locator("nav a[href='/sign-in']")).isVisible();
    }
  }

  @Test
  void aReaderSearchesWhatIsSuggestedNarrowsOpensAndLooksCloser() {
    try (BrowserContext window = chromium.window(Mode.PHONE)) {
      Page page = window.newPage();
      Keyboard keys = new Keyboard(page);
      page.navigate(archive.address("/"));
      keys.follow("nav a[href='/search']").to("#q").type("tejed");
      // The list of suggestions is the browser's own; without a screen it does not open one.
      assertThat(page.locator("#suggested option").first()).hasText("Tejedoras en la plaza");
      keys.press("Control+A").type("Tejedoras en la plaza").follow();
      assertThat(page.locator(".hits")).containsText("Tejedoras en la plaza");

      page.navigate(archive.address("/search"));
      keys.follow("button[name=with][value^='place:Chinchero']");
      assertThat(page.locator(".hits > li")).hasCount(1);
      keys.follow(".hits a").follow("figure > a");
      assertThat(page.locator(".look img")).isVisible();
      keys.follow(".turn a[href*=near]").to(".look.near").press("ArrowRight").press("ArrowDown");
      page.waitForFunction(
          "() => { const e = document.querySelector('.look'); return e.scrollLeft + e.scrollTop > 0"
              + " }");
    }
  }

  @Test
  void aReaderTurnsThePagesOfAPaperAndGoesToOne() {
    try (BrowserContext window = chromium.window(Mode.PHONE)) {
      Page page = window.newPage();
      Keyboard keys = new Keyboard(page);
      archive.turnPages();
      page.navigate(archive.address("/items/" + archive.paper()));
      keys.follow("figure > a[href$='/look/1']").follow(".turn a[rel=next]");
      assertThat(page.locator(".turned img")).hasAttribute("alt", "reglamento.pdf, página 2 de 12");
      keys.to(".words summary").press("Enter");
      assertThat(page.locator(".words p")).containsText("Hoja 2");
      keys.to("#page").press("Control+A").type("3").follow();
      assertThat(page.locator(".notice").first()).isVisible();
      keys.follow(".turn a[rel=prev]").follow(".turn a[rel=prev]");
      assertThat(page.locator(".turn a[rel=prev]")).hasCount(0);
      keys.follow(".crumb a");
      assertThat(page).hasURL(archive.address("/items/" + archive.paper()));
    }
  }

  @Test
  void aReaderPlaysAndStopsARecordingAndAFilm() {
    try (BrowserContext window = chromium.window(Mode.DESK)) {
      Page page = window.newPage();
      Keyboard keys = new Keyboard(page);
      for (String player : List.of("audio", "video")) {
        String item = player.equals("audio") ? archive.item(7) : archive.video();
        page.navigate(archive.address("/items/" + item));
        keys.to(player);
        awaitPlayer(page, player, "e.paused && e.currentTime === 0");
        keys.press("Space");
        awaitPlayer(page, player, "!e.paused && e.currentTime > 0");
        keys.press("Space");
        awaitPlayer(page, player, "e.paused && e.currentTime > 0 && !e.ended");
        keys.press("Tab").to(player).press("Enter"); // the player's own button
        awaitPlayer(page, player, "!e.paused");
      }
    }
  }

  private static void awaitPlayer(Page page, String player, String state) {
    page.waitForFunction(
        "() => { const e = document.querySelector('%s'); return %s }".formatted(player, state));
  }

  private static void signIn(Page page, Keyboard keys) {
    page.navigate(archive.address("/"));
    keys.press("Tab").to(".skip").press("Enter");
    assertThat(page.locator("main")).isFocused();
    page.navigate(archive.address("/"));
    keys.follow("nav a[href='/sign-in']").to("#name").type("Rosa");
    keys.to("#password").type(Village.PASSWORD).follow();
    assertThat(page).hasURL(archive.address("/curate"));
  }

  private static void upload(Page page, Keyboard keys, Path file) {
    keys.follow("a[href='/curate/upload']").to("#collection").type("Cartas");
    keys.to("#files").choose(file).to("#upload .actions button").press("Enter");
    assertThat(page.locator("#progress [data-state=done]")).hasCount(1);
    keys.follow("#progress a[href^='/curate/items/']");
  }

  private static void describe(Page page, Keyboard keys) {
    keys.to("textarea[name=title]").press("Control+A").type("El molino del cura");
    keys.to(".picks input[value=fiesta]").press("Space");
    keys.follow("form.describe .actions button");
    assertThat(page.locator("h1")).containsText("El molino del cura");
    assertThat(page.locator(".about .chips")).containsText("fiesta");
  }

  private static void moveAndUndo(Page page, Keyboard keys) {
    archive.awaitFound("q=molino+cura", 1);
    page.navigate(archive.address("/curate/items?q=molino+cura"));
    keys.to("input[name=pick]").press("Space");
    assertThat(page.locator("input[name=pick]")).isChecked();
    keys.to("#into").type("Radio");
    keys.follow("button[value=move]");
    archive.awaitFound("q=molino+cura&collection=" + archive.collection(1), 1);
    keys.follow(".undo button");
    archive.awaitFound("q=molino+cura&collection=" + archive.collection(1), 0);
  }
}
