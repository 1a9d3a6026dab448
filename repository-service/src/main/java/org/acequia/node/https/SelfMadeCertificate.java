package org.acequia.node.https;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/// Makes certificates that a node signs for itself: ECDSA over P-256, for serving TLS and nothing
/// else (RFC 5280).
final class SelfMadeCertificate {

  /// How long one is good: the longest that every browser takes.
  static final Duration LIFETIME = Duration.ofDays(820);

  /// How far back it begins, for phones whose clocks are behind.
  static final Duration HEAD_START = Duration.ofDays(2);

  /// Before this program was written, no clock can have been right.
  static final Instant EARLIEST = Instant.parse("2026-01-01T00:00:00Z");

  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
  private static final int SERIAL_BITS = 120;

  private SelfMadeCertificate() {}

  /// Makes one for `names`: host names and IP addresses.
  static X509Certificate make(
      KeyPair keys, Collection<String> names, Instant now, SecureRandom random) {
    Instant from = now.isBefore(EARLIEST) ? EARLIEST : now.minus(HEAD_START);
    AlgorithmIdentifier algorithm = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    X500Name subject =
        new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, "Acequia node").build();
    V3TBSCertificateGenerator body = new V3TBSCertificateGenerator();
    body.setSerialNumber(new ASN1Integer(new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS)));
    body.setSignature(algorithm);
    body.setIssuer(subject);
    body.setSubject(subject);
    body.setStartDate(new Time(Date.from(from)));
    body.setEndDate(new Time(Date.from(from.plus(LIFETIME))));
    body.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
    try {
      body.setExtensions(extensions(names).generate());
      var signed = body.generateTBSCertificate();
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate(), random);
      signature.update(signed.getEncoded("DER"));
      byte[] whole =
          new DERSequence(
                  new org.bouncycastle.asn1.ASN1Encodable[] {
                    signed, algorithm, new DERBitString(signature.sign())
                  })
              .getEncoded("DER");
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(whole));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("This Java cannot make a certificate", e);
    }
  }

  private static ExtensionsGenerator extensions(Collection<String> names) throws IOException {
    List<GeneralName> alternatives =
        names.stream()
            .map(name ->
                new GeneralName(
                    isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
            .toList();
    ExtensionsGenerator extensions = new ExtensionsGenerator();
    extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    extensions.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    extensions.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    extensions.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(alternatives.toArray(GeneralName[]::new)));
    return extensions;
  }

  static boolean isAddress(String name) {
    return ADDRESS.matcher(name).matches();
  }

  /// Returns `bytes` as PEM (RFC 7468).
  static byte[] pem(String label, byte[] bytes) {
    String base64 = java.util.Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, base64, label)
        .getBytes(US_ASCII);
  }
}
