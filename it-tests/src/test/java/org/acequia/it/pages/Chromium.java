package org.acequia.it.pages;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.acequia.it.Requires;

/// The browser of this machine.
public final class Chromium implements AutoCloseable {

  /// Where Debian puts it.
  public static final Path EXECUTABLE = Path.of("/usr/bin/chromium");

  /// The narrowest phone that must work, in CSS pixels.
  public static final int PHONE_WIDTH = 360;

  private static final int DESK_WIDTH = 1280;
  private static final int HEIGHT = 800;

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /// How long an assertion about a page may wait: the machine may be busy with other things.
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  /// Starts it, or skips the test where there is none.
  public static Chromium start() {
    PlaywrightAssertions.setDefaultAssertionTimeout((double) PATIENCE.toMillis());
    Requires.that(Files.isExecutable(EXECUTABLE), "Chromium is missing: apt-get install chromium");
    Playwright playwright = Playwright.create();
    return new Chromium(
        playwright,
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(EXECUTABLE)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync"))));
  }

  /// In what a person looks at a page.
  ///
  /// @param mirrored whether in the pseudo-language that is written from right to left
  public record Mode(String name, boolean phone, boolean dark, boolean mirrored, boolean script) {

    /// A desk by day.
    public static final Mode DESK = new Mode("desk", false, false, false, true);

    /// Every mode in which every page must hold.
    public static final List<Mode> ALL =
        List.of(
            DESK,
            new Mode("desk-dark", false, true, false, true),
            new Mode("phone", true, false, false, true),
            new Mode("phone-dark", true, true, false, true),
            new Mode("phone-mirrored", true, false, true, true),
            new Mode("desk-mirrored", false, true, true, true));

    /// Returns the same without JavaScript.
    public Mode withoutScript() {
      return new Mode(name + "-noscript", phone, dark, mirrored, false);
    }
  }

  /// Opens a window.
  public BrowserContext window(Mode mode) {
    return browser.newContext(
        new Browser.NewContextOptions()
            .setViewportSize(mode.phone() ? PHONE_WIDTH : DESK_WIDTH, HEIGHT)
            .setColorScheme(mode.dark() ? ColorScheme.DARK : ColorScheme.LIGHT)
            .setLocale("es-ES")
            .setIgnoreHTTPSErrors(true)
            .setJavaScriptEnabled(mode.script()));
  }

  /// Writes what a page looks like to `target/screenshots`.
  public static void screenshot(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(Path.of("target", "screenshots", name + ".png")));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
