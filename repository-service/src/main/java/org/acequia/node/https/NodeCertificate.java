package org.acequia.node.https;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/// By what people's browsers know the node, and the key that proves it.
///
/// @param chain the node's own certificate first
/// @param key its private key
/// @param selfMade whether the node made it for itself, so that browsers warn of it
public record NodeCertificate(List<X509Certificate> chain, PrivateKey key, boolean selfMade) {

  private static final String ALIAS = "acequia";

  /// Keeps its own copy.
  public NodeCertificate {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("A chain has one certificate at least");
    }
  }

  /// Returns the SHA-256 of the certificate as browsers print it: 32 bytes in upper-case hex, with
  /// colons.
  public String fingerprint() {
    try {
      return sha256(chain.getFirst().getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("A certificate that was read cannot be written", e);
    }
  }

  /// Returns the SHA-256 of the public key, in the same form: it stays when the certificate is made
  /// anew.
  public String keyFingerprint() {
    return sha256(chain.getFirst().getPublicKey().getEncoded());
  }

  /// Returns until when it is good.
  public Instant expires() {
    return chain.getFirst().getNotAfter().toInstant();
  }

  NodeCertificate asSelfMade() {
    return new NodeCertificate(chain, key, true);
  }

  /// Returns it in the form that TLS implementations take. Lives in memory only; the password is
  /// empty.
  KeyStore keyStore() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(ALIAS, key, new char[0], chain.toArray(X509Certificate[]::new));
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("This Java cannot hold a certificate", e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /// Hides the key.
  @Override
  public String toString() {
    return "NodeCertificate[%s]".formatted(fingerprint());
  }
}
