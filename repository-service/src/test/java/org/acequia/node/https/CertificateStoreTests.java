package org.acequia.node.https;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateStoreTests {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final List<String> NAMES =
      List.of("localhost", "library", "192.168.1.20", "fd00:0:0:0:0:0:0:2");

  @TempDir private Path data;
  private CertificateStore store = new CertificateStore(Path.of("."), new SecureRandom());

  @BeforeEach
  void open() {
    store = new CertificateStore(data, new SecureRandom());
  }

  @Test
  void aCertificateStaysFromStartToStart() {
    NodeCertificate first = store.open(NAMES, NOW);
    NodeCertificate second = store.open(NAMES, NOW.plusSeconds(86_400));
    assertThat(second.fingerprint()).isEqualTo(first.fingerprint());
    assertThat(second.selfMade()).isTrue();
    assertThat(store.look().orElseThrow().fingerprint()).isEqualTo(first.fingerprint());
  }

  @Test
  void itNamesTheAddressesOfTheMachine() throws Exception {
    var certificate = store.open(NAMES, NOW).chain().getFirst();
    certificate.verify(certificate.getPublicKey());
    certificate.checkValidity(java.util.Date.from(NOW));
    assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
    assertThat(certificate.getSubjectAlternativeNames().stream().map(name -> name.get(1)).toList())
        .isEqualTo(List.copyOf(NAMES));
  }

  @Test
  void aNewAddressMakesANewCertificateOfTheSameKeyWhichKeepsTheOldNames() {
    NodeCertificate before = store.open(NAMES, NOW);
    NodeCertificate after = store.open(List.of("localhost", "10.0.0.7"), NOW);
    assertThat(after.fingerprint()).isNotEqualTo(before.fingerprint());
    assertThat(after.keyFingerprint()).isEqualTo(before.keyFingerprint());
    // Back in the first network, nothing changes.
    assertThat(store.open(NAMES, NOW).fingerprint()).isEqualTo(after.fingerprint());
  }

  @Test
  void oneThatIsAboutToExpireIsMadeAnewWithTheSameKey() {
    NodeCertificate before = store.open(NAMES, NOW);
    Instant late = before.expires().minus(CertificateStore.RENEWED_BEFORE).plusSeconds(1);
    NodeCertificate after = store.open(NAMES, late);
    assertThat(after.expires()).isAfter(before.expires());
    assertThat(after.keyFingerprint()).isEqualTo(before.keyFingerprint());
  }

  @Test
  void aClockThatWasNeverSetMakesACertificateThatIsGoodToday() {
    NodeCertificate made = store.open(NAMES, Instant.EPOCH);
    assertThat(made.chain().getFirst().getNotBefore()).isBeforeOrEqualTo(NOW);
    assertThat(made.expires()).isAfter(NOW);
    assertThat(store.open(NAMES, Instant.EPOCH.plusSeconds(60)).fingerprint())
        .isEqualTo(made.fingerprint());
  }

  @Test
  void namesAreBounded() throws Exception {
    List<String> many = IntStream.range(0, 100).mapToObj(i -> "10.0.0." + i).toList();
    assertThat(store.open(many, NOW).chain().getFirst().getSubjectAlternativeNames())
        .hasSize(CertificateStore.NAMES_MAX);
  }

  @Test
  void onlyTheOwnerReadsTheKey() throws Exception {
    var _ = store.open(NAMES, NOW);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(data.resolve("https-key.pem"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aDamagedFileOfTheNodesOwnIsMadeAnew() throws Exception {
    NodeCertificate before = store.open(NAMES, NOW);
    Files.writeString(data.resolve("https-certificate.pem"), "nothing");
    NodeCertificate after = store.open(NAMES, NOW);
    assertThat(after.fingerprint()).isNotEqualTo(before.fingerprint());
    assertThat(after.expires()).isAfter(NOW);
  }

  @Test
  void whatTheOperatorBringsIsShownAndBelievedToBeTrusted() throws Exception {
    NodeCertificate brought = store.open(NAMES, NOW);
    Files.move(data.resolve("https-certificate.pem"), data.resolve("certificate.pem"));
    Files.move(data.resolve("https-key.pem"), data.resolve("certificate-key.pem"));
    NodeCertificate shown = store.open(List.of("elsewhere"), NOW);
    assertThat(shown.fingerprint()).isEqualTo(brought.fingerprint());
    assertThat(shown.selfMade()).isFalse();
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() throws Exception {
    var _ = store.open(NAMES, NOW);
    Files.move(data.resolve("https-certificate.pem"), data.resolve("certificate.pem"));
    Files.delete(data.resolve("https-key.pem"));
    CertificateStore other =
        new CertificateStore(Files.createDirectory(data.resolve("other")), new SecureRandom());
    var _ = other.open(NAMES, NOW);
    Files.move(data.resolve("other/https-key.pem"), data.resolve("certificate-key.pem"));
    assertThatExceptionOfType(CertificateException.class)
        .isThrownBy(() -> store.open(NAMES, NOW))
        .withMessageContaining("is not the one of the certificate")
        .withMessageContaining("Nothing was changed");
  }
}
