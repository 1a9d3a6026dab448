package org.acequia.core.record;

import java.util.List;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.dagcbor.DagCbor;
import org.acequia.core.dagcbor.DagCborException;
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

  /// Refuses a salt of another length.
  public Body {
    if (salt.size() != SALT_BYTES) {
      throw new MalformedRecordException(
          "body: a salt of %d bytes instead of %d".formatted(salt.size(), SALT_BYTES));
    }
  }

  /// Returns the block.
  ///
  /// @throws MalformedRecordException if it has more than [#SIZE_BYTES_MAX]
  public Bytes encode() {
    byte[] block = DagCbor.encode(new Node.List(List.of(new Node.Binary(salt), content)));
    if (block.length > SIZE_BYTES_MAX) {
      throw new MalformedRecordException(
          "body: %,d bytes in all, at most %,d fit".formatted(block.length, SIZE_BYTES_MAX));
    }
    return Bytes.of(block);
  }

  /// Returns the name and size of a block.
  public static BodyRef ref(Bytes block) {
    return new BodyRef(Cid.of(Codec.DAG_CBOR, block.toArray()), block.size());
  }

  /// Tells whether `block` is what `ref` names.
  public static boolean matches(BodyRef ref, Bytes block) {
    return block.size() == ref.sizeBytes() && ref(block).equals(ref);
  }

  /// Reads a block, which must be the one that `ref` names.
  ///
  /// @throws MalformedRecordException if it is another, or not a body
  public static Body decode(BodyRef ref, Bytes block) {
    if (!matches(ref, block)) {
      throw new MalformedRecordException("body: these are not the bytes that the record names");
    }
    return decode(block);
  }

  /// Reads a block whose CID was checked before.
  ///
  /// @throws MalformedRecordException if it is not a body
  public static Body decode(Bytes block) {
    if (block.size() > SIZE_BYTES_MAX) {
      throw new MalformedRecordException(
          "body: %,d bytes in all, at most %,d fit".formatted(block.size(), SIZE_BYTES_MAX));
    }
    try {
      if (DagCbor.decode(block.toArray(), DagCbor.Limits.RECORD) instanceof Node.List(var parts)
          && parts.size() == 2
          && parts.getFirst() instanceof Node.Binary(Bytes salt)) {
        return new Body(salt, parts.getLast());
      }
    } catch (DagCborException e) {
      throw new MalformedRecordException("body: " + e.getMessage(), e);
    }
    throw new MalformedRecordException("body: not [16 random bytes, content]");
  }
}
