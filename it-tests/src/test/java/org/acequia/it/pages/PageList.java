package org.acequia.it.pages;

import java.util.List;

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
  public record Entry(String name, String path, Audience audience) {

    @Override
    public String toString() {
      return name;
    }
  }

  /// Returns the pages of an archive.
  public static List<Entry> of(PictureArchive archive) {
    String item = archive.item(1);
    return List.of(
        reader("home", "/"),
        reader("collections", "/collections"),
        reader("collection", "/collections/" + archive.collection(0)),
        reader("collection-by-date", "/collections/" + archive.collection(0) + "?order=date"),
        reader("search", "/search"),
        reader("search-words", "/search?q=acequia"),
        reader("search-narrowed", "/search?place=Maras&kind=picture"),
        reader("search-nothing", "/search?q=aceqiua"),
        reader("item", "/items/" + item),
        reader("item-torn", "/items/" + archive.torn()),
        reader("item-paper", "/items/" + archive.item(6)),
        reader("item-recording", "/items/" + archive.item(7)),
        reader("item-history", "/items/" + archive.torn() + "/history"),
        reader("item-look", "/items/" + item + "/look/1"),
        reader("network", "/network"),
        visitor("sign-in", "/sign-in"),
        visitor("recover", "/sign-in/recover"),
        curator("desk", "/curate"),
        curator("items", "/curate/items"),
        curator("items-undescribed", "/curate/items?show=undescribed"),
        curator("describe", "/curate/items/" + item),
        curator("describe-undescribed", "/curate/items/" + archive.undescribed()),
        curator("describe-torn", "/curate/items/" + archive.torn()),
        curator("history-curator", "/items/" + item + "/history"),
        curator("collections-curator", "/curate/collections"),
        curator("collection-describe", "/curate/collections/" + archive.collection(0)),
        curator("upload", "/curate/upload"),
        curator("pairing", "/curate/network"),
        curator("poster", "/curate/poster"),
        curator("people", "/curate/people"),
        curator("network-curator", "/network"),
        curator("tokens", "/curate/tokens"),
        curator("account", "/curate/account"),
        curator("admin", "/admin"),
        curator("audit", "/admin/audit"),
        curator("jobs", "/admin/jobs"));
  }

  private static Entry reader(String name, String path) {
    return new Entry(name, path, Audience.READER);
  }

  private static Entry visitor(String name, String path) {
    return new Entry(name, path, Audience.VISITOR);
  }

  private static Entry curator(String name, String path) {
    return new Entry(name, path, Audience.CURATOR);
  }
}
