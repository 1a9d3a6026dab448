package org.acequia.core.identity;

/// Something that signs as one device.
public interface Signer {

  /// Returns the public key whose signatures these are.
  DeviceKey key();

  /// Returns the Ed25519 signature of `message`, 64 bytes.
  byte[] sign(byte[] message);
}
