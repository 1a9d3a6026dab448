package org.acequia.node.accession;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import org.acequia.core.archive.CollectionId;
import org.acequia.core.archive.ItemId;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Sha256;

/// Derives an item's id from where it comes from: the first 16 bytes of SHA-256 over a label, the
/// collection and the source's own name for it. So the same material yields the same items again.
final class SourceKey {

  private static final byte[] LABEL = "acequia/import/1".getBytes(UTF_8);

  private static final byte[] AGAIN = "acequia/import/again/1".getBytes(UTF_8);

  private SourceKey() {}

  static ItemId item(CollectionId collection, String kind, String key) {
    MessageDigest hasher = Sha256.hasher();
    hasher.update(LABEL);
    hasher.update(collection.value().toArray());
    hasher.update(kind.getBytes(UTF_8));
    hasher.update((byte) 0);
    hasher.update(key.getBytes(UTF_8));
    return new ItemId(Bytes.of(hasher.digest()).slice(0, ItemId.SIZE_BYTES));
  }

  /// Returns the id under which the source of an item comes in anew after the item was undone.
  static ItemId again(ItemId undone) {
    MessageDigest hasher = Sha256.hasher();
    hasher.update(AGAIN);
    hasher.update(undone.value().toArray());
    return new ItemId(Bytes.of(hasher.digest()).slice(0, ItemId.SIZE_BYTES));
  }
}
