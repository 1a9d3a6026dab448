package org.acequia.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class PosterTests {

  @Test
  void thePosterSaysTheAddressForPeopleAndForCamerasInThreeLanguages() throws Exception {
    Browser browser = Browser.atVillage().signedIn();
    Browser.Answer poster =
        browser.get("/curate/poster?wifi=Maras&address=http://192.168.1.10:8080/");

    assertThat(CodeReading.read(poster.html())).isEqualTo("http://192.168.1.10:8080/");
    assertThat(poster.html())
        .contains("Archivo de Maras", ">192.168.1.10:8080<")
        .contains("Join the Wi-Fi “Maras”", "Conéctate a la Wi-Fi «Maras»")
        .contains("Conecte-se à Wi-Fi “Maras”");
  }

  @Test
  void anAddressThatNoPhoneOpensIsToldOfAndMakesNoCode() throws Exception {
    Browser browser = Browser.atVillage().signedIn();
    for (String address : new String[] {"javascript:alert(1)", "archivo", "ftp://archivo/"}) {
      Browser.Answer poster = browser.get("/curate/poster?address=" + address);
      assertThat(poster.status()).isEqualTo(422);
      assertThat(poster.html()).contains("not an address").doesNotContain("class=\"qr\"");
    }
  }

  @Test
  void theCodeOfAnInviteSaysTheInvite() throws Exception {
    Browser browser = Browser.atVillage().signedIn();
    String page = browser.post("/curate/network/invite").html();
    String invite = page.replaceAll("(?s).*(acequia1:[a-z2-7]+).*", "$1");
    assertThat(CodeReading.read(page).toLowerCase(Locale.ROOT)).isEqualTo(invite);
  }
}
