package org.acequia.it.pages;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.acequia.it.pages.Chromium.Mode;
import org.acequia.it.pages.PageList.Audience;
import org.acequia.it.pages.PageList.Entry;

/// Opens every page twice, as it is and mirrored, and readers' pages once more without JavaScript;
/// looks at each in every width and light, and notes what is wrong. Several browsers share the
/// list.
public final class Survey {

  /// What must hold of every page.
  public enum Promise {
    /// It comes, and the browser complains of nothing.
    ANSWERS,
    /// Axe finds no serious fault, by day and by night.
    ACCESSIBLE,
    /// Nothing sticks out at the side.
    FITS,
    /// Every word comes out of a bundle.
    TRANSLATED,
    /// Every control is reached with Tab, and left again.
    BY_KEYBOARD,
    /// A reader's page is small.
    SMALL,
    /// A reader's page says the same without JavaScript.
    SAME_WITHOUT_SCRIPT
  }

  /// HTML, style sheets and scripts as they are before compression; pictures, sounds, papers and
  /// the typeface are not counted.
  private static final long READERS_BYTES_MAX = 30_000;

  private static final Set<String> COUNTED = Set.of("document", "stylesheet", "script");
  private static final String MIRRORED = "lang=ar-XB";
  private static final int BROWSERS = 2;
  private static final int OK = 200;

  private final PictureArchive archive;
  private final Map<Promise, Map<String, List<String>>> faults = new ConcurrentHashMap<>();

  private Survey(PictureArchive archive) {
    this.archive = archive;
  }

  /// Looks at `pages` of `archive`.
  public static Survey of(PictureArchive archive, List<Entry> pages) {
    Survey survey = new Survey(archive);
    Queue<Entry> rest = new ConcurrentLinkedQueue<>(pages);
    try (ExecutorService browsers = Executors.newFixedThreadPool(BROWSERS)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < BROWSERS; i++) {
        all.add(browsers.submit(() -> survey.look(rest)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("A page could not be looked at", e.getCause());
    }
    return survey;
  }

  /// Returns how a promise is broken, as one text; empty where it holds.
  public String broken(Promise promise) {
    StringBuilder report = new StringBuilder();
    new TreeMap<>(faults.getOrDefault(promise, Map.of()))
        .forEach((where, all) ->
            report.append('\n').append(where).append(":\n  ").append(String.join("\n  ", all)));
    return report.toString();
  }

  private void look(Queue<Entry> rest) {
    try (Chromium chromium = Chromium.start();
        Windows asIs = new Windows(chromium, Mode.DESK);
        Windows mirrored = new Windows(chromium, Mode.PHONE);
        Windows plain = new Windows(chromium, Mode.DESK.withoutScript())) {
      for (Entry entry = rest.poll(); entry != null; entry = rest.poll()) {
        lookAsIs(asIs, plain, entry);
        lookMirrored(mirrored, entry);
      }
    }
  }

  private void lookAsIs(Windows windows, Windows plain, Entry entry) {
    Page page = windows.open(entry, "");
    Examination examination = new Examination(page);
    if (entry.audience() == Audience.READER) {
      note(Promise.SMALL, entry, "", tooLarge(windows.bytes));
      String words = words(page);
      boolean same = words.equals(words(plain.open(entry, "")));
      note(Promise.SAME_WITHOUT_SCRIPT, entry, "", same ? List.of() : List.of(words));
    }
    examination.awaitPictures();
    shoot(page, Mode.DESK, entry, "desk");
    note(Promise.FITS, entry, "desk", examination.overflow());
    note(Promise.ACCESSIBLE, entry, "desk", examination.accessibility());
    shoot(page, Mode.DESK.byNight(), entry, "desk-dark");
    note(Promise.ACCESSIBLE, entry, "desk, dark", examination.contrast());
    shoot(page, Mode.PHONE.byNight(), entry, "phone-dark");
    shoot(page, Mode.PHONE, entry, "phone");
    note(Promise.FITS, entry, "phone", examination.overflow());
    note(Promise.ACCESSIBLE, entry, "phone", examination.accessibility());
    Mode.DESK.look(page);
    note(Promise.BY_KEYBOARD, entry, "desk", examination.keyboard());
  }

  private void lookMirrored(Windows windows, Entry entry) {
    Page page = windows.open(entry, MIRRORED);
    Examination examination = new Examination(page);
    note(Promise.TRANSLATED, entry, "mirrored", examination.unlocalised());
    shoot(page, Mode.PHONE, entry, "phone-mirrored");
    note(Promise.FITS, entry, "phone, mirrored", examination.overflow());
    shoot(page, Mode.DESK.byNight(), entry, "desk-mirrored");
    note(Promise.FITS, entry, "desk, mirrored", examination.overflow());
  }

  private static void shoot(Page page, Mode mode, Entry entry, String name) {
    mode.look(page);
    Chromium.screenshot(page, "%s.%s".formatted(entry.name(), name));
  }

  /// Without what is said to those alone who have no JavaScript.
  private static String words(Page page) {
    String words = page.locator("body").innerText();
    for (Locator more : page.locator("noscript").all()) {
      words = words.replace(more.innerText(), "");
    }
    return words.replaceAll("\\s+", " ");
  }

  private static List<String> tooLarge(long bytes) {
    return bytes < READERS_BYTES_MAX ? List.of() : List.of("%,d bytes".formatted(bytes));
  }

  private void note(Promise promise, Entry entry, String mode, List<String> found) {
    if (!found.isEmpty()) {
      faults
          .computeIfAbsent(promise, _ -> new ConcurrentHashMap<>())
          .put("%s (%s)".formatted(entry.name(), mode), found);
    }
  }

  /// Two windows of one browser: in one a curator is signed in, in the other nobody.
  private final class Windows implements AutoCloseable {

    private final Mode mode;
    private final BrowserContext anybody;
    private final BrowserContext curator;
    private final Page visited;
    private final Page desk;
    private final List<ConsoleMessage> complaints = new ArrayList<>();
    private final List<String> thrown = new ArrayList<>();
    private long bytes;

    Windows(Chromium chromium, Mode mode) {
      this.mode = mode;
      anybody = chromium.window(mode);
      curator = chromium.window(mode);
      visited = anybody.newPage();
      desk = curator.newPage();
      archive.signIn(desk);
      for (Page page : List.of(visited, desk)) {
        page.onConsoleMessage(message -> {
          if (message.type().equals("error")) {
            complaints.add(message);
          }
        });
        page.onPageError(thrown::add);
        page.onDialog(dialog -> dialog.accept());
      }
      visited.onResponse(response -> bytes += counted(response));
    }

    /// Opens a page and does there what a person does.
    Page open(Entry entry, String parameter) {
      Page page = entry.audience() == Audience.CURATOR ? desk : visited;
      mode.look(page);
      complaints.clear();
      thrown.clear();
      bytes = 0;
      String address =
          entry.address().startsWith("/") ? archive.address(entry.address()) : entry.address();
      String separator = parameter.isEmpty() ? "" : address.contains("?") ? "&" : "?";
      Response response = page.navigate(address + separator + parameter);
      List<String> found = new ArrayList<>();
      if (response.status() == entry.status()) {
        entry.steps().accept(page);
      } else {
        found.add("status %d".formatted(response.status()));
      }
      complaints.stream()
          .filter(said -> !isMeant(said, entry, response, page))
          .forEach(said ->
              found.add("the browser says: %s (%s)".formatted(said.text(), said.location())));
      thrown.forEach(error -> found.add("a script failed: " + error));
      note(Promise.ANSWERS, entry, parameter, found);
      return page;
    }

    /// The browser complains of every answer that is no success, even where the page is to be one.
    private static boolean isMeant(ConsoleMessage said, Entry entry, Response first, Page last) {
      return isOf(said, first.url(), entry.status()) || isOf(said, last.url(), entry.statusAfter());
    }

    private static boolean isOf(ConsoleMessage said, String address, int status) {
      return status != OK
          && said.text().startsWith("Failed to load resource")
          && said.text().contains("status of " + status)
          && said.location().startsWith(address + ":");
    }

    private long counted(Response response) {
      return COUNTED.contains(response.request().resourceType()) ? response.body().length : 0;
    }

    @Override
    public void close() {
      anybody.close();
      curator.close();
    }
  }
}
