package org.acequia.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.acequia.core.archive.Description;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.archive.NewItem;
import org.acequia.core.archive.Term;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.web.memory.MemoryNode;
import org.junit.jupiter.api.Test;

/// What holds for every page, whatever is in the archive.
class PagesTests {

  private static final int SIZE_BYTES_MAX = 30_000;
  private static final String HOSTILE =
      "<script>alert(1)</script>\" onload='x' \u202e\u2066 ${7*7} </textarea><img src=x>";
  private static final Pattern TAG = Pattern.compile("<[a-z][^>\"]*(?:\"[^\"]*\"[^>\"]*)*>");
  private static final Pattern INLINE =
      Pattern.compile("<style|\\son[a-z]+=|\\sstyle=|<script(?! type=\"\" src=)");

  @Test
  void readersPagesStayUnder30KilobytesAndHaveNothingInline() throws Exception {
    Browser browser = Browser.atVillage();
    addHostile(browser, 60);
    for (String address : readersPages(browser)) {
      Browser.Answer page = browser.get(address);
      assertThat(page.status()).as(address).isEqualTo(200);
      assertThat(page.html().getBytes(StandardCharsets.UTF_8))
          .as(address)
          .hasSizeLessThan(SIZE_BYTES_MAX);
      assertSafe(address, page);
      // Suggestions are scripted, where somebody types, and what flows between neighbours.
      assertThat(
              page.html()
                  .replaceFirst(
                      "<script type=\"module\" src=\"/assets/[0-9a-f]+/(suggest|network).js", ""))
          .as(address)
          .doesNotContain("<script");
    }
  }

  @Test
  void curatorsPagesEscapeHostileTextAndCarryTheTokenInEveryForm() throws Exception {
    Browser browser = Browser.atVillage().signedIn();
    ItemId hostile = addHostile(browser, 3).getLast();
    for (String address : curatorsPages(browser, hostile)) {
      Browser.Answer page = browser.get(address);
      assertThat(page.status()).as(address).isEqualTo(200);
      assertSafe(address, page);
      assertThat(count(page.html(), "name=\"_csrf\""))
          .as(address)
          .isEqualTo(count(page.html(), "method=\"post\""));
    }
  }

  @Test
  void everyPageSpeaksEveryLanguage() throws Exception {
    Browser browser = Browser.atVillage().signedIn();
    ItemId item = browser.theVillage().items().getFirst();
    List<String> addresses = new ArrayList<>(readersPages(browser));
    addresses.addAll(curatorsPages(browser, item));
    for (String tag : List.of("en", "es", "pt")) {
      for (String address : addresses) {
        Browser.Answer page = browser.get(address, "Accept-Language", tag);
        assertThat(page.html()).as(address).contains("<html lang=\"" + tag + "\" dir=\"ltr\">");
      }
    }
  }

  @Test
  void eachTextCarriesItsLanguageAndDirection() throws Exception {
    Browser browser = Browser.atVillage();
    ItemId id = add(browser, Map.of(Term.TITLE, List.of(new LangText("ar", "الساقية"))), List.of());
    assertThat(browser.get("/items/" + id).html())
        .contains("<span lang=\"ar\" dir=\"rtl\">الساقية</span>");
  }

  @Test
  void whatIsNotHereSaysSo() throws Exception {
    Browser browser = Browser.atVillage();
    assertThat(browser.get("/items/" + "b".repeat(26)).status()).isEqualTo(404);
    assertThat(browser.get("/items/nonsense").status()).isEqualTo(404);
    assertThat(browser.get("/collections/nonsense").status()).isEqualTo(404);
    var failed =
        org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get("/error")
            .header("Accept", "text/html")
            .requestAttr(jakarta.servlet.RequestDispatcher.ERROR_STATUS_CODE, 500);
    Browser.Answer page = browser.send(failed);
    assertThat(page.status()).isEqualTo(500);
    assertThat(page.html()).contains("Something went wrong here");
  }

  @Test
  void aLanguageIsRememberedAndOnlyOwnPagesAreReturnedTo() throws Exception {
    Browser browser = Browser.atVillage();
    assertThat(browser.get("/language/es", "Referer", "http://localhost/search?q=agua").location())
        .isEqualTo("/search?q=agua");
    assertThat(browser.get("/language/es", "Referer", "http://evil.example/x").location())
        .isEqualTo("/");
    assertThat(browser.get("/language/es", "Referer", "http://localhost//evil.example").location())
        .isEqualTo("/");
  }

  private static List<String> readersPages(Browser browser) {
    ItemId item = browser.theVillage().items().getFirst();
    List<ItemId> all = new ArrayList<>();
    browser.archive.forEachItem(found -> all.add(found.id()));
    String many = "%F0%9F%8E%BA".repeat(120);
    return List.of(
        "/",
        "/collections",
        "/collections/" + browser.theVillage().collections().getFirst(),
        "/search",
        "/search?q=agua&tag=faena&page=2",
        "/search?q=" + many + "&type=" + many + "&creator=%3Cscript%3E",
        "/items/" + item,
        "/items/" + item + "/history",
        "/items/" + all.getLast(),
        "/items/" + all.getLast() + "/history",
        "/network");
  }

  private static List<String> curatorsPages(Browser browser, ItemId item) {
    String collection = browser.theVillage().collections().getFirst().toString();
    return List.of(
        "/sign-in",
        "/curate",
        "/curate/upload",
        "/curate/upload?item=" + item,
        "/curate/items/" + item,
        "/items/" + item,
        "/items/" + browser.theVillage().items().getFirst() + "/history",
        "/curate/collections",
        "/curate/collections/" + collection,
        "/curate/network",
        "/curate/poster",
        "/curate/people");
  }

  private static void assertSafe(String address, Browser.Answer page) {
    assertThat(page.html())
        .as(address)
        .doesNotContain("<script>alert")
        .doesNotContain("<img src=x");
    // Attributes' values are emptied first: what stands in them is text.
    assertThat(
            TAG.matcher(page.html())
                .results()
                .map(tag -> tag.group().replaceAll("\"[^\"]*\"", "\"\""))
                .filter(tag -> INLINE.matcher(tag).find())
                .toList())
        .as(address)
        .isEmpty();
    assertThat(page.policy()).as(address).contains("default-src 'none'").doesNotContain("unsafe");
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  private static List<ItemId> addHostile(Browser browser, int count) {
    List<ItemId> added = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<Term, List<LangText>> values = new EnumMap<>(Term.class);
      for (Term term : Term.values()) {
        values.put(term, List.of(new LangText("es\"><script>", HOSTILE + i)));
      }
      MediaFile file =
          new MediaFile(
              Cid.of(Codec.RAW, new byte[] {(byte) i}), 5, HOSTILE + ".jpg", "image/jpeg");
      added.add(add(browser, values, List.of(file)));
    }
    return added;
  }

  private static ItemId add(
      Browser browser, Map<Term, List<LangText>> values, List<MediaFile> files) {
    byte[] id = new byte[ItemId.SIZE_BYTES];
    long[] held = {0};
    browser.archive.forEachItem(item -> held[0]++);
    id[0] = 1;
    id[1] = (byte) held[0];
    NewItem item =
        new NewItem(
            new ItemId(Bytes.of(id)),
            Description.of(values),
            files,
            List.of(new LangText("es", HOSTILE)));
    return browser
        .archive
        .addItems(
            MemoryNode.ANA.author(), browser.theVillage().collections().getFirst(), List.of(item))
        .getFirst();
  }
}
