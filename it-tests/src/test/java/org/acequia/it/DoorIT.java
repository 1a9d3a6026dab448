package org.acequia.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.acequia.it.harness.NodeProcess;
import org.acequia.it.harness.NodeProcess.CommandResult;
import org.acequia.it.harness.Visitor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who gets in, by which door, and what is remembered of it.
class DoorIT {

  private static final String PASSWORD = "a long enough password";
  private static final Pattern MADE = Pattern.compile("id=\"made\">(acq_[a-z2-7]+)<");

  @TempDir private static Path folder;
  private static NodeProcess node;
  private static String elsewhere = "";

  @BeforeAll
  static void found() throws Exception {
    node = NodeProcess.on(folder.resolve("node")).start();
    Path password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    CommandResult founded =
        node.command(
            "setup",
            "--community",
            "Vila",
            "--curator",
            "Rosa",
            "--password-file",
            password.toString());
    assertThat(founded.exitCode()).as(founded.errors()).isZero();
    elsewhere =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(Inet4Address.class::isInstance)
            .filter(address -> !address.isLoopbackAddress())
            .map(InetAddress::getHostAddress)
            .findFirst()
            .orElse("");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static String plain() {
    Requires.that(!elsewhere.isEmpty(), "This machine has no address beside the loopback's");
    return "http://%s:%d".formatted(elsewhere, node.port());
  }

  private static String secure() {
    Requires.that(!elsewhere.isEmpty(), "This machine has no address beside the loopback's");
    return "https://%s:%d".formatted(elsewhere, node.httpsPort());
  }

  @Test
  void aPasswordIsNotTakenOverPlainHttpFromElsewhereWhateverTheHeadersSay() throws Exception {
    Visitor visitor = new Visitor();
    for (String path : List.of("/sign-in", "/sign-in/recover", "/curate", "/setup")) {
      HttpResponse<String> answer =
          visitor.get(
              plain() + path,
              "X-Forwarded-For",
              "127.0.0.1",
              "X-Forwarded-Proto",
              "https",
              "Forwarded",
              "for=127.0.0.1;proto=https");
      assertThat(answer.statusCode()).as(path).isEqualTo(403);
      assertThat(answer.body())
          .contains(secure() + path, visitor.fingerprint(secure()))
          .doesNotContain("type=\"password\"");
    }
    assertThat(
            visitor.post(plain() + "/sign-in", "name", "Rosa", "password", PASSWORD).statusCode())
        .isEqualTo(403);
    assertThat(visitor.json(plain() + "/api/v1/sessions", credentials()).statusCode())
        .isEqualTo(403);
    String token = "Bearer " + Files.readString(node.data().resolve("token")).strip();
    assertThat(visitor.get(plain() + "/api/v1/status", "Authorization", token).statusCode())
        .isEqualTo(403);
    assertThat(visitor.get(plain() + "/").statusCode()).isEqualTo(200);
  }

  private static String credentials() {
    return "{\"name\":\"Rosa\",\"password\":\"%s\"}".formatted(PASSWORD);
  }

  @Test
  void theCertificateIsTheOneThatWasPrintedAndStaysAfterARestart() throws Exception {
    try (NodeProcess other = NodeProcess.on(folder.resolve("other")).start()) {
      String address = "https://localhost:" + other.httpsPort();
      String before = new Visitor().fingerprint(address);
      assertThat(other.output()).contains(before);
      other.stop();
      other.start();
      assertThat(new Visitor().fingerprint(address)).isEqualTo(before);
    }
  }

  @Test
  void aSessionOverHttpsIsHeldByACookieThatPlainHttpNeverUses() throws Exception {
    Visitor visitor = new Visitor();
    HttpResponse<String> in = visitor.signIn(secure(), "Rosa", PASSWORD);
    assertThat(in.headers().allValues("set-cookie"))
        .anySatisfy(cookie ->
            assertThat(cookie)
                .startsWith("acequia=")
                .contains("Secure", "HttpOnly")
                .containsIgnoringCase("SameSite=Lax"));
    assertThat(visitor.get(secure() + "/curate").statusCode()).isEqualTo(200);
    assertThat(visitor.get(plain() + "/curate", "Cookie", visitor.cookies()).statusCode())
        .isEqualTo(403);
    assertThat(visitor.get(plain() + "/", "Cookie", visitor.cookies()).body())
        .doesNotContain("/sign-out");
  }

  @Test
  void aFormWithoutItsTokenChangesNothing() throws Exception {
    Visitor visitor = new Visitor();
    assertThat(visitor.signIn(secure(), "Rosa", PASSWORD).statusCode()).isEqualTo(303);
    for (String path :
        List.of("/curate/tokens", "/curate/people", "/curate/account/password", "/sign-out")) {
      assertThat(visitor.post(secure() + path, "name", "x", "days", "9").statusCode())
          .as(path)
          .isEqualTo(403);
    }
    assertThat(visitor.get(secure() + "/curate").statusCode()).isEqualTo(200);
  }

  @Test
  void theEleventhWrongPasswordIsToldToWait() throws Exception {
    Visitor visitor = new Visitor();
    for (int i = 0; i < 10; i++) {
      assertThat(visitor.signIn(secure(), "Nobody", "wrong password").statusCode()).isEqualTo(422);
    }
    HttpResponse<String> eleventh = visitor.signIn(secure(), "Nobody", "wrong password");
    assertThat(eleventh.statusCode()).isEqualTo(429);
    assertThat(eleventh.body()).contains("Too many attempts. Wait");
    assertThat(visitor.signIn(secure(), "Rosa", PASSWORD).statusCode()).isEqualTo(303);
  }

  @Test
  void everyKindOfAnswerCarriesAStrictPolicy() throws Exception {
    Visitor visitor = new Visitor();
    for (String path :
        List.of(
            "/",
            "/search?q=x",
            "/nothing-here",
            "/sign-in",
            "/api/v1/status",
            "/api/v1/nothing",
            "/assets/none/acequia.css",
            "/ipfs/nothing",
            "/actuator/health",
            "/admin",
            "/error")) {
      HttpResponse<String> answer = visitor.get(secure() + path);
      assertThat(answer.headers().firstValue("content-security-policy").orElse(""))
          .as(path)
          .contains("default-src 'none'")
          .doesNotContain("script-src 'unsafe-inline'", "unsafe-eval");
      assertThat(answer.headers().firstValue("x-content-type-options"))
          .as(path)
          .contains("nosniff");
      assertThat(answer.headers().map()).doesNotContainKey("strict-transport-security");
    }
  }

  @Test
  void aTokenDoesWhatItsScopeSaysUntilItIsRevoked() throws Exception {
    Visitor visitor = new Visitor();
    visitor.signIn(secure(), "Rosa", PASSWORD);
    String reads = make(visitor, "read");
    String writes = make(visitor, "write");
    String collection = "{\"description\":{\"title\":[{\"lang\":\"es\",\"text\":\"Fotos\"}]}}";
    Visitor script = new Visitor();
    assertThat(script.get(secure() + "/api/v1/status", "Authorization", "Bearer " + reads).body())
        .contains("\"sets\":[{");
    String address = secure() + "/api/v1/collections";
    assertThat(script.json(address, collection, "Authorization", "Bearer " + reads).statusCode())
        .isEqualTo(403);
    // What is wrong with the document is said by the controller: the token has let it through.
    assertThat(script.json(address, "{\"x\":1}", "Authorization", "Bearer " + writes).statusCode())
        .isEqualTo(400);
    String id = writes.substring("acq_".length(), "acq_".length() + 16);
    visitor.submit(secure(), "/curate/tokens", "/curate/tokens/revoke", "id", id);
    assertThat(script.json(address, "{}", "Authorization", "Bearer " + writes).statusCode())
        .isEqualTo(401);
    assertThat(node.command("audit", "--json").output())
        .contains("\"token_made\"", "\"token_revoked\"", "\"signed_in\"", id)
        .doesNotContain(writes, reads, PASSWORD);
  }

  private static String make(Visitor visitor, String scope) throws Exception {
    HttpResponse<String> made =
        visitor.submit(
            secure(),
            "/curate/tokens",
            "/curate/tokens",
            "name",
            scope,
            "days",
            "9",
            "scope",
            scope);
    Matcher text = MADE.matcher(made.body());
    assertThat(text.find()).as(made.body()).isTrue();
    return text.group(1);
  }

  @Test
  void metricsAreThereForThisMachineAndClosedToStrangers() throws Exception {
    Visitor visitor = new Visitor();
    assertThat(visitor.get("http://127.0.0.1:%d/actuator/prometheus".formatted(node.port())).body())
        .contains(
            "acequia_records_appended_total",
            "acequia_acts_total",
            "acequia_disk_free_bytes",
            "acequia_index_pending",
            "jvm_memory_used_bytes");
    assertThat(visitor.get(secure() + "/actuator/prometheus").statusCode()).isEqualTo(401);
    assertThat(visitor.get(plain() + "/actuator/health").body()).isEqualTo("{\"status\":\"UP\"}");
    assertThat(visitor.get(secure() + "/admin/audit").statusCode()).isEqualTo(303);
    assertThat(visitor.get(secure() + "/api/v1/audit").statusCode()).isEqualTo(401);
  }

  @Test
  void theDoctorFindsWhatIsBroken() throws Exception {
    assertThat(node.command("doctor", "--json").exitCode()).isZero();
    Path broken = folder.resolve("broken");
    Path index = Files.createDirectories(broken.resolve("index"));
    Files.writeString(index.resolve("segments_1"), "nothing that Lucene wrote");
    Files.writeString(broken.resolve("certificate.pem"), "no certificate");
    Files.setPosixFilePermissions(broken, PosixFilePermissions.fromString("rwxr-xr-x"));
    CommandResult found =
        NodeProcess.on(broken)
            .command("doctor", "--port", "" + node.port(), "--https-port", "0", "--p2p-port", "0");
    assertThat(found.exitCode()).isEqualTo(1);
    assertThat(found.output())
        .contains("Another program listens on it", "The search index cannot be read")
        .contains("Every user of this machine can look into", "cannot be read");
  }
}
