package org.acequia.replication.wire.noise;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.KeyAgreement;

/// Diffie-Hellman keys with their 32 raw bytes (RFC 7748, section 5), which the JDK only gives in
/// X.509 wrapping.
final class X25519 {

  private static final String ALGORITHM = "X25519";
  private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b656e032100");

  private final KeyPair pair;
  private final byte[] publicBytes;

  private X25519(KeyPair pair) {
    this.pair = pair;
    byte[] encoded = pair.getPublic().getEncoded();
    this.publicBytes = Arrays.copyOfRange(encoded, X509_PREFIX.length, encoded.length);
  }

  static X25519 generate() throws GeneralSecurityException {
    return new X25519(KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair());
  }

  byte[] publicBytes() {
    return publicBytes.clone();
  }

  /// Returns the shared secret.
  ///
  /// @throws GeneralSecurityException if `theirs` is a point of small order, whose secret anyone
  ///   knows
  byte[] agree(byte[] theirs) throws GeneralSecurityException {
    byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + theirs.length);
    System.arraycopy(theirs, 0, encoded, X509_PREFIX.length, theirs.length);
    PublicKey key =
        KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
    KeyAgreement agreement = KeyAgreement.getInstance(ALGORITHM);
    agreement.init(pair.getPrivate());
    agreement.doPhase(key, true);
    return agreement.generateSecret();
  }
}
