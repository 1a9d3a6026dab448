package org.acequia.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.WaitUntilState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.acequia.it.harness.CuttingProxy;
import org.acequia.it.harness.NodeProcess;
import org.acequia.it.harness.Village;
import org.acequia.it.pages.Chromium;
import org.acequia.it.pages.Chromium.Mode;
import org.acequia.it.pages.Dragging;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A curator sends files from a real browser, over a link that breaks.
class UploadIT {

  private static final int MIB = 1 << 20;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder;
  private NodeProcess node;
  private CuttingProxy link;
  private Chromium chromium;

  @BeforeEach
  void start() {
    node = NodeProcess.on(folder.resolve("node")).start();
    Village.found(node);
    node.api()
        .post(
            "/api/v1/collections",
            Map.of("title", List.of(Map.of("language", "es", "text", "La laguna"))));
    link = CuttingProxy.to(node.port());
    chromium = Chromium.start();
  }

  @AfterEach
  void stop() {
    chromium.close();
    link.close();
    node.close();
  }

  @Test
  void aFolderArrivesWholeThoughTheLinkIsCutAndThePageReloaded() throws IOException {
    Path tree = Files.createDirectories(folder.resolve("cosecha/fotos"));
    for (int i = 0; i < 200; i++) {
      Files.write(tree.resolve("foto-%03d.txt".formatted(i)), bytes(i, 3_000));
    }
    Path large = Files.write(folder.resolve("cosecha/fiesta.wav"), bytes(1_000, 60 * MIB));
    try (BrowserContext context = chromium.window(Mode.DESK)) {
      Page page = signedIn(context);
      link.slow(8L * MIB);
      page.setInputFiles("#folder", folder.resolve("cosecha"));
      assertThat(page.locator("#progress li")).hasCount(201);
      Chromium.screenshot(page, "upload-waiting");
      page.locator("#upload .actions button").click();
      awaitSent(20L * MIB);
      link.cut();
      assertThat(page.locator("#progress [data-state=broken]").first())
          .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(30_000));
      Chromium.screenshot(page, "upload-broken");
      link.heal();
      awaitSent(link.bytesToTarget() + 10L * MIB);
      page.onDialog(dialog -> dialog.accept());
      page.reload();
      assertThat(page.locator("#resumable")).isVisible();
      long before = link.bytesToTarget();
      page.setInputFiles("#folder", folder.resolve("cosecha"));
      page.locator("#upload .actions button").click();
      assertAll(page, 201, 201);
      Chromium.screenshot(page, "upload-done");
      assertThat(link.bytesToTarget() - before)
          .as("what had arrived is not sent again")
          .isLessThan(Files.size(large));
      assertThat(items()).isEqualTo(201);
    }
    try (BrowserContext phone = chromium.window(Mode.PHONE)) {
      link.slow(1L << 30);
      Page page = signedIn(phone);
      Chromium.screenshot(page, "upload-phone");
      page.navigate(address("/curate/accessions"));
      Chromium.screenshot(page, "accessions-phone");
    }
    assertThat(node.command("verify", "--json").exitCode()).isZero();
  }

  @Test
  void whatTheArchiveHasIsLeftOutUnlessTheCuratorWantsItTwice() throws IOException {
    Path first = Files.writeString(folder.resolve("cuento.txt"), "Había una vez una acequia.");
    Path twin = Files.copy(first, folder.resolve("copia.txt"));
    try (BrowserContext context = chromium.window(Mode.DESK)) {
      Page page = signedIn(context);
      page.setInputFiles("#files", first);
      page.locator("#upload .actions button").click();
      assertAll(page, 1, 1);
      page.setInputFiles("#files", twin);
      Locator same = page.locator("#progress [data-state=same]");
      assertThat(same).hasCount(1);
      assertThat(same.locator("a[href^='/curate/items/']")).isVisible();
      Chromium.screenshot(page, "upload-same");
      assertThat(items()).isEqualTo(1);
      same.locator("button").click();
      assertAll(page, 2, 2);
      assertThat(items()).isEqualTo(2);
    }
  }

  @Test
  void aFileThatIsRefusedCanBeTriedAgainAndOthersGoOn() throws IOException {
    Path good = Files.writeString(folder.resolve("bueno.txt"), "bueno");
    Path bad = Files.writeString(folder.resolve("lleno.txt"), "lleno");
    try (BrowserContext context = chromium.window(Mode.DESK)) {
      Page page = signedIn(context);
      boolean[] full = {true};
      page.route(
          "**/curate/uploads",
          route -> {
            String metadata = String.valueOf(route.request().headerValue("upload-metadata"));
            if (full[0] && metadata.contains("bGxlbm8udHh0")) { // lleno.txt
              route.fulfill(new Route.FulfillOptions().setStatus(507));
            } else {
              route.resume();
            }
          });
      page.setInputFiles("#files", new Path[] {good, bad});
      page.locator("#upload .actions button").click();
      Locator failed = page.locator("#progress [data-state=failed]");
      assertThat(failed).hasCount(1);
      assertThat(failed).containsText("disco");
      assertAll(page, 2, 1);
      Chromium.screenshot(page, "upload-failed");
      full[0] = false;
      failed.locator("button").click();
      assertAll(page, 2, 2);
    }
  }

  /// The files travel as a person's do, from the desktop, folders and all.
  @Test
  void filesAndFoldersAreDraggedOntoThePage() throws IOException {
    Path tree = Files.createDirectories(folder.resolve("cosecha/fotos"));
    Files.writeString(tree.resolve("uno.txt"), "uno");
    Files.writeString(tree.resolve(".DS_Store"), "left behind by a system");
    Files.writeString(folder.resolve("cosecha/dos.txt"), "dos");
    Path alone = Files.writeString(folder.resolve("tres.txt"), "tres");
    try (BrowserContext context = chromium.window(Mode.DESK)) {
      Page page = signedIn(context);
      Dragging.of(page, folder.resolve("cosecha"), alone).over("#zone");
      assertThat(page.locator("#zone")).hasClass(Pattern.compile(".*\\bover\\b.*"));
      Chromium.screenshot(page, "upload-dragging");
      Dragging.of(page, folder.resolve("cosecha"), alone).dropOn("#zone");
      assertThat(page.locator("#progress li")).hasCount(3);
      assertThat(page.locator("#progress")).containsText("cosecha/fotos/uno.txt");
      page.locator("#upload .actions button").click();
      assertAll(page, 3, 3);
      assertThat(items()).isEqualTo(3);
    }
  }

  @Test
  void filesThatAreChosenBeforeTheScriptIsThereAreTakenIntoTheQueue() throws IOException {
    Path early = Files.writeString(folder.resolve("temprano.txt"), "temprano");
    try (BrowserContext context = chromium.window(Mode.DESK)) {
      Page page = signedIn(context);
      List<Route> held = new ArrayList<>();
      page.route("**/upload.js*", held::add);
      page.reload(new Page.ReloadOptions().setWaitUntil(WaitUntilState.COMMIT));
      page.setInputFiles("#files", early);
      assertThat(page.locator("#progress li")).hasCount(0);
      held.forEach(Route::resume);
      assertThat(page.locator("#progress li")).hasCount(1);
      page.locator("#upload .actions button").click();
      assertAll(page, 1, 1);
      assertThat(items()).isEqualTo(1);
    }
  }

  @Test
  void theFormWorksWithoutJavaScriptForThoseWhoAreSignedIn() throws IOException {
    Path[] files = {
      Files.writeString(folder.resolve("uno.txt"), "uno"),
      Files.writeString(folder.resolve("dos.txt"), "dos")
    };
    try (BrowserContext context = chromium.window(Mode.PHONE.withoutScript())) {
      Page page = signedIn(context);
      page.setInputFiles("#files", files);
      page.locator("#upload .actions button").click();
      assertThat(page.locator(".done .files a[href^='/curate/items/']")).hasCount(2);
      Chromium.screenshot(page, "upload-without-script");
      assertThat(items()).isEqualTo(2);
      page.setInputFiles("#files", files);
      page.locator("#upload .actions button").click();
      assertThat(page.locator(".done .files a[href^='/curate/items/']")).hasCount(2);
      assertThat(items()).as("the same again").isEqualTo(2);
    }
    try (BrowserContext stranger = chromium.window(Mode.PHONE.withoutScript())) {
      var answer =
          stranger
              .request()
              .post(
                  address("/curate/upload"),
                  com.microsoft.playwright.options.RequestOptions.create()
                      .setMultipart(
                          com.microsoft.playwright.options.FormData.create()
                              .set("files", files[0])));
      assertThat(answer.status()).isEqualTo(403);
    }
    try (var left = Files.list(folder.resolve("node/forms"))) {
      assertThat(left).as("files of forms left behind").isEmpty();
    }
  }

  @Test
  void anAccessionIsUndoneAsOneAct() throws IOException {
    Path[] files = {
      Files.writeString(folder.resolve("uno.txt"), "uno"),
      Files.writeString(folder.resolve("dos.txt"), "dos")
    };
    try (BrowserContext context = chromium.window(Mode.DESK)) {
      Page page = signedIn(context);
      page.setInputFiles("#files", files);
      page.locator("#upload .actions button").click();
      assertAll(page, 2, 2);
      page.locator("#undo").click();
      page.waitForURL("**/curate/accessions");
      Chromium.screenshot(page, "accessions");
      page.locator("main form button").first().click();
      Awaitility.await("the items go away").atMost(PATIENCE).until(() -> items() == 0);
      page.reload();
      assertThat(page.locator("main form button")).hasCount(0);
      Chromium.screenshot(page, "accessions-undone");
    }
  }

  /// Waits until so many rows are there, of which so many are done.
  private static void assertAll(Page page, int rows, int done) {
    assertThat(page.locator("#progress li")).hasCount(rows);
    assertThat(page.locator("#progress [data-state=done]"))
        .hasCount(
            done, new LocatorAssertions.HasCountOptions().setTimeout((double) PATIENCE.toMillis()));
  }

  private void awaitSent(long bytes) {
    Awaitility.await("%,d bytes are sent".formatted(bytes))
        .atMost(PATIENCE)
        .until(() -> link.bytesToTarget() >= bytes);
  }

  private long items() {
    long items = 0;
    for (JsonNode collection : node.api().get("/api/v1/collections")) {
      items += collection.path("items").asLong();
    }
    return items;
  }

  private Page signedIn(BrowserContext context) {
    Page page = context.newPage();
    page.navigate(address("/sign-in?back=%2Fcurate%2Fupload"));
    page.fill("#name", "Rosa");
    page.fill("#password", Village.PASSWORD);
    page.locator("form:has(#password) button").click();
    page.waitForURL("**/curate/upload");
    return page;
  }

  private String address(String path) {
    return "http://127.0.0.1:%d%s".formatted(link.port(), path);
  }

  private static byte[] bytes(int seed, int size) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
