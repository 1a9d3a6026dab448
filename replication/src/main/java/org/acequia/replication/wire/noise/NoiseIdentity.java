package org.acequia.replication.wire.noise;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.identity.Ed25519;
import org.acequia.core.identity.PeerId;
import org.acequia.core.identity.Signer;
import org.acequia.replication.wire.protobuf.MalformedMessageException;
import org.acequia.replication.wire.protobuf.ProtobufReader;
import org.acequia.replication.wire.protobuf.ProtobufWriter;

/// Our side of every handshake: one static key, made anew at each start and never stored, which the
/// node's libp2p key vouches for once.
public final class NoiseIdentity {

  /// The most muxers that a peer may name.
  static final int MAX_MUXERS = 16;

  private static final String SIGNATURE_PREFIX = "noise-libp2p-static-key:";

  /// libp2p's key types, by number.
  private static final List<String> KEY_TYPES =
      List.of("RSA", "a malformed Ed25519 key", "secp256k1", "ECDSA");

  private final X25519 staticKey;
  private final byte[] payload;

  private NoiseIdentity(X25519 staticKey, byte[] payload) {
    this.staticKey = staticKey;
    this.payload = payload;
  }

  /// Makes a static key and has `signer` vouch for it.
  ///
  /// @param muxers the stream multiplexers that we speak, the preferred first
  public static NoiseIdentity create(Signer signer, List<String> muxers) {
    try {
      X25519 staticKey = X25519.generate();
      ProtobufWriter extensions = new ProtobufWriter();
      muxers.forEach(muxer -> extensions.text(2, muxer));
      ProtobufWriter payload =
          new ProtobufWriter()
              .bytes(1, PeerId.of(signer.key()).publicKey().toArray())
              .bytes(2, signer.sign(signed(staticKey.publicBytes())));
      if (!muxers.isEmpty()) {
        payload.message(4, extensions);
      }
      return new NoiseIdentity(staticKey, payload.toByteArray());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JVM has no X25519", e);
    }
  }

  X25519 staticKey() {
    return staticKey;
  }

  byte[] payload() {
    return payload.clone();
  }

  /// What a peer's payload proves and says.
  record Remote(PeerId peer, List<String> muxers) {}

  /// Checks that the payload's identity key vouches for `remoteStatic`.
  static Remote verify(byte[] payload, byte[] remoteStatic)
      throws NoiseException, MalformedMessageException {
    ProtobufReader message = ProtobufReader.parse(payload);
    Optional<byte[]> encodedKey = message.bytes(1);
    Optional<byte[]> signature = message.bytes(2);
    if (encodedKey.isEmpty() || signature.isEmpty()) {
      throw new NoiseException("The peer's handshake does not say who it is");
    }
    PeerId peer = peer(encodedKey.get());
    if (!Ed25519.verify(peer.key(), signed(remoteStatic), signature.get())) {
      throw new NoiseException("The peer's identity does not vouch for its handshake");
    }
    Optional<ProtobufReader> extensions = message.message(4);
    List<String> muxers =
        extensions.isEmpty()
            ? List.of()
            : extensions.get().allTexts(2).stream().limit(MAX_MUXERS).toList();
    return new Remote(peer, muxers);
  }

  private static PeerId peer(byte[] encodedKey) throws NoiseException, MalformedMessageException {
    try {
      return PeerId.ofPublicKey(Bytes.of(encodedKey));
    } catch (IllegalArgumentException e) {
      long type = ProtobufReader.parse(encodedKey).number(1).orElse(-1L);
      throw new NoiseException(
          type >= 0 && type < KEY_TYPES.size()
              ? "The peer's key is %s; only Ed25519 is understood"
                  .formatted(KEY_TYPES.get((int) type))
              : "The peer's key is of no known type",
          e);
    }
  }

  private static byte[] signed(byte[] staticKey) {
    byte[] prefix = SIGNATURE_PREFIX.getBytes(StandardCharsets.US_ASCII);
    byte[] message = Arrays.copyOf(prefix, prefix.length + staticKey.length);
    System.arraycopy(staticKey, 0, message, prefix.length, staticKey.length);
    return message;
  }
}
