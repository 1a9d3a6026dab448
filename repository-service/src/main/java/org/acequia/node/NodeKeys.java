package org.acequia.node;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.acequia.core.cid.Base32;
import org.acequia.core.identity.SigningKey;
import org.acequia.node.directory.PrivateFile;

/// The secrets that a node keeps in files of its data directory, made at the first start.
///
/// @param device signs what the node states by itself
/// @param peer is the node's name on the wire
/// @param token lets whoever can read its file act as the operator
public record NodeKeys(SigningKey device, SigningKey peer, String token) {

  private static final int TOKEN_BYTES = 32;

  /// Reads the secrets of `data`, making those that are not there.
  ///
  /// @throws org.acequia.node.directory.DataDirectoryException if a file cannot be read or written
  public static NodeKeys of(Path data, SecureRandom random) {
    return new NodeKeys(
        key(data.resolve(NodeFiles.DEVICE_KEY), random),
        key(data.resolve(NodeFiles.PEER_KEY), random),
        token(data.resolve(NodeFiles.TOKEN), random));
  }

  private static SigningKey key(Path path, SecureRandom random) {
    PrivateFile file = new PrivateFile(path);
    return SigningKey.ofSeed(
        file.read()
            .orElseGet(() -> {
              byte[] seed = new byte[SigningKey.SEED_SIZE_BYTES];
              random.nextBytes(seed);
              file.write(seed);
              return seed;
            }));
  }

  private static String token(Path path, SecureRandom random) {
    PrivateFile file = new PrivateFile(path);
    return file.read()
        .map(bytes -> new String(bytes, US_ASCII).strip())
        .filter(text -> !text.isEmpty())
        .orElseGet(() -> {
          byte[] bytes = new byte[TOKEN_BYTES];
          random.nextBytes(bytes);
          String token = Base32.encode(bytes);
          file.write((token + "\n").getBytes(US_ASCII));
          return token;
        });
  }

  /// Hides the secrets.
  @Override
  public String toString() {
    return "NodeKeys[device=%s, peer=%s]".formatted(device.key(), peer.key());
  }
}
