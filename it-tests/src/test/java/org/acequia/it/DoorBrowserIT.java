package org.acequia.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import org.acequia.it.harness.NodeProcess;
import org.acequia.it.harness.NodeProcess.CommandResult;
import org.acequia.it.pages.Chromium;
import org.acequia.it.pages.Chromium.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// A steward in Chromium who has forgotten the password, and looks after the node.
class DoorBrowserIT {

  private static final String PASSWORD = "a new password";

  @TempDir private Path folder;

  @Test
  void theRecoverySheetLetsAStewardBackInWhoSeesHowTheNodeIs() throws Exception {
    try (NodeProcess node = NodeProcess.on(folder.resolve("node")).start();
        Chromium chromium = Chromium.start()) {
      CommandResult sheet =
          node.command("setup", "--community", "Vila", "--curator", "Rosa", "--json");
      String code =
          JsonMapper.builder().build().readTree(sheet.output()).path("recoveryCode").asString();
      // The certificate that the node made for itself, which the person has accepted.
      String base = "https://localhost:" + node.httpsPort();
      try (BrowserContext desk = chromium.window(Mode.DESK.in("en-GB"))) {
        Page page = desk.newPage();
        recover(page, base, code);
        signIn(page, base);
        makeToken(page, base);
        look(page, base, "desktop");
      }
      try (BrowserContext phone = chromium.window(Mode.PHONE.in("en-GB"))) {
        Page page = phone.newPage();
        signIn(page, base);
        look(page, base, "phone");
      }
    }
  }

  private static void recover(Page page, String base, String code) {
    page.navigate(base + "/sign-in");
    page.locator("a[href='/sign-in/recover']").click();
    page.fill("#name", "Rosa");
    page.fill("#code", "aaaa-" + code.substring(5));
    page.fill("#recover-password", PASSWORD);
    page.fill("#recover-again", PASSWORD);
    page.locator("form[action='/sign-in/recover'] button").click();
    assertThat(page.locator(".notice.problem")).isVisible();
    page.fill("#code", code.toUpperCase(java.util.Locale.ROOT).replace('-', ' '));
    page.fill("#recover-password", PASSWORD);
    page.fill("#recover-again", PASSWORD);
    Chromium.screenshot(page, "door-recover");
    page.locator("form[action='/sign-in/recover'] button").click();
    assertThat(page.locator("code.code")).isVisible();
    assertThat(page.locator("code.code")).not().hasText(code);
    Chromium.screenshot(page, "door-recovered");
  }

  private static void signIn(Page page, String base) {
    page.navigate(base + "/sign-in?back=/admin");
    page.fill("#name", "Rosa");
    page.fill("#password", PASSWORD);
    page.locator("form[action='/sign-in'] button").click();
    page.waitForURL("**/admin");
  }

  private static void makeToken(Page page, String base) {
    page.navigate(base + "/curate/tokens");
    page.fill("#name", "nightly import");
    page.locator("form[action='/curate/tokens'] button").click();
    assertThat(page.locator("#made")).containsText("acq_");
    Chromium.screenshot(page, "door-token");
  }

  private static void look(Page page, String base, String width) {
    page.navigate(base + "/admin");
    assertThat(page.locator(".health li")).not().hasCount(0);
    assertThat(page.locator("svg.qr")).isVisible();
    fits(page);
    Chromium.screenshot(page, "door-admin-" + width);
    page.navigate(base + "/admin/audit");
    assertThat(page.locator(".acts")).containsText("Came back with the recovery sheet");
    fits(page);
    Chromium.screenshot(page, "door-audit-" + width);
    page.navigate(base + "/curate/account");
    fits(page);
    Chromium.screenshot(page, "door-account-" + width);
  }

  /// Nothing sticks out sideways.
  private static void fits(Page page) {
    Object wide =
        page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth");
    org.assertj.core.api.Assertions.assertThat(wide).as(page.url()).isEqualTo(false);
  }
}
