package org.acequia.core.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.acequia.core.cid.Cid;

/// Files' bytes on durable storage, each whole under the CID that the profile `unixfs-v1-2025`
/// gives it.
///
/// A blob is either wholly held or not held: no call, concurrent or crashed, can make a partial
/// blob visible. A blob reported as held, by whatever method, survives power loss. All methods may
/// be called from any thread, and may throw a `BlobStoreException` when the storage itself fails.
public interface BlobStore {

  /// Stores `content` under the name its bytes give it. Storing bytes already held changes nothing.
  ///
  /// @param content read to the end, not closed
  /// @throws IOException if reading `content` fails; nothing is kept
  Stored put(InputStream content) throws IOException;

  /// Opens the blob for reading, or returns empty if it is not held. Every leaf is checked before
  /// its bytes are handed out. The caller closes the stream.
  Optional<InputStream> open(Cid blob);

  /// Opens `length` bytes of the blob from `offset`, or returns empty if it is not held.
  ///
  /// @throws IndexOutOfBoundsException if the blob has no such bytes
  Optional<InputStream> open(Cid blob, long offset, long length);

  /// Returns the size of the blob in bytes, or empty if it is not held.
  OptionalLong sizeBytes(Cid blob);

  /// Tells whether the blob is held.
  default boolean holds(Cid blob) {
    return sizeBytes(blob).isPresent();
  }

  /// Removes the blob and reports whether it was held.
  boolean remove(Cid blob);

  /// Calls `action` once for each blob held throughout the call, in no particular order. Returning
  /// normally means the listing was complete; a listing cut short throws.
  void forEach(Consumer<? super Cid> action);

  /// What was stored.
  ///
  /// @param cid the blob's name
  /// @param sizeBytes its size
  record Stored(Cid cid, long sizeBytes) {}
}
