package org.acequia.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.acequia.it.pages.Chromium;
import org.acequia.it.pages.Examination;
import org.acequia.it.pages.PageList;
import org.acequia.it.pages.PictureArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What holds for every page, in a real browser, at a desk and on a phone, by day and by night, and
/// turned round.
class PagesIT {

  /// HTML, style sheets and scripts as they are before compression; pictures, sounds, papers and
  /// the typeface are not counted.
  private static final long READERS_BYTES_MAX = 30_000;

  private static final Set<String> COUNTED = Set.of("document", "stylesheet", "script");

  @TempDir private static Path folder;
  private static PictureArchive archive;
  private static Chromium chromium;

  @BeforeAll
  static void open() {
    chromium = Chromium.start();
    archive = PictureArchive.in(folder);
  }

  @AfterAll
  static void close() {
    if (archive != null) {
      archive.close();
    }
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  void noPageHasAGraveFaultOrSticksOutOrSpeaksOutOfTurn() {
    Map<String, List<String>> faults = new LinkedHashMap<>();
    for (Chromium.Mode mode : Chromium.Mode.ALL) {
      each(
          mode,
          faults,
          (page, entry) -> {
            Chromium.screenshot(page, "%s.%s".formatted(entry.name(), mode.name()));
            Examination examination = new Examination(page);
            List<String> found = new ArrayList<>(examination.overflow());
            found.addAll(examination.accessibility());
            if (mode.mirrored()) {
              found.addAll(examination.unlocalised());
            }
            return found;
          });
    }
    assertThat(faults).as(Examination.report(faults)).isEmpty();
  }

  @Test
  void everyPageWorksByKeyboardAlone() {
    Map<String, List<String>> faults = new LinkedHashMap<>();
    each(Chromium.Mode.DESK, faults, (page, entry) -> new Examination(page).keyboard());
    assertThat(faults).as(Examination.report(faults)).isEmpty();
  }

  @Test
  void readersPagesAreSmallAndSayTheSameWithoutJavaScript() {
    Map<String, List<String>> faults = new LinkedHashMap<>();
    try (BrowserContext with = chromium.window(Chromium.Mode.DESK);
        BrowserContext without = chromium.window(Chromium.Mode.DESK.withoutScript())) {
      for (PageList.Entry entry : PageList.of(archive)) {
        if (entry.audience() == PageList.Audience.READER) {
          AtomicLong bytes = new AtomicLong();
          Page page = with.newPage();
          page.onResponse(response -> bytes.addAndGet(counted(response)));
          String words = words(page, entry);
          System.out.printf("%-24s %,d bytes%n", entry.name(), bytes.get());
          List<String> found = new ArrayList<>();
          if (bytes.get() >= READERS_BYTES_MAX) {
            found.add("%,d bytes".formatted(bytes.get()));
          }
          Page plain = without.newPage();
          if (!words(plain, entry).equals(words)) {
            found.add("says something else without JavaScript");
          }
          if (!found.isEmpty()) {
            faults.put(entry.name(), found);
          }
          page.close();
          plain.close();
        }
      }
    }
    assertThat(faults).as(Examination.report(faults)).isEmpty();
  }

  private static String words(Page page, PageList.Entry entry) {
    page.navigate(archive.address(entry.path()));
    return page.locator("body").innerText();
  }

  private static long counted(Response response) {
    return COUNTED.contains(response.request().resourceType()) ? response.body().length : 0;
  }

  /// Opens every page in a mode and collects what `examine` finds, and what the browser complains
  /// of.
  private static void each(
      Chromium.Mode mode,
      Map<String, List<String>> faults,
      BiFunction<Page, PageList.Entry, List<String>> examine) {
    try (BrowserContext anybody = chromium.window(mode);
        BrowserContext curator = chromium.window(mode)) {
      Page visited = anybody.newPage();
      Page desk = curator.newPage();
      archive.signIn(desk);
      for (Page page : List.of(visited, desk)) {
        if (mode.mirrored()) {
          page.navigate(archive.address("/language/ar-XB"));
        }
      }
      List<String> complaints = new ArrayList<>();
      for (Page page : List.of(visited, desk)) {
        page.onConsoleMessage(message -> {
          if (message.type().equals("error")) {
            complaints.add("the browser says: " + message.text());
          }
        });
      }
      for (PageList.Entry entry : PageList.of(archive)) {
        Page page = entry.audience() == PageList.Audience.CURATOR ? desk : visited;
        complaints.clear();
        Response response = page.navigate(archive.address(entry.path()));
        List<String> found = new ArrayList<>();
        if (response.status() != 200) {
          found.add("status %d".formatted(response.status()));
        }
        found.addAll(examine.apply(page, entry));
        found.addAll(complaints);
        if (!found.isEmpty()) {
          faults.put(entry.name() + " (" + mode.name() + ")", found);
        }
      }
    }
  }
}
