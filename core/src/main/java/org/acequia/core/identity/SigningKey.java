package org.acequia.core.identity;

import org.acequia.core.bytes.Bytes;

/// An Ed25519 key pair, held in memory. Its text form shows the public half only.
public final class SigningKey implements Signer {

  /// The length of the seed that the whole pair comes from (RFC 8032, section 5.1.5).
  public static final int SEED_SIZE_BYTES = 32;

  private final byte[] seed;
  private final byte[] publicKey;

  private SigningKey(byte[] seed) {
    this.seed = seed;
    this.publicKey = new byte[DeviceKey.SIZE_BYTES];
    org.bouncycastle.math.ec.rfc8032.Ed25519.generatePublicKey(seed, 0, publicKey, 0);
  }

  /// Returns the pair of `seed`, 32 bytes, of which a copy is kept.
  ///
  /// @throws IllegalArgumentException if `seed` has another length
  public static SigningKey ofSeed(byte[] seed) {
    if (seed.length != SEED_SIZE_BYTES) {
      throw new IllegalArgumentException("Not an Ed25519 seed: %d bytes".formatted(seed.length));
    }
    return new SigningKey(seed.clone());
  }

  @Override
  public DeviceKey key() {
    return new DeviceKey(Bytes.of(publicKey));
  }

  @Override
  public byte[] sign(byte[] message) {
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE_BYTES];
    org.bouncycastle.math.ec.rfc8032.Ed25519.sign(
        seed, 0, publicKey, 0, message, 0, message.length, signature, 0);
    return signature;
  }

  /// Returns the secret seed, a new array, for whoever wraps it in a password or writes it to a
  /// file that only its owner may read.
  public byte[] toSeed() {
    return seed.clone();
  }

  /// Returns the name of the public key; never the secret.
  @Override
  public String toString() {
    return "SigningKey[%s]".formatted(key());
  }
}
