package org.acequia.node.https;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.acequia.node.directory.DataDirectoryException;
import org.acequia.node.directory.PrivateFile;
import org.springframework.boot.ssl.pem.PemContent;

/// The certificate files of a data directory.
///
/// The operator's own, PEM: [#OWN_CERTIFICATE] (with its chain) and [#OWN_KEY]. What the node made
/// for itself: `https-certificate.pem` and `https-key.pem`. A self-made certificate is kept while
/// it is good for another [#RENEWED_BEFORE] and names every address that the machine has; a new one
/// also names the earlier addresses, so that a machine which moves between two networks keeps its
/// certificate.
public final class CertificateStore {

  /// Where the operator puts a certificate, in the data directory.
  public static final String OWN_CERTIFICATE = "certificate.pem";

  /// Where the operator puts its key.
  public static final String OWN_KEY = "certificate-key.pem";

  /// How long before it expires a self-made certificate is made anew.
  public static final Duration RENEWED_BEFORE = Duration.ofDays(60);

  /// How many host names and addresses a self-made certificate has.
  static final int NAMES_MAX = 32;

  private static final String MADE_CERTIFICATE = "https-certificate.pem";
  private static final String MADE_KEY = "https-key.pem";
  private static final String CURVE = "secp256r1";

  private final Path data;
  private final SecureRandom random;

  /// @param data the data directory
  public CertificateStore(Path data, SecureRandom random) {
    this.data = data;
    this.random = random;
  }

  /// Returns the certificate that the operator put into the data directory, or else the node's own,
  /// which is made or renewed where that is needed.
  ///
  /// @param names the machine's host names and addresses, the most telling first
  /// @throws CertificateException if the operator's files are not usable
  /// @throws DataDirectoryException if the node's own cannot be read or written
  public NodeCertificate open(List<String> names, Instant now) {
    Path certificate = data.resolve(OWN_CERTIFICATE);
    Path key = data.resolve(OWN_KEY);
    return Files.exists(certificate) || Files.exists(key)
        ? read(certificate, key)
        : selfMade(names, now);
  }

  /// Returns what the data directory holds without making or renewing anything.
  ///
  /// @return empty before the first start
  /// @throws CertificateException if the files are not usable
  public Optional<NodeCertificate> look() {
    if (Files.exists(data.resolve(OWN_CERTIFICATE))) {
      return Optional.of(read(data.resolve(OWN_CERTIFICATE), data.resolve(OWN_KEY)));
    }
    Path certificate = data.resolve(MADE_CERTIFICATE);
    return Files.exists(certificate)
        ? Optional.of(read(certificate, data.resolve(MADE_KEY)).asSelfMade())
        : Optional.empty();
  }

  /// Reads a certificate that an operator brings.
  ///
  /// @param certificate PEM, with its chain, the node's own first
  /// @param key PEM: PKCS #8, PKCS #1 or SEC 1, not encrypted
  /// @throws CertificateException if they are not usable
  public static NodeCertificate read(Path certificate, Path key) {
    try {
      List<X509Certificate> chain =
          Optional.ofNullable(PemContent.load(certificate).getCertificates()).orElse(List.of());
      PrivateKey secret = PemContent.load(key).getPrivateKey();
      if (chain.isEmpty() || secret == null) {
        throw new CertificateException(
            "%s holds no certificate, or %s no key".formatted(certificate, key), null);
      }
      if (!belong(chain.getFirst(), secret)) {
        throw new CertificateException(
            "The key in %s is not the one of the certificate in %s".formatted(key, certificate),
            null);
      }
      return new NodeCertificate(chain, secret, false);
    } catch (IOException | IllegalStateException | IllegalArgumentException e) {
      throw new CertificateException(
          "The certificate %s and its key %s cannot be read".formatted(certificate, key), e);
    }
  }

  private NodeCertificate selfMade(List<String> names, Instant now) {
    PrivateFile keyFile = new PrivateFile(data.resolve(MADE_KEY));
    PrivateFile certificateFile = new PrivateFile(data.resolve(MADE_CERTIFICATE));
    Optional<X509Certificate> held = certificateFile.read().flatMap(CertificateStore::certificate);
    Optional<PrivateKey> key = keyFile.read().flatMap(CertificateStore::key);
    if (held.isPresent() && key.isPresent() && belong(held.get(), key.get())) {
      Set<String> wanted = bounded(names);
      if (isGood(held.get(), wanted, now)) {
        return new NodeCertificate(List.of(held.get()), key.get(), true);
      }
      wanted.addAll(names(held.get()));
      KeyPair keys = new KeyPair(held.get().getPublicKey(), key.get());
      return write(certificateFile, keys, wanted, now);
    }
    KeyPair keys = newKeys();
    keyFile.write(SelfMadeCertificate.pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
    return write(certificateFile, keys, bounded(names), now);
  }

  private NodeCertificate write(PrivateFile file, KeyPair keys, Set<String> names, Instant now) {
    X509Certificate made = SelfMadeCertificate.make(keys, bounded(names), now, random);
    try {
      file.write(SelfMadeCertificate.pem("CERTIFICATE", made.getEncoded()));
    } catch (java.security.cert.CertificateEncodingException e) {
      throw new IllegalStateException("A certificate that was made cannot be written", e);
    }
    return new NodeCertificate(List.of(made), keys.getPrivate(), true);
  }

  private static Set<String> bounded(java.util.Collection<String> names) {
    return names.stream().limit(NAMES_MAX).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static boolean isGood(X509Certificate certificate, Set<String> names, Instant now) {
    Instant until = certificate.getNotAfter().toInstant();
    Instant from = certificate.getNotBefore().toInstant();
    boolean clockIsAbsurd = now.isBefore(SelfMadeCertificate.EARLIEST);
    boolean inTime =
        clockIsAbsurd || (now.isAfter(from) && now.plus(RENEWED_BEFORE).isBefore(until));
    return inTime && names(certificate).containsAll(names);
  }

  private static Set<String> names(X509Certificate certificate) {
    try {
      return Optional.ofNullable(certificate.getSubjectAlternativeNames())
          .orElse(List.of())
          .stream()
          .map(name -> String.valueOf(name.get(1)))
          .collect(Collectors.toCollection(LinkedHashSet::new));
    } catch (CertificateParsingException _) {
      return Set.of(); // then it is made anew
    }
  }

  private KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(CURVE), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no P-256", e);
    }
  }

  /// A damaged file of the node's own is made anew.
  private static Optional<X509Certificate> certificate(byte[] pem) {
    try {
      return Optional.ofNullable(PemContent.of(new String(pem, US_ASCII)))
          .map(PemContent::getCertificates)
          .flatMap(all -> all.stream().findFirst());
    } catch (IllegalStateException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<PrivateKey> key(byte[] pem) {
    try {
      return Optional.ofNullable(PemContent.of(new String(pem, US_ASCII)))
          .map(PemContent::getPrivateKey);
    } catch (IllegalStateException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static boolean belong(X509Certificate certificate, PrivateKey key) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> key.getAlgorithm();
        };
    byte[] probe = {1, 2, 3};
    try {
      Signature signing = Signature.getInstance(algorithm);
      signing.initSign(key);
      signing.update(probe);
      Signature checking = Signature.getInstance(algorithm);
      checking.initVerify(certificate.getPublicKey());
      checking.update(probe);
      return checking.verify(signing.sign());
    } catch (GeneralSecurityException _) {
      return false; // keys of two kinds do not belong together
    }
  }
}
