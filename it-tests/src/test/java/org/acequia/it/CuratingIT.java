package org.acequia.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import org.acequia.it.pages.AtAnArchive;
import org.acequia.it.pages.Chromium;
import org.junit.jupiter.api.Test;

/// A curator's day, in a real browser.
class CuratingIT extends AtAnArchive {

  @Test
  void theDeskLeadsToWhatIsNotDescribedWhichIsThenDescribedWithASuggestedTag() {
    atDesk(page -> {
      String item = archive.undescribed();
      archive.awaitFound("work=undescribed", 1);
      page.navigate(archive.address("/curate"));
      page.locator(".todo a[href*=undescribed]").click();
      page.locator(".grid a[href='/curate/items/%s']".formatted(item)).first().click();
      page.locator("textarea[name=title]").first().fill("El puente viejo");
      page.locator(".picks input[value=fiesta]").check();
      page.locator("form.describe .actions button").click();
      assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.HEADING).first())
          .containsText("El puente viejo");
      assertThat(page.locator(".about .chips")).containsText("fiesta");
      assertThat(archive.titles(item)).containsExactly("El puente viejo");

      undo(page);
      assertThat(archive.titles(item)).isEmpty();
    });
  }

  @Test
  void aTitleIsChangedInTheListAndTakenBack() {
    atDesk(page -> {
      String item = archive.item(2);
      page.navigate(archive.address("/curate/items"));
      page.locator("input[name='title.%s']".formatted(item)).fill("Las salineras, de lejos");
      page.locator(".bulk button[value=save]").click();
      assertThat(page.locator(".undo")).isVisible();
      assertThat(archive.titles(item)).containsExactly("Las salineras, de lejos");
      undo(page);
      assertThat(archive.titles(item)).containsExactly("Las salineras al amanecer");
    });
  }

  @Test
  void itemsThatAreTickedAreTaggedMovedAndDeletedAndEachActIsTakenBack() {
    atDesk(page -> {
      String item = archive.item(5);
      archive.awaitFound("collection=" + archive.collection(1), 2);

      tick(page, item);
      page.fill("#addTag", "cosecha");
      page.locator("button[value=tag]").click();
      assertThat(page.locator("input[name='tags.%s']".formatted(item))).hasValue("cosecha");
      undo(page);
      page.navigate(archive.address("/curate/items/" + item));
      assertThat(page.locator("#tags")).hasValue("");

      tick(page, item);
      page.selectOption("#into", archive.collection(1));
      page.locator("button[value=move]").click();
      assertThat(page.locator(".undo")).isVisible();
      archive.awaitFound("collection=" + archive.collection(1), 3);
      undo(page);
      archive.awaitFound("collection=" + archive.collection(1), 2);

      tick(page, item);
      page.locator("button[value=remove]").click();
      assertThat(page.locator(".undo")).isVisible();
      assertThat(archive.api().getRaw("/api/v1/items/" + item).statusCode()).isEqualTo(404);
      undo(page);
      assertThat(archive.titles(item)).containsExactly("Siembra de papa");
    });
  }

  @Test
  void aConflictIsSettledAndAnEarlierVersionRestored() {
    atDesk(page -> {
      String item = archive.torn();
      page.navigate(archive.address("/items/" + item));
      page.locator(".conflict a.button").click();
      page.locator("input[name='choose.date']").first().check();
      page.locator("form.describe .actions button").click();
      assertThat(page.locator(".notice.conflict")).hasCount(0);
      assertThat(conflicts(item)).isEmpty();

      page.navigate(archive.address("/items/" + item + "/history"));
      int versions = page.locator(".stream > li").count();
      page.locator(".stream form button").last().click();
      page.waitForURL("**/items/" + item + "*");
      page.navigate(archive.address("/items/" + item + "/history"));
      assertThat(page.locator(".stream > li")).hasCount(versions + 1);
    });
  }

  @Test
  void aCollectionIsMadeRenamedAndGivenACover() {
    atDesk(page -> {
      page.navigate(archive.address("/curate/collections/" + archive.collection(0)));
      page.locator(".covers input").last().check();
      page.locator("form[action$='/cover'] button").click();
      assertThat(page.locator(".opening figure img")).isVisible();
      undo(page);
      assertThat(page.locator(".opening figure img")).hasCount(0);

      page.navigate(archive.address("/curate/collections"));
      page.locator("textarea[name=title]").last().fill("Cartas");
      page.locator("form.describe .actions button").click();
      page.locator("a[href^='/curate/collections/']").click();
      page.locator("textarea[name=title]").first().fill("Cartas y postales");
      page.locator("form.describe .actions button").click();
      assertThat(page.locator("h1")).containsText("Cartas y postales");
    });
  }

  @Test
  void searchSuggestsWhatThereIsAndUnderstandsAMistake() {
    try (BrowserContext window = chromium.window(Chromium.Mode.DESK)) {
      Page page = window.newPage();
      page.navigate(archive.address("/"));
      page.locator("#q").pressSequentially("tejed");
      assertThat(page.locator("#suggested option")).not().hasCount(0);
      page.navigate(archive.address("/search?q=tejedroas"));
      page.locator(".empty a.button").click();
      assertThat(page.locator(".hits")).containsText("Tejedoras en la plaza");
    }
  }

  @Test
  void aReaderTurnsFromPictureToPictureAndLooksCloser() {
    try (BrowserContext window = chromium.window(Chromium.Mode.DESK.withoutScript())) {
      Page page = window.newPage();
      page.navigate(archive.address("/items/" + archive.item(3)));
      page.locator(".turn a[rel=next]").click();
      assertThat(page).hasURL(archive.address("/items/" + archive.item(2)));
      page.locator(".turn a[rel=prev]").click();
      assertThat(page).hasURL(archive.address("/items/" + archive.item(3)));
      page.locator("figure > a").click();
      assertThat(page.locator(".look img")).isVisible();
      page.locator(".turn a[href*=near]").click();
      assertThat(page.locator(".look.near img")).isVisible();
    }
  }

  private static List<String> conflicts(String item) {
    List<String> conflicts = new ArrayList<>();
    archive
        .api()
        .get("/api/v1/items/" + item)
        .path("conflicts")
        .forEach(conflict -> conflicts.add(conflict.toString()));
    return conflicts;
  }

  private static void tick(Page page, String item) {
    page.navigate(archive.address("/curate/items?collection=" + archive.collection(0)));
    page.locator("input[name=pick][value='%s']".formatted(item)).check();
  }

  private static void undo(Page page) {
    Locator undo = page.locator(".undo button");
    undo.click();
    assertThat(page.locator(".undo button")).hasCount(0);
    assertThat(page.locator(".undo p")).isVisible();
  }

  private static void atDesk(java.util.function.Consumer<Page> work) {
    try (BrowserContext window = chromium.window(Chromium.Mode.DESK)) {
      Page page = window.newPage();
      archive.signIn(page);
      work.accept(page);
    }
  }
}
