package org.acequia.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.acequia.it.harness.NodeProcess;
import org.acequia.it.harness.Village;
import org.acequia.it.pages.Chromium;
import org.acequia.it.pages.Chromium.Mode;
import org.acequia.it.pages.NewNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A new curator and a reader with an old phone, in a real browser.
class BrowserIT {

  @TempDir private Path folder;
  private final List<String> refused = new ArrayList<>();

  @Test
  void aCuratorSetsUpUploadsAndDescribesAndAReaderFindsItWithoutJavaScript() throws IOException {
    Path picture = picture(folder.resolve("laguna.png"));
    Path text = Files.writeString(folder.resolve("cuento.txt"), "Había una vez una acequia.");
    try (NewNode unfounded = NewNode.in(folder);
        Chromium chromium = Chromium.start()) {
      try (BrowserContext desk = chromium.window(Mode.DESK)) {
        Page page = desk.newPage();
        page.onResponse(this::note);
        foundCommunity(page, unfounded.setupLink());
        signIn(page);
        addCollection(page);
        upload(page, picture, text);
        describeFirst(page);
      }
      try (BrowserContext phone = chromium.window(Mode.PHONE.withoutScript())) {
        Page page = phone.newPage();
        page.onResponse(this::note);
        read(page, unfounded.node());
      }
      assertThat(refused).as("requests that failed").isEmpty();
    }
  }

  private static void foundCommunity(Page page, String link) {
    page.navigate(link);
    Chromium.screenshot(page, "setup");
    page.fill("#community", "San Isidro");
    page.fill("#curator", "Rosa");
    page.fill("#found-password", Village.PASSWORD);
    page.fill("#found-again", Village.PASSWORD);
    page.locator("form:has(#community) button").click();
    assertThat(page.locator("code.code")).isVisible();
    Chromium.screenshot(page, "recovery-sheet");
  }

  private static void signIn(Page page) {
    page.locator("a[href='/sign-in']").last().click();
    page.fill("#name", "Rosa");
    page.fill("#password", "a wrong password");
    page.locator("form:has(#password) button").click();
    assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
    page.fill("#name", "Rosa");
    page.fill("#password", Village.PASSWORD);
    page.locator("form:has(#password) button").click();
    page.waitForURL("**/curate**");
    Chromium.screenshot(page, "desk-empty");
  }

  private static void addCollection(Page page) {
    page.navigate(page.url().replaceFirst("/curate.*", "/curate/collections"));
    page.locator("textarea[name=title]").last().fill("La laguna");
    page.locator("form.describe button[type=submit], form.describe .actions button").last().click();
    page.waitForURL("**/collections/*");
    assertThat(page.getByRole(AriaRole.HEADING).first()).containsText("La laguna");
  }

  private static void upload(Page page, Path... files) {
    page.navigate(page.url().replaceFirst("/collections/.*", "/curate/upload"));
    page.setInputFiles("#files", files);
    page.locator("#upload .actions button").click();
    assertThat(page.locator(".files a[href^='/curate/items/']")).hasCount(files.length);
    Chromium.screenshot(page, "uploaded");
  }

  private static void describeFirst(Page page) {
    page.locator(".files a[href^='/curate/items/']").first().click();
    page.locator("textarea[name=title]").first().fill("Amanecer en la laguna");
    page.locator("textarea[name=description]").first().fill("Las garzas vuelven con la lluvia.");
    page.fill("#tags", "garzas, lluvia");
    Chromium.screenshot(page, "describe");
    page.locator("form.describe .actions button").last().click();
    assertThat(page.getByRole(AriaRole.HEADING).first()).containsText("Amanecer en la laguna");
    Chromium.screenshot(page, "item");
  }

  private static void read(Page page, NodeProcess node) {
    page.navigate(node.api().uri("/").toString());
    Chromium.screenshot(page, "phone-home");
    page.fill("#q", "garzas");
    page.locator("form[role=search] button").first().click();
    assertThat(page.locator("main")).containsText("Amanecer en la laguna");
    Chromium.screenshot(page, "phone-search");
    Response shown =
        page.waitForResponse(
            response -> response.url().matches(".*/(ipfs|previews)/.*") && response.status() == 200,
            () -> page.locator("main a[href^='/items/']").first().click());
    assertThat(shown.headerValue("content-security-policy")).contains("sandbox");
    assertThat(page.locator("main")).containsText("Las garzas vuelven con la lluvia.");
    Chromium.screenshot(page, "phone-item");
    page.navigate(node.api().uri("/network").toString());
    Chromium.screenshot(page, "phone-network");
  }

  private void note(Response response) {
    boolean expected = response.url().endsWith("/sign-in");
    if (response.status() >= 400 && !expected) {
      refused.add(response.status() + " " + response.url());
    }
  }

  private static Path picture(Path file) throws IOException {
    BufferedImage image = new BufferedImage(640, 400, BufferedImage.TYPE_INT_RGB);
    var canvas = image.createGraphics();
    for (int y = 0; y < 400; y++) {
      canvas.setColor(new Color(60 + y / 3, 120 + y / 4, 200 - y / 3));
      canvas.drawLine(0, y, 640, y);
    }
    canvas.setColor(new Color(250, 220, 120));
    canvas.fillOval(420, 120, 90, 90);
    canvas.dispose();
    ImageIO.write(image, "png", file.toFile());
    return file;
  }
}
