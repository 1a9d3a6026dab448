package org.acequia.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.util.ArrayList;
import java.util.List;
import org.acequia.it.pages.AtAnArchive;
import org.acequia.it.pages.Chromium;
import org.acequia.it.pages.Chromium.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A reader whose browser has no viewer for papers, and no JavaScript.
class LookingIT extends AtAnArchive {

  private static final String NEXT = ".turn a[rel=next]";

  @ParameterizedTest
  @ValueSource(ints = {360, 1280})
  void aPaperIsReadPageByPage(int width) {
    archive.turnPages();
    List<String> failed = new ArrayList<>();
    Mode mode = new Mode(width, width == 360, true, "es-ES").withoutScript();
    try (BrowserContext window = chromium.window(mode)) {
      Page page = window.newPage();
      page.onResponse(response -> note(response, failed));
      page.navigate(archive.address("/items/" + archive.paper()));
      page.locator("figure > a[href$='/look/1']").click();
      assertThat(page.locator(".turn").first()).containsText("Página 1 de 12");
      page.locator(NEXT).first().click();
      assertThat(page.locator(".turned img")).hasAttribute("alt", "reglamento.pdf, página 2 de 12");
      assertThat(page.locator(".turned img")).hasJSProperty("naturalWidth", 1_000);
      Chromium.screenshot(page, "looking-" + width);
      page.locator(".words summary").click();
      assertThat(page.locator(".words p")).containsText("Hoja 2");
      page.locator(NEXT).first().click();
      assertThat(page.locator(".notice").first())
          .containsText("No se pudo hacer una imagen de esta página");
      assertThat(page.locator("a[href*='download=true']")).isVisible();
      page.fill("#page", "12");
      page.locator(".go button").click();
      assertThat(page.locator(".turn").first()).containsText("Página 12 de 12");
      assertThat(page.locator(NEXT)).hasCount(0);
      page.locator(".crumb a").click();
      assertThat(page).hasURL(archive.address("/items/" + archive.paper()));
    }
    assertThat(failed).isEmpty();
  }

  @Test
  void aDamagedPhotographIsNamedAndNotShownBroken() {
    try (BrowserContext window = chromium.window(Mode.PHONE)) {
      Page page = window.newPage();
      page.navigate(archive.address("/items/" + archive.damaged()));
      assertThat(page.locator("figure .notice")).containsText("su archivo está dañado");
      assertThat(page.locator("figure img")).hasCount(0);
      assertThat(page.locator("figure a[href*='download=true']")).isVisible();
    }
  }

  private static void note(Response response, List<String> failed) {
    if (response.status() >= 400) {
      failed.add(response.status() + " " + response.url());
    }
  }
}
