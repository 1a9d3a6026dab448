package org.acequia.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ScreenshotType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.acequia.it.harness.Demo;
import org.acequia.it.pages.Chromium;
import org.acequia.it.pages.Chromium.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pictures of the README, taken of the demonstration as it runs: written to
/// `target/screenshots/readme`, and copied from there to `docs/screenshots` by hand.
class ScreenshotsIT {

  private static final Path PICTURES = Path.of("target", "screenshots", "readme");
  private static final int PICTURE_BYTES_MAX = 200_000;

  @TempDir private Path folder;

  @Test
  void theReadmeShowsWhatThereIs() throws IOException {
    try (Demo demo = Demo.start(folder, "--pace", "0").awaitSaid("Settle it: ");
        Chromium chromium = Chromium.start()) {
      String alta = address(demo, "alta");
      String elbow = address(demo, "elbow");
      String heron = found(demo, "Settle it: (\\S+)");
      try (BrowserContext desk = chromium.window(Mode.DESK.in("en"), 860)) {
        Page page = desk.newPage();
        shoot(page, alta, "home");
        shoot(page, elbow + "network", "network");
        shoot(page, alta + "search?q=farol*", "search");
        signIn(page, alta, found(demo, "use the password (\\S+)"));
        shoot(page, heron, "conflict");
        page.navigate(alta + "curate/poster?wifi=Nuncaseca&address=http://192.168.1.10:8080/");
        page.locator(".poster").scrollIntoViewIfNeeded();
        write(page, "poster");
      }
      try (BrowserContext night = chromium.window(Mode.DESK.byNight().in("es"), 860)) {
        Page page = night.newPage();
        page.navigate(elbow + "search?q=%22reloj+del+agua%22");
        page.locator("main a[href^='/items/']").first().click();
        write(page, "item");
      }
      try (BrowserContext phone = chromium.window(new Mode(390, false, true, "pt"), 780)) {
        shoot(phone.newPage(), elbow, "phone");
      }
    }
    try (var pictures = Files.list(PICTURES)) {
      assertThat(pictures)
          .hasSize(7)
          .allSatisfy(picture -> assertThat(Files.size(picture)).isLessThan(PICTURE_BYTES_MAX));
    }
  }

  private static void signIn(Page page, String base, String password) {
    page.navigate(base + "sign-in");
    page.fill("#name", "Rosa");
    page.fill("#password", password);
    page.locator("form:has(#password) button").click();
    page.waitForURL("**/curate**");
  }

  private static void shoot(Page page, String address, String name) {
    page.navigate(address);
    write(page, name);
  }

  private static void write(Page page, String name) {
    page.waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);
    Chromium.shoot(
        page,
        new Page.ScreenshotOptions()
            .setType(ScreenshotType.JPEG)
            .setQuality(78)
            .setPath(PICTURES.resolve(name + ".jpg")));
  }

  private static String address(Demo demo, String village) {
    return found(demo, "(http://" + village + "\\.localhost:\\d+/)");
  }

  private static String found(Demo demo, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(demo.output());
    assertThat(matcher.find()).as(pattern + " in: " + demo.output()).isTrue();
    return matcher.group(1);
  }
}
