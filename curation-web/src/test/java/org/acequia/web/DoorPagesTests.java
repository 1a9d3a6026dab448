package org.acequia.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.acequia.web.memory.MemoryNode;
import org.junit.jupiter.api.Test;

class DoorPagesTests {

  @Test
  void everyPageBehindTheDoorLeadsToHttpsInTheReadersLanguageAndSaysWhatTheBrowserWillSay()
      throws Exception {
    Browser browser = Browser.atVillage().signedIn();
    for (String path :
        new String[] {"/sign-in", "/sign-in/recover", "/curate", "/curate/tokens", "/admin"}) {
      Browser.Answer answer = browser.get("http://far.example" + path);
      assertThat(answer.status()).as(path).isEqualTo(403);
      assertThat(answer.html())
          .contains("https://far.example:8443" + path, "AB:CD")
          .doesNotContain("type=\"password\"");
    }
    assertThat(browser.get("http://far.example/sign-in", "Accept-Language", "es").html())
        .contains("Su navegador le avisará una vez");
    assertThat(browser.get("http://far.example/sign-in", "Accept-Language", "pt").html())
        .contains("O seu navegador vai avisar uma vez");
    assertThat(browser.get("http://far.example/").status()).isEqualTo(200);
  }

  @Test
  void aFormThatCameOverPlainHttpIsNotActedUpon() throws Exception {
    Browser browser = Browser.atVillage();
    Browser.Answer answer =
        browser.post(
            "http://far.example/sign-in",
            "name",
            MemoryNode.ANA.name(),
            "password",
            MemoryNode.PASSWORD);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(browser.get("/curate").location()).startsWith("/sign-in");
  }

  @Test
  void whereThereIsNoHttpsThePageSaysSo() throws Exception {
    assertThat(Browser.atVillage().get("http://closed.example/sign-in").html())
        .contains("Sign in at the machine it runs on");
  }

  @Test
  void theRecoveryCodeGivesANewSheetAndSaysWhatTheOldOneIsStillGoodFor() throws Exception {
    Browser browser = Browser.atVillage();
    assertThat(browser.get("/sign-in").html()).contains("href=\"/sign-in/recover\"");
    assertThat(recover(browser, "wrong", "long enough").html()).contains("do not belong together");
    assertThat(recover(browser, "fast", "long enough").status()).isEqualTo(429);
    assertThat(recover(browser, "good", "short").html()).contains("too short");
    assertThat(recover(browser, "good", "long enough").html())
        .contains("new1-code-abcd-efgh", "Keep the old sheet as well");
  }

  private static Browser.Answer recover(Browser browser, String code, String password)
      throws Exception {
    return browser.post(
        "/sign-in/recover", "name", "Ana", "code", code, "password", password, "again", password);
  }

  @Test
  void aPasswordIsChangedByWhoeverKnowsTheOneUntilNow() throws Exception {
    Browser browser = Browser.atVillage().signedIn();
    assertThat(change(browser, "guess").html()).contains("The password until now is wrong");
    assertThat(change(browser, MemoryNode.PASSWORD).html()).contains("Your password is changed");
    assertThat(browser.post("/curate/account/sign-out-everywhere").location())
        .isEqualTo("/sign-in");
  }

  private static Browser.Answer change(Browser browser, String current) throws Exception {
    return browser.post(
        "/curate/account/password",
        "current",
        current,
        "password",
        "another one",
        "again",
        "another one");
  }

  @Test
  void aTokenIsShownOnceAndCanBeRevoked() throws Exception {
    Browser browser = Browser.atVillage().signedIn();
    assertThat(browser.post("/curate/tokens", "name", "", "days", "90").status()).isEqualTo(422);
    assertThat(browser.post("/curate/tokens", "name", "night job", "days", "999").status())
        .isEqualTo(422);
    assertThat(browser.post("/curate/tokens", "name", "night job", "days", "90").html())
        .contains("the-secret-of-it");
    assertThat(browser.get("/curate/tokens").html())
        .contains("night job")
        .doesNotContain("the-secret-of-it");
    assertThat(browser.post("/curate/tokens/revoke", "id", "abcdefghijklmnoa").status())
        .isEqualTo(303);
    assertThat(browser.get("/curate/tokens").html()).doesNotContain("night job");
  }

  @Test
  void stewardsSeeHowTheNodeIsAndStrangersAreAskedToSignIn() throws Exception {
    Browser browser = Browser.atVillage();
    assertThat(browser.get("/admin").location()).isEqualTo("/sign-in?back=%2Fadmin");
    String page = browser.signedIn().get("/admin").html();
    assertThat(page)
        .contains(
            "Only 3\u00a0GB are free", "Make room", "AB:CD", "http://192.168.1.20:8080/", "<svg")
        .doesNotContain("style=", "<script>");
    assertThat(page.indexOf("Only 3")).isLessThan(page.indexOf("It says"));
  }

  @Test
  void theAuditTrailCanBeNarrowed() throws Exception {
    Browser browser = Browser.atVillage().signedIn();
    assertThat(browser.get("/admin/audit").html())
        .contains("Signed in", "192.168.1.7", "the node itself", "365");
    assertThat(browser.get("/admin/audit?act=reindexed").html())
        .contains("Had the index rebuilt")
        .doesNotContain("192.168.1.7");
    assertThat(browser.get("/admin/audit?act=%3Cscript%3E&who=%22%3E").html())
        .doesNotContain("<script>");
  }
}
