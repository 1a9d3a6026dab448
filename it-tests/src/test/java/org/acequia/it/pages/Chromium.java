package org.acequia.it.pages;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.acequia.it.Requires;

/// The browser of this machine. What it gives belongs to the thread that started it.
public final class Chromium implements AutoCloseable {

  /// How long an assertion about a page may wait: the machine may be busy with other things.
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  /// Where Debian puts it.
  private static final Path EXECUTABLE = Path.of("/usr/bin/chromium");

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final int SCREENSHOT_QUALITY = 80;
  private static final int SCREENSHOT_ATTEMPTS = 3;

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

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
  /// @param width of the window, in CSS pixels
  public record Mode(int width, boolean dark, boolean script, String language) {

    /// A desk by day.
    public static final Mode DESK = new Mode(1280, false, true, "es-ES");

    /// The narrowest phone that must work, by day.
    public static final Mode PHONE = new Mode(360, false, true, "es-ES");

    private static final int HEIGHT = 800;

    /// Returns the same without JavaScript.
    public Mode withoutScript() {
      return new Mode(width, dark, false, language);
    }

    /// Returns the same for who prefers another language.
    public Mode in(String other) {
      return new Mode(width, dark, script, other);
    }

    /// Returns the same by night.
    public Mode byNight() {
      return new Mode(width, true, script, language);
    }

    /// Looks at an open page in this way from now on; its language and its scripts stay as they
    /// are.
    public void look(Page page) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(light()));
      page.setViewportSize(width, HEIGHT);
    }

    private ColorScheme light() {
      return dark ? ColorScheme.DARK : ColorScheme.LIGHT;
    }
  }

  /// Opens a window, in which nobody is signed in.
  public BrowserContext window(Mode mode) {
    return window(mode, Mode.HEIGHT);
  }

  /// Opens a window of another height.
  public BrowserContext window(Mode mode, int height) {
    return browser.newContext(
        new Browser.NewContextOptions()
            .setViewportSize(mode.width(), height)
            .setColorScheme(mode.light())
            .setLocale(mode.language())
            .setIgnoreHTTPSErrors(true)
            .setJavaScriptEnabled(mode.script()));
  }

  /// Writes what a page looks like, from its top to its end, to `target/screenshots`.
  public static void screenshot(Page page, String name) {
    shoot(
        page,
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setType(ScreenshotType.JPEG)
            .setQuality(SCREENSHOT_QUALITY)
            .setPath(SCREENSHOTS.resolve(name + ".jpg")));
  }

  /// Takes a picture of a page. On a busy machine the browser has none to give now and then, and is
  /// asked again.
  public static void shoot(Page page, Page.ScreenshotOptions options) {
    for (int attempt = 1; ; attempt++) {
      try {
        page.screenshot(options);
        return;
      } catch (PlaywrightException e) {
        if (attempt == SCREENSHOT_ATTEMPTS
            || !String.valueOf(e.getMessage()).contains("Unable to capture")) {
          throw e;
        }
      }
    }
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
