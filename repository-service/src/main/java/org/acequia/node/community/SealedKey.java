package org.acequia.node.community;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.identity.DeviceKey;
import org.acequia.core.identity.SigningKey;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// A device's secret key, sealed under a password or a recovery code: what the database holds.
///
/// Bytes: `way[1] memory KiB[4] passes[1] salt[16] nonce[12] AES-256-GCM(seed[32]) tag[16]`. The
/// way is 1 for Argon2id over a password (RFC 9106, one lane) and 2 for HKDF over a recovery code,
/// which has 160 random bits and needs no slow function. The device's public key is authenticated
/// along, so that one person's sealed key cannot be put in another's place.
///
/// @param bytes 82 bytes
record SealedKey(Bytes bytes) {

  /// The memory of one Argon2id computation: half of what the smallest node has to spare.
  static final int MEMORY_KIB = 19 << 10;

  /// The passes of one Argon2id computation.
  static final int PASSES = 3;

  /// How many passwords are tried at once; the others wait. Bounds memory.
  static final int AT_ONCE_MAX = 2;

  private static final byte BY_PASSWORD = 1;
  private static final byte BY_RECOVERY_CODE = 2;
  private static final int SALT_BYTES = 16;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int HEAD_BYTES = 1 + 4 + 1;
  private static final int SIZE_BYTES =
      HEAD_BYTES + SALT_BYTES + NONCE_BYTES + SigningKey.SEED_SIZE_BYTES + TAG_BITS / 8;
  private static final Semaphore AT_ONCE = new Semaphore(AT_ONCE_MAX);

  /// Refuses what cannot be a sealed key.
  SealedKey {
    if (bytes.size() != SIZE_BYTES) {
      throw new IllegalArgumentException("Not a sealed key: %d bytes".formatted(bytes.size()));
    }
  }

  /// Seals a key under a password.
  static SealedKey byPassword(SigningKey key, String password, SecureRandom random) {
    byte[] head =
        ByteBuffer.allocate(HEAD_BYTES)
            .put(BY_PASSWORD)
            .putInt(MEMORY_KIB)
            .put((byte) PASSES)
            .array();
    return seal(head, key, password, random);
  }

  /// Seals a key under a recovery code.
  static SealedKey byRecoveryCode(SigningKey key, RecoveryCode code, SecureRandom random) {
    byte[] head = ByteBuffer.allocate(HEAD_BYTES).put(BY_RECOVERY_CODE).array();
    return seal(head, key, code.canonical(), random);
  }

  private static SealedKey seal(byte[] head, SigningKey key, String secret, SecureRandom random) {
    byte[] salt = new byte[SALT_BYTES];
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(salt);
    random.nextBytes(nonce);
    byte[] wrapping = derive(ByteBuffer.wrap(head), salt, secret);
    byte[] seed = key.toSeed();
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, wrapping, nonce, key.key()).doFinal(seed);
      return new SealedKey(
          Bytes.of(
              ByteBuffer.allocate(SIZE_BYTES).put(head).put(salt).put(nonce).put(sealed).array()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java cannot seal a key", e);
    } finally {
      Arrays.fill(seed, (byte) 0);
      Arrays.fill(wrapping, (byte) 0);
    }
  }

  /// Opens the key of `device`, or returns empty if `secret` is not what it was sealed under.
  ///
  /// @param secret the password, or the canonical form of the recovery code
  Optional<SigningKey> open(DeviceKey device, String secret) {
    byte[] whole = bytes.toArray();
    ByteBuffer head = ByteBuffer.wrap(whole, 0, HEAD_BYTES);
    byte[] salt = Arrays.copyOfRange(whole, HEAD_BYTES, HEAD_BYTES + SALT_BYTES);
    int nonceAt = HEAD_BYTES + SALT_BYTES;
    byte[] nonce = Arrays.copyOfRange(whole, nonceAt, nonceAt + NONCE_BYTES);
    byte[] wrapping = derive(head, salt, secret);
    try {
      byte[] seed =
          cipher(Cipher.DECRYPT_MODE, wrapping, nonce, device)
              .doFinal(whole, nonceAt + NONCE_BYTES, SIZE_BYTES - nonceAt - NONCE_BYTES);
      return Optional.of(SigningKey.ofSeed(seed));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java cannot open a sealed key", e);
    } finally {
      Arrays.fill(wrapping, (byte) 0);
    }
  }

  private static byte[] derive(ByteBuffer head, byte[] salt, String secret) {
    byte way = head.get();
    int memoryKiB = head.getInt();
    int passes = head.get();
    byte[] input = Normalizer.normalize(secret, Normalizer.Form.NFC).getBytes(UTF_8);
    return way == BY_PASSWORD ? argon2id(input, salt, memoryKiB, passes) : hkdf(input, salt);
  }

  private static byte[] argon2id(byte[] password, byte[] salt, int memoryKiB, int passes) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withMemoryAsKB(memoryKiB)
            .withIterations(passes)
            .withParallelism(1)
            .withSalt(salt)
            .build());
    byte[] key = new byte[32];
    AT_ONCE.acquireUninterruptibly();
    try {
      generator.generateBytes(password, key);
    } finally {
      AT_ONCE.release();
    }
    return key;
  }

  private static byte[] hkdf(byte[] code, byte[] salt) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(
              HKDFParameterSpec.ofExtract()
                  .addIKM(code)
                  .addSalt(salt)
                  .thenExpand("acequia/recovery/1".getBytes(UTF_8), 32));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no HKDF-SHA256", e);
    }
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce, DeviceKey device)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(device.value().toArray());
    return cipher;
  }
}
