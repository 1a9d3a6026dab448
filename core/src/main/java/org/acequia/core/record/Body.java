package org.acequia.core.record;

import org.acequia.core.bytes.Bytes;
import org.acequia.core.dagcbor.Node;

/// A record's content: its own block `[16 random bytes, content]`, so that it can be erased while
/// the record stays verifiable, and is not guessable from its CID.
///
/// @param salt 16 random bytes
/// @param content what the slot's facet holds
public record Body(Bytes salt, Node content) {

  /// The largest block.
  public static final int SIZE_BYTES_MAX = 64 << 10;

  /// The length of the salt.
  public static final int SALT_BYTES = 16;
}
