package org.acequia.replication.pairing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Locale;
import java.util.Optional;
import org.acequia.core.bytes.ByteWriter;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.dagcbor.DagCbor;
import org.acequia.core.dagcbor.DagCborException;
import org.acequia.core.dagcbor.MapBuilder;
import org.acequia.core.dagcbor.MapReader;
import org.acequia.core.identity.DeviceKey;
import org.acequia.core.identity.Ed25519;
import org.acequia.core.identity.PeerId;
import org.acequia.core.identity.Signer;

/// What travels on a stream of `/acequia/pair/1`: one [Request] there, one [Accepted] or [Refused]
/// back. Each is a DAG-CBOR map with its length in front.
sealed interface PairMessage {

  /// The largest message that is read.
  int SIZE_BYTES_MAX = 16 << 10;

  /// Asks to be paired.
  ///
  /// @param inviteKey the public key of the invite
  /// @param proof that its secret half is known: a signature over both peers' ids
  /// @param introduction of the joining node
  record Request(DeviceKey inviteKey, Bytes proof, Introduction introduction)
      implements PairMessage {

    private static final byte[] CONTEXT = "acequia/pair/1".getBytes(US_ASCII);

    /// Returns the request of `joiner` to `inviter`.
    static Request of(Signer inviteKey, PeerId joiner, PeerId inviter, Introduction introduction) {
      return new Request(
          inviteKey.key(), Bytes.of(inviteKey.sign(signed(joiner, inviter))), introduction);
    }

    /// Tells whether it was made by who knows the secret, for these two peers.
    boolean isProven(PeerId joiner, PeerId inviter) {
      return Ed25519.verify(inviteKey, signed(joiner, inviter), proof.toArray());
    }

    private static byte[] signed(PeerId joiner, PeerId inviter) {
      return new ByteWriter(CONTEXT.length + 2 * PeerId.SIZE_BYTES)
          .bytes(Bytes.of(CONTEXT))
          .bytes(joiner.multihash())
          .bytes(inviter.multihash())
          .toArray();
    }
  }

  /// The inviting node has stored its new neighbour.
  ///
  /// @param introduction of the inviting node
  record Accepted(Introduction introduction) implements PairMessage {}

  /// The inviting node has stored nothing.
  record Refused(Refusal reason) implements PairMessage {}

  /// Returns the binary form.
  default byte[] encode() {
    MapBuilder map = new MapBuilder().put("v", 1);
    return DagCbor.encode(
        switch (this) {
          case Request(var key, var proof, var introduction) ->
              introduction.put(map.put("k", key.value()).put("g", proof)).build();
          case Accepted(var introduction) -> introduction.put(map).build();
          case Refused(var reason) -> map.put("r", reason.name().toLowerCase(Locale.ROOT)).build();
        });
  }

  /// Reads a message, or returns empty if `bytes` is none.
  static Optional<PairMessage> decode(byte[] bytes) {
    try {
      MapReader fields =
          MapReader.of(DagCbor.decode(bytes, new DagCbor.Limits(SIZE_BYTES_MAX, 3, false)), "pair");
      fields.integer("v", 1, 1);
      PairMessage message = read(fields);
      fields.end();
      return Optional.of(message);
    } catch (DagCborException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static PairMessage read(MapReader fields) {
    if (fields.has("r")) {
      return new Refused(Refusal.valueOf(fields.text("r", 20).toUpperCase(Locale.ROOT)));
    }
    return fields.has("k")
        ? new Request(
            new DeviceKey(fields.bytes("k", DeviceKey.SIZE_BYTES)),
            fields.bytes("g", Ed25519.SIGNATURE_SIZE_BYTES),
            Introduction.read(fields))
        : new Accepted(Introduction.read(fields));
  }
}
