package org.acequia.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.media.Extractions.Failure;
import org.acequia.core.media.Fault;
import org.junit.jupiter.api.Test;

class FilesPageTests {

  @Test
  void aFileThatFailedIsNamedWithWhatHappenedInPlainWords() throws Exception {
    Browser browser = Browser.atVillage().signedIn();
    MediaFile file = fileOf(browser);
    browser.extractions.fail(
        new Failure(file.blob(), Fault.LOCKED, 1, browser.theVillage().items()));

    Browser.Answer page = browser.get("/curate/files");

    assertThat(page.html())
        .contains(file.name())
        .contains("locked with a password")
        .doesNotContain("LOCKED");
  }

  @Test
  void oneFileOrAllOfThemAreReadAgain() throws Exception {
    Browser browser = Browser.atVillage().signedIn();
    Cid one = Cid.of(Codec.RAW, new byte[] {1});
    Cid other = Cid.of(Codec.RAW, new byte[] {2});
    browser.extractions.fail(new Failure(one, Fault.DAMAGED, 1, List.of()));
    browser.extractions.fail(new Failure(other, Fault.TOO_LONG, 1, List.of()));

    assertThat(browser.post("/curate/files/" + one + "/retry").location())
        .isEqualTo("/curate/files");
    assertThat(browser.get("/curate/files").html())
        .doesNotContain(one.toString())
        .contains(other.toString());
    browser.post("/curate/files/retry");
    assertThat(browser.get("/curate/files").html()).contains("Every file could be read");
  }

  @Test
  void everyFaultHasWordsInEveryLanguage() throws Exception {
    Browser browser = Browser.atVillage().signedIn();
    for (Fault fault : Fault.values()) {
      Cid file = Cid.of(Codec.RAW, fault.code().getBytes(UTF_8));
      browser.extractions.fail(new Failure(file, fault, 1, List.of()));
    }

    for (String language : List.of("en", "es", "pt")) {
      assertThat(browser.get("/curate/files", "Accept-Language", language).status()).isEqualTo(200);
    }
  }

  @Test
  void nobodySeesThemWithoutSigningIn() throws Exception {
    Browser browser = Browser.atVillage();

    assertThat(browser.get("/curate/files").location()).startsWith("/sign-in");
    assertThat(browser.post("/curate/files/retry").status()).isEqualTo(403);
  }

  private static MediaFile fileOf(Browser browser) {
    for (ItemId id : browser.theVillage().items()) {
      var media = browser.archive.item(id).orElseThrow().media();
      if (!media.isEmpty()) {
        return media.getFirst();
      }
    }
    throw new AssertionError("The village has no file");
  }
}
