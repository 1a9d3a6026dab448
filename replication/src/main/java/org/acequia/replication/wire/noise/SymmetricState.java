package org.acequia.replication.wire.noise;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The running hash and chaining key of a handshake (Noise rev 34, section 5.2).
final class SymmetricState {

  static final int KEY_BYTES = 32;
  static final int TAG_BYTES = 16;
  static final String CIPHER = "ChaCha20-Poly1305";

  private static final String PROTOCOL = "Noise_XX_25519_ChaChaPoly_SHA256";
  private static final String KEY_ALGORITHM = "ChaCha20";

  /// The keys of the two directions, once the handshake is done.
  record Keys(SecretKey ofInitiator, SecretKey ofResponder) {}

  private byte[] chainingKey;
  private byte[] hash;
  private Optional<SecretKey> key = Optional.empty();
  private long counter;

  SymmetricState() throws GeneralSecurityException {
    // The name is exactly as long as a hash, so it stands for itself; the prologue is empty.
    chainingKey = PROTOCOL.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    hash = chainingKey.clone();
    mixHash(new byte[0]);
  }

  void mixHash(byte[] content) throws GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(hash);
    hash = digest.digest(content);
  }

  void mixKey(byte[] secret) throws GeneralSecurityException {
    byte[][] derived = derive(secret);
    chainingKey = derived[0];
    key = Optional.of(new SecretKeySpec(derived[1], KEY_ALGORITHM));
    counter = 0;
  }

  byte[] encryptAndHash(byte[] plain) throws GeneralSecurityException {
    byte[] sealed = key.isPresent() ? crypt(Cipher.ENCRYPT_MODE, key.get(), plain) : plain;
    mixHash(sealed);
    return sealed;
  }

  byte[] decryptAndHash(byte[] sealed) throws GeneralSecurityException {
    byte[] plain = key.isPresent() ? crypt(Cipher.DECRYPT_MODE, key.get(), sealed) : sealed;
    mixHash(sealed);
    return plain;
  }

  Keys split() throws GeneralSecurityException {
    byte[][] derived = derive(new byte[0]);
    return new Keys(
        new SecretKeySpec(derived[0], KEY_ALGORITHM), new SecretKeySpec(derived[1], KEY_ALGORITHM));
  }

  /// The nonce of message `counter`: four zero bytes, then 64 bits, little-endian.
  static IvParameterSpec nonce(long counter) {
    byte[] nonce = new byte[12];
    for (int i = 0; i < Long.BYTES; i++) {
      nonce[4 + i] = (byte) (counter >>> (8 * i));
    }
    return new IvParameterSpec(nonce);
  }

  private byte[] crypt(int mode, SecretKey with, byte[] content) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, with, nonce(counter++));
    cipher.updateAAD(hash);
    return cipher.doFinal(content);
  }

  /// HKDF with two outputs (section 4.3).
  private byte[][] derive(byte[] secret) throws GeneralSecurityException {
    byte[] extracted = hmac(chainingKey, secret);
    byte[] first = hmac(extracted, new byte[] {1});
    byte[] firstAndTwo = Arrays.copyOf(first, first.length + 1);
    firstAndTwo[first.length] = 2;
    return new byte[][] {first, hmac(extracted, firstAndTwo)};
  }

  private static byte[] hmac(byte[] key, byte[] content) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(content);
  }
}
