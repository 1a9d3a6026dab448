package org.acequia.core.identity;

import org.acequia.core.bytes.ByteWriter;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Base58btc;

/// The name of a running copy of a node on the wire: the identity multihash of its Ed25519 public
/// key in libp2p's protobuf form (`specs/libp2p-peer-ids.md`, Keys and Peer Ids).
///
/// - Binary form: 38 bytes, `0x00 0x24 0x08 0x01 0x12 0x20 key[32]`.
/// - Text form: base58btc, 52 characters, `12D3Koo…`.
///
/// Peers with keys of other kinds have ids that this type refuses.
///
/// @param multihash the binary form
public record PeerId(Bytes multihash) {

  /// The length of the binary form.
  public static final int SIZE_BYTES = 38;

  /// The length of a public key in libp2p's protobuf form.
  public static final int PUBLIC_KEY_SIZE_BYTES = 36;

  /// The length of the text form.
  public static final int TEXT_LENGTH = 52;

  private static final Bytes MULTIHASH_PREFIX = Bytes.of((byte) 0x00, (byte) PUBLIC_KEY_SIZE_BYTES);
  private static final Bytes KEY_PREFIX = Bytes.ofHex("08011220");
  private static final int KEY_OFFSET = SIZE_BYTES - DeviceKey.SIZE_BYTES;

  /// Refuses what is not the id of an Ed25519 key.
  public PeerId {
    boolean framed =
        multihash.size() == SIZE_BYTES
            && multihash.slice(0, 2).equals(MULTIHASH_PREFIX)
            && multihash.slice(2, KEY_OFFSET).equals(KEY_PREFIX);
    if (!framed) {
      throw new IllegalArgumentException(
          "Not the peer id of an Ed25519 key: %d bytes".formatted(multihash.size()));
    }
  }

  /// Returns the id of the peer that signs with `key`.
  public static PeerId of(DeviceKey key) {
    return new PeerId(
        Bytes.of(
            new ByteWriter(SIZE_BYTES)
                .bytes(MULTIHASH_PREFIX)
                .bytes(KEY_PREFIX)
                .bytes(key.value())
                .toArray()));
  }

  /// Returns the id of the peer whose public key this is, in libp2p's protobuf form (36 bytes).
  ///
  /// @throws IllegalArgumentException if `protobuf` is not the one form of an Ed25519 key
  public static PeerId ofPublicKey(Bytes protobuf) {
    if (protobuf.size() != PUBLIC_KEY_SIZE_BYTES) {
      throw new IllegalArgumentException(
          "Not an Ed25519 public key in protobuf form: %d bytes".formatted(protobuf.size()));
    }
    return new PeerId(
        Bytes.of(new ByteWriter(SIZE_BYTES).bytes(MULTIHASH_PREFIX).bytes(protobuf).toArray()));
  }

  /// Parses the text form.
  ///
  /// @throws IllegalArgumentException if `text` is not the base58btc form of an Ed25519 key's id
  public static PeerId parse(String text) {
    if (text.length() != TEXT_LENGTH) {
      throw new IllegalArgumentException(
          "Not the peer id of an Ed25519 key: %d characters, where %d are due"
              .formatted(text.length(), TEXT_LENGTH));
    }
    return new PeerId(Bytes.of(Base58btc.decode(text)));
  }

  /// Returns the key that the peer signs with. Whether it is a point is checked by [Ed25519].
  public DeviceKey key() {
    return new DeviceKey(multihash.slice(KEY_OFFSET, SIZE_BYTES));
  }

  /// Returns the key in libp2p's protobuf form, 36 bytes, as Noise and identify carry it.
  public Bytes publicKey() {
    return multihash.slice(MULTIHASH_PREFIX.size(), SIZE_BYTES);
  }

  /// Returns the text form.
  @Override
  public String toString() {
    return Base58btc.encode(multihash.toArray());
  }
}
