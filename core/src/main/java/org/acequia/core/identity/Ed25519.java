package org.acequia.core.identity;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.acequia.core.bytes.Bytes;
import org.bouncycastle.math.ec.rfc8032.Ed25519.PublicPoint;

/// Verifies Ed25519 signatures (RFC 8032) by one rule that leaves nothing to the implementation:
/// the key A and the signature's R are canonical encodings of points of prime order, s is below the
/// order of the group, and `[s]B = R + [k]A`.
///
/// Where A and R have no small-order part, the equations with and without the cofactor agree, so
/// that every node accepts the same signatures. Points are checked by a multiplication each; keys
/// sign many records, so the last [#REMEMBERED_KEYS] good ones are kept, decoded.
///
/// Safe for several threads at once.
public final class Ed25519 {

  /// The length of a signature, R and s.
  public static final int SIGNATURE_SIZE_BYTES = 64;

  /// How many good keys are kept decoded, about 250 bytes each; the one longest unused goes first.
  public static final int REMEMBERED_KEYS = 4_096;

  private static final RecentKeys RECENT = new RecentKeys();

  private Ed25519() {}

  /// Returns whether `signature` is one of `message` by `key`. Bytes that are no key, or no
  /// signature, are a no.
  public static boolean verify(DeviceKey key, byte[] message, byte[] signature) {
    return signature.length == SIGNATURE_SIZE_BYTES
        && point(key).map(point -> holds(point, message, signature)).orElse(false);
  }

  /// Returns whether `key` is the canonical form of a point of prime order.
  public static boolean isKey(DeviceKey key) {
    return point(key).isPresent();
  }

  private static boolean holds(PublicPoint key, byte[] message, byte[] signature) {
    return org.bouncycastle.math.ec.rfc8032.Ed25519.verify(
            signature, 0, key, message, 0, message.length)
        && org.bouncycastle.math.ec.rfc8032.Ed25519.validatePublicKeyFull(signature, 0);
  }

  private static Optional<PublicPoint> point(DeviceKey key) {
    Optional<PublicPoint> known = RECENT.find(key.value());
    if (known.isPresent()) {
      return known;
    }
    Optional<PublicPoint> point =
        Optional.ofNullable(
            org.bouncycastle.math.ec.rfc8032.Ed25519.validatePublicKeyFullExport(
                key.value().toArray(), 0));
    point.ifPresent(good -> RECENT.keep(key.value(), good));
    return point;
  }

  /// Good keys by recency of use. Bad ones are not kept: a peer that sends many would drive the
  /// good ones out.
  private static final class RecentKeys {

    private final Map<Bytes, PublicPoint> points =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Bytes, PublicPoint> eldest) {
            return size() > REMEMBERED_KEYS;
          }
        };

    synchronized Optional<PublicPoint> find(Bytes key) {
      return Optional.ofNullable(points.get(key));
    }

    synchronized void keep(Bytes key, PublicPoint point) {
      points.put(key, point);
    }
  }
}
