package org.acequia.core.identity;

import org.acequia.core.bytes.Bytes;

/// The public Ed25519 key of a device.
///
/// @param value 32 bytes
public record DeviceKey(Bytes value) {

  /// The length of a key.
  public static final int SIZE_BYTES = 32;

  /// Refuses every other length. Whether the bytes are a point is checked by [Ed25519].
  public DeviceKey {
    if (value.size() != SIZE_BYTES) {
      throw new IllegalArgumentException("Not an Ed25519 key: %d bytes".formatted(value.size()));
    }
  }
}
