package org.acequia.it.pages;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.acequia.it.harness.Village;

/// Every page there is. A page that is added to the node is added here, and all that must hold for
/// every page is then tested of it too.
public final class PageList {

  private PageList() {}

  /// Who comes to a page.
  public enum Audience {
    /// Whoever passes by: under 30 kB, and without JavaScript.
    READER,
    /// Somebody at the door.
    VISITOR,
    /// Somebody who is signed in.
    CURATOR
  }

  /// A page.
  ///
  /// @param name of its screenshots
  /// @param address a path of the archive, or a whole address
  /// @param status with which it answers
  /// @param steps what a person does there until the page is the one that is meant
  /// @param statusAfter with which that one answers
  public record Entry(
      String name,
      String address,
      Audience audience,
      int status,
      Consumer<Page> steps,
      int statusAfter) {

    Entry answering(int other) {
      return new Entry(name, address, audience, other, steps, other);
    }

    Entry then(Consumer<Page> more) {
      return new Entry(name, address, audience, status, more, statusAfter);
    }

    Entry refused(int after) {
      return new Entry(name, address, audience, status, steps, after);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /// Returns the pages of an archive, and those of a node that has no community yet.
  public static List<Entry> of(PictureArchive archive, NewNode unfounded) {
    List<Entry> all = new ArrayList<>(reading(archive));
    all.addAll(atTheDoor(archive, unfounded));
    all.addAll(curating(archive));
    all.addAll(stewarding(archive));
    return List.copyOf(all);
  }

  private static List<Entry> reading(PictureArchive archive) {
    String item = archive.item(1);
    String collection = "/collections/" + archive.collection(0);
    return List.of(
        reader("home", "/"),
        reader("collections", "/collections"),
        reader("collection", collection),
        reader("collection-by-date", collection + "?order=date"),
        reader("collection-empty", "/collections/" + archive.emptyCollection()),
        reader("search", "/search"),
        reader("search-words", "/search?q=acequia"),
        reader("search-narrowed", "/search?place=Maras&kind=picture"),
        reader("search-nothing", "/search?q=aceqiua"),
        reader("item", "/items/" + item),
        reader("item-torn", "/items/" + archive.torn()),
        reader("item-paper", "/items/" + archive.item(6)),
        reader("item-recording", "/items/" + archive.item(7)),
        reader("item-video", "/items/" + archive.video()),
        reader("item-pdf", "/items/" + archive.document()),
        reader("item-paper-pages", "/items/" + archive.paper()),
        reader("item-damaged", "/items/" + archive.damaged()),
        reader("item-damaged-look", "/items/" + archive.damaged() + "/look/1"),
        reader("document-page", "/items/" + archive.document() + "/look/1"),
        reader("document-page-words", "/items/" + archive.paper() + "/look/1?page=2"),
        reader("document-page-near", "/items/" + archive.document() + "/look/1?page=2&near=true"),
        reader("document-page-none", "/items/" + archive.paper() + "/look/1?page=3"),
        reader("item-without-its-file", "/items/" + archive.withoutItsFile()),
        reader("item-undescribed", "/items/" + archive.undescribed()),
        reader("item-history", "/items/" + archive.torn() + "/history"),
        reader("item-look", "/items/" + item + "/look/1"),
        reader("item-look-near", "/items/" + item + "/look/1?near=true"),
        reader("network", "/network").then(PageList::lookAway),
        reader("failure", "/items/none").answering(404));
  }

  private static List<Entry> atTheDoor(PictureArchive archive, NewNode unfounded) {
    return List.of(
        visitor("sign-in", "/sign-in"),
        visitor("sign-in-over-plain-http", archive.addressOnTheNetwork("/sign-in")).answering(403),
        visitor("sign-in-without-https", unfounded.addressOnTheNetwork("/sign-in")).answering(403),
        visitor("recover", "/sign-in/recover"),
        visitor("recovered", "/sign-in/recover").then(page -> recover(page, archive)),
        visitor("waiting", unfounded.address("/")),
        visitor("setup", unfounded.setupLink()),
        visitor("setup-closed", unfounded.address("/setup?token=old")).answering(403));
  }

  private static List<Entry> curating(PictureArchive archive) {
    String item = archive.item(1);
    return List.of(
        curator("desk", "/curate"),
        curator("items", "/curate/items"),
        curator("items-undescribed", "/curate/items?show=undescribed"),
        curator("items-none", "/curate/items?q=nnnnnn"),
        curator("describe", "/curate/items/" + item),
        curator("describe-undescribed", "/curate/items/" + archive.undescribed()),
        curator("describe-torn", "/curate/items/" + archive.torn()),
        curator("item-curator", "/items/" + item),
        curator("history-curator", "/items/" + item + "/history"),
        curator("collections-curator", "/curate/collections"),
        curator("collection-describe", "/curate/collections/" + archive.collection(0)),
        curator("undo", "/curate/collections/" + archive.collection(0))
            .then(PageList::chooseNoCover),
        curator("upload", "/curate/upload"),
        curator("import", "/curate/import"),
        curator("import-looked-at", "/curate/import/" + archive.lookedAt())
            .then(page -> page.locator("#wrong").waitFor()),
        curator("upload-chosen", "/curate/upload").then(PageList::chooseFiles),
        curator("upload-into-item", "/curate/upload?item=" + item),
        curator("upload-sent", "/curate/upload").then(page -> send(page, "sent")),
        curator("accessions", "/curate/accessions").then(PageList::lookAtWhatWasSent),
        curator("files", "/curate/files"),
        curator("pairing", "/curate/network"),
        curator("invite", "/curate/network").then(PageList::invite),
        curator("poster", "/curate/poster"),
        curator("poster-wifi", "/curate/poster?wifi=Maras&address=http%3A%2F%2F192.168.1.10%2F"),
        curator("people", "/curate/people"),
        curator("people-refused", "/curate/people")
            .then(page -> addPerson(page, "other"))
            .refused(422),
        curator("recovery-sheet", "/curate/people").then(page -> addPerson(page, "")),
        curator("network-curator", "/network").then(PageList::lookAway),
        curator("tokens", "/curate/tokens"),
        curator("token", "/curate/tokens").then(PageList::makeToken),
        curator("account", "/curate/account"));
  }

  private static List<Entry> stewarding(PictureArchive archive) {
    return List.of(
        curator("admin", "/admin"),
        curator("audit", "/admin/audit"),
        curator("audit-none", "/admin/audit?who=nobody"),
        curator("neighbours", "/admin/neighbours"),
        curator("jobs", "/admin/jobs"),
        curator("job", "/admin/jobs/" + archive.job()),
        curator("failure-curator", "/admin/jobs/none").answering(404));
  }

  private static void recover(Page page, PictureArchive archive) {
    PictureArchive.Forgetful somebody = archive.somebodyForgetful();
    page.fill("#name", somebody.name());
    page.fill("#code", somebody.recoveryCode());
    page.fill("#recover-password", Village.PASSWORD);
    page.fill("#recover-again", Village.PASSWORD);
    page.locator("form[action='/sign-in/recover'] button").click();
    page.locator("code.code").waitFor();
  }

  /// What flows is not drawn anew while nobody looks, and so stands still to be examined.
  private static void lookAway(Page page) {
    page.evaluate("() => Object.defineProperty(document, 'hidden', {value: true})");
  }

  private static void chooseNoCover(Page page) {
    page.locator("input[name=cover][value='']").check();
    page.locator("form[action$='/cover'] button").click();
    page.locator(".undo button").waitFor();
  }

  private static void chooseFiles(Page page) {
    choose(page, text("cuento", "chosen"), text("otro cuento", "chosen"));
  }

  /// One file that is new and one that the archive has.
  private static void send(Page page, String what) {
    choose(page, text("nuevo", what + PictureArchive.newName()), text("la-acequia", ""));
    page.locator("#upload .actions button").click();
    page.locator("#progress [data-state=done]").waitFor();
    page.locator("#progress [data-state=same]").waitFor();
  }

  private static void lookAtWhatWasSent(Page page) {
    page.navigate(page.url().replaceFirst("/curate/.*", "/curate/upload"));
    send(page, "looked at");
    page.locator("#undo").click();
    page.waitForURL("**/curate/accessions");
  }

  private static FilePayload text(String name, String words) {
    String text = PictureArchive.TALE + words;
    return new FilePayload(
        name + ".txt", "text/plain", text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static void choose(Page page, FilePayload... files) {
    page.locator("#zone [data-script]").first().waitFor();
    page.setInputFiles("#files", files);
    page.locator("#progress li").nth(files.length - 1).waitFor();
  }

  private static void invite(Page page) {
    page.locator("form[action='/curate/network/invite'] button").click();
    page.locator("#made").waitFor();
  }

  private static void addPerson(Page page, String mistake) {
    page.fill("#name", PictureArchive.newName());
    page.fill("#person-password", Village.PASSWORD);
    page.fill("#person-again", Village.PASSWORD + mistake);
    page.locator("form[action='/curate/people'] button").click();
    page.locator(mistake.isEmpty() ? "code.code" : ".problem").waitFor();
  }

  private static void makeToken(Page page) {
    page.fill("#name", "importación nocturna");
    page.locator("form[action='/curate/tokens'] button").click();
    page.locator("#made").waitFor();
  }

  private static Entry reader(String name, String path) {
    return new Entry(name, path, Audience.READER, 200, page -> {}, 200);
  }

  private static Entry visitor(String name, String path) {
    return new Entry(name, path, Audience.VISITOR, 200, page -> {}, 200);
  }

  private static Entry curator(String name, String path) {
    return new Entry(name, path, Audience.CURATOR, 200, page -> {}, 200);
  }
}
