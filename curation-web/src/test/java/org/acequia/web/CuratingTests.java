package org.acequia.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;

import java.util.ArrayList;
import java.util.List;
import org.acequia.core.archive.Conflict;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.ItemView;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.Term;
import org.acequia.web.memory.MemoryNode;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockMultipartFile;

class CuratingTests {

  @Test
  void theFirstVisitFoundsACommunityAndShowsTheRecoverySheetOnce() throws Exception {
    Browser browser = Browser.atNewNode();
    assertThat(browser.get("/").html()).contains("has not been set up yet");
    assertThat(browser.get("/setup?token=wrong").status()).isEqualTo(403);
    assertThat(browser.get("/setup?token=token").html()).contains("Found a community");
    Browser.Answer sheet =
        browser.post(
            "/setup",
            "token",
            "token",
            "community",
            "Maras",
            "curator",
            "Ana",
            "password",
            "long enough",
            "again",
            "long enough");
    assertThat(sheet.html()).contains("3KQ7-9XWA");
    assertThat(browser.get("/setup?token=token").location()).isEqualTo("/");
  }

  @Test
  void aShortPasswordOrAnExpiredInviteKeepsWhatWasTyped() throws Exception {
    Browser browser = Browser.atNewNode();
    Browser.Answer again =
        browser.post(
            "/setup",
            "token",
            "token",
            "community",
            "Los Álamos",
            "curator",
            "Ana",
            "password",
            "short",
            "again",
            "short");
    assertThat(again.status()).isEqualTo(422);
    assertThat(again.html()).contains("too short").contains("Los Álamos");
    Browser.Answer refused =
        browser.post(
            "/setup",
            "token",
            "token",
            "join",
            "1",
            "invite",
            "acequia1:old",
            "curator",
            "Ana",
            "password",
            "long enough",
            "again",
            "long enough");
    assertThat(refused.html()).contains("expired").contains("acequia1:old");
  }

  @Test
  void nobodyReachesTheDeskWithoutSigningIn() throws Exception {
    Browser browser = Browser.atVillage();
    assertThat(browser.get("/curate/upload").location())
        .isEqualTo("/sign-in?back=%2Fcurate%2Fupload");
    assertThat(browser.post("/curate/collections", "title", "x").status()).isEqualTo(403);
    assertThat(browser.get("/sign-in?back=//evil.example").html())
        .contains("name=\"back\" value=\"/curate\"");
    Browser.Answer refused = browser.post("/sign-in", "name", "Ana Quispe", "password", "wrong");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.html()).contains("value=\"Ana Quispe\"").doesNotContain("wrong");
    assertThat(
            browser
                .post("/sign-in", "name", "Ana Quispe", "password", MemoryNode.PASSWORD)
                .location())
        .isEqualTo("/curate");
  }

  @Test
  void aPasswordDoesNotTravelOverPlainHttpFromAfar() throws Exception {
    Browser browser = Browser.atVillage();
    assertThat(browser.get("http://far.example/sign-in").html())
        .contains("https://far.example:8443/sign-in")
        .doesNotContain("type=\"password\"");
  }

  @Test
  void describingSupersedesWhatWasSeenAndKeepsWhatWasNot() throws Exception {
    Browser browser = Browser.atVillage().signedIn();
    ItemId id = browser.theVillage().items().get(3);
    ItemView seen = item(browser, id);
    Browser.Answer saved = browser.post("/curate/items/" + id, describe(seen, "Primero"));
    assertThat(saved.location()).startsWith("/items/" + id + "?undo=");
    assertThat(item(browser, id).conflicts()).isEmpty();
    assertThat(item(browser, id).description().all(Term.TITLE))
        .containsExactly(new LangText("es", "Primero"));
    // The same form again, from a tab that has not seen the first change.
    browser.post("/curate/items/" + id, describe(seen, "Segundo"));
    assertThat(item(browser, id).conflicts()).hasSize(1);
  }

  @Test
  void settlingAConflictSupersedesBothSides() throws Exception {
    Browser browser = Browser.atVillage().signedIn();
    ItemId id = browser.theVillage().items().getFirst();
    ItemView torn = item(browser, id);
    assertThat(torn.conflicts()).hasSize(2);
    assertThat(browser.get("/items/" + id).html()).contains("1986-08").contains("1987-08-12");
    List<String> fields = new ArrayList<>(List.of(describe(torn, "La limpia")));
    for (Conflict conflict : torn.conflicts()) {
      fields.addAll(
          List.of(
              "choose." + conflict.field(),
              conflict.field().equals("date")
                  ? conflict.claims().getLast().record().toString()
                  : "all"));
    }
    browser.post("/curate/items/" + id, fields.toArray(String[]::new));
    ItemView settled = item(browser, id);
    assertThat(settled.conflicts()).isEmpty();
    assertThat(settled.description().all(Term.DATE))
        .extracting(LangText::text)
        .containsExactly("1986-08");
    assertThat(settled.description().all(Term.SUBJECT)).hasSize(3);
  }

  @Test
  void aTextThatIsTooLongComesBackWithTheRest() throws Exception {
    Browser browser = Browser.atVillage().signedIn();
    ItemId id = browser.theVillage().items().get(3);
    String[] fields = describe(item(browser, id), "x".repeat(LangText.LENGTH_MAX + 1));
    Browser.Answer again = browser.post("/curate/items/" + id, fields);
    assertThat(again.status()).isEqualTo(422);
    assertThat(again.html()).contains("too long").contains("una etiqueta");
  }

  @Test
  void filesOfAFormBecomeItemsOnce() throws Exception {
    Browser browser = Browser.atVillage().signedIn();
    String collection = browser.theVillage().collections().getFirst().toString();
    long before = browser.archive.collections().getFirst().items();
    var form =
        multipart("/curate/upload")
            .file(new MockMultipartFile("files", "a <b>.jpg", "image/jpeg", new byte[] {1}))
            .file(new MockMultipartFile("files", "vacío.txt", "text/plain", new byte[0]));
    form.param("collection", collection);
    assertThat(browser.send(form).html()).contains("a &lt;b&gt;.jpg").contains("vacío.txt");
    assertThat(browser.send(form).html()).contains("already in the archive");
    assertThat(browser.archive.collections().getFirst().items()).isEqualTo(before + 2);
    assertThat(browser.post("/curate/upload", "collection", collection).status()).isEqualTo(422);
  }

  @Test
  void anEarlierVersionCanBeRestored() throws Exception {
    Browser browser = Browser.atVillage().signedIn();
    ItemId id = browser.theVillage().items().get(3);
    browser.post("/curate/items/" + id, describe(item(browser, id), "Cambio"));
    String first = browser.archive.history(id).getLast().record().toString();
    browser.post("/curate/items/" + id + "/restore", "version", first);
    assertThat(item(browser, id).description().all(Term.TITLE).getFirst().text())
        .isEqualTo("Las salineras al amanecer");
  }

  @Test
  void neighboursAreInvitedAndInvitesAccepted() throws Exception {
    Browser browser = Browser.atVillage().signedIn();
    assertThat(browser.post("/curate/network/invite").html()).contains("acequia1:mfzw");
    assertThat(browser.post("/curate/network/accept", "invite", "acequia1:good").html())
        .contains("Radio Valle");
    assertThat(browser.post("/curate/network/accept", "invite", "nonsense").html())
        .contains("not an invite")
        .contains("nonsense");
  }

  @Test
  void aCollectionNeedsATitle() throws Exception {
    Browser browser = Browser.atVillage().signedIn();
    assertThat(browser.post("/curate/collections", "description", "sin nombre").html())
        .contains("needs a title")
        .contains("sin nombre");
    assertThat(
            browser.post("/curate/collections", "title", "Cartas", "title.lang", "es").location())
        .startsWith("/collections/");
  }

  private static ItemView item(Browser browser, ItemId id) {
    return browser.archive.item(id).orElseThrow();
  }

  private static String[] describe(ItemView seen, String title) {
    List<String> fields = new ArrayList<>();
    seen.descriptionHeads().forEach(head -> fields.addAll(List.of("head", head.toString())));
    fields.addAll(List.of("title", title, "title.lang", "es", "tags", "una etiqueta, otra"));
    return fields.toArray(String[]::new);
  }
}
