package org.acequia.core.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.acequia.core.cid.Cid;
import org.acequia.core.unixfs.FileTree;

/// A set of blobs on durable storage, each named by the CID that the profile `unixfs-v1-2025` gives
/// its bytes.
///
/// A blob is wholly held or not held: no call, concurrent or crashed, makes a partial blob visible.
/// What any method reports as held survives power loss. All methods may be called from any thread,
/// and throw [BlobStoreException] when the storage fails.
public interface BlobStore {

  /// Stores `content` under the name its bytes give it. Storing what is already held adds nothing.
  ///
  /// @param content read to the end, not closed
  /// @throws BlobStoreException.TooLarge if `content` exceeds the limit of this store; nothing is
  ///   kept
  /// @throws IOException if reading `content` fails; nothing is kept
  Stored put(InputStream content) throws IOException;

  /// Begins a batch: many blobs made durable together, at a fraction of the cost. The caller closes
  /// it.
  Batch batch();

  /// Begins, or resumes, taking a blob from peers, whose inner nodes are known. The caller closes
  /// what it gets.
  ///
  /// @throws BlobStoreException.TooLarge if the blob exceeds the limit of this store
  Offer receive(FileTree tree);

  /// Opens the blob for reading, or returns empty if it is not held. Every leaf is checked before
  /// its first byte is handed out; reading throws [BlobStoreException.Corrupt] at a damaged one.
  /// The caller closes the stream.
  default Optional<InputStream> open(Cid cid) {
    return openRange(cid, ByteRange.from(0));
  }

  /// Opens part of the blob, as [#open(Cid)] does. A range beyond the end is empty.
  Optional<InputStream> openRange(Cid cid, ByteRange range);

  /// Opens `length` bytes of the blob from `offset`, or returns empty if it is not held.
  ///
  /// @throws IndexOutOfBoundsException if the blob has no such bytes
  default Optional<InputStream> open(Cid cid, long offset, long length) {
    OptionalLong size = sizeBytes(cid);
    if (size.isPresent()) {
      Objects.checkFromIndexSize(offset, length, size.getAsLong());
    }
    return openRange(cid, new ByteRange(offset, length));
  }

  /// Returns the tree of the blob, checked against `cid`, or empty if the blob is not held.
  Optional<FileTree> tree(Cid cid);

  /// Returns the size of the blob in bytes, or empty if it is not held.
  OptionalLong sizeBytes(Cid cid);

  /// Returns whether the blob is held.
  default boolean holds(Cid cid) {
    return sizeBytes(cid).isPresent();
  }

  /// Removes the blob, durably, and reports whether it was held.
  boolean remove(Cid cid);

  /// Sets a damaged blob aside, durably: it is no longer held, so that it can be stored or received
  /// anew. Its bytes are kept where a person can find them until it is held again.
  ///
  /// @return whether it was held
  boolean setAside(Cid cid);

  /// Calls `action` once for each blob held throughout the call, in no particular order. Returning
  /// normally means the listing was complete; a listing cut short throws.
  void forEach(Consumer<? super Cid> action);

  /// Reads all of the blob and says how it is.
  Fixity verify(Cid cid);

  /// A blob that is held.
  record Stored(Cid cid, long sizeBytes) {}

  /// Blobs on their way in together. None is visible, or acknowledged, before [#commit()] returns.
  /// For one thread.
  interface Batch extends AutoCloseable {

    /// Takes a blob into the batch and returns its name-to-be.
    ///
    /// @param content read to the end, not closed
    /// @throws BlobStoreException.TooLarge if it exceeds the limit; the rest of the batch stays
    /// @throws IOException if reading `content` fails; the rest of the batch stays
    Stored add(InputStream content) throws IOException;

    /// Returns how many blobs wait to be committed.
    int size();

    /// Makes all blobs of the batch durable and visible; the batch is empty then and can be used
    /// again. If it throws, some may be held, each of them whole, and none is acknowledged.
    void commit();

    /// Drops what was not committed.
    @Override
    void close();
  }

  /// The answer to [BlobStore#receive].
  sealed interface Offer {

    /// The blob is held already: there is nothing to fetch.
    record AlreadyHeld() implements Offer {}

    /// Another thread is taking the same blob in.
    record Busy() implements Offer {}

    /// Fetch from [Incoming#resumeOffset()] on.
    record Begun(Incoming incoming) implements Offer {}
  }

  /// A blob being received, leaf by leaf, from peers who may be faulty or hostile. Closed before it
  /// is complete, or cut off by a crash, it stays to be resumed: its verified leaves and the bytes
  /// of the leaf that had begun. For one thread.
  interface Incoming extends AutoCloseable {

    /// Returns what is being received.
    FileTree tree();

    /// Returns the offset of the first byte that is still missing; the size of the blob when none
    /// is.
    long resumeOffset();

    /// Appends bytes that belong at [#resumeOffset()].
    ///
    /// @throws IllegalArgumentException if they reach beyond the end of the blob
    Arrival write(byte[] source, int offset, int length);

    /// Makes the blob durable and visible, and closes this.
    ///
    /// @throws IllegalStateException if bytes are missing
    Stored complete();

    /// Forgets all that was received, and closes this.
    void discard();

    /// Keeps what was received for the next attempt.
    @Override
    void close();
  }

  /// What became of bytes given to [Incoming#write].
  sealed interface Arrival {

    /// Taken; whole leaves among them were verified.
    ///
    /// @param resumeOffset of the next byte wanted
    record Taken(long resumeOffset) implements Arrival {}

    /// A leaf was not what its digest says. All its bytes were dropped, those before it were kept.
    ///
    /// @param resumeOffset of the leaf
    /// @param senderAtFault false if part of the leaf came from an earlier connection
    record Rejected(long resumeOffset, boolean senderAtFault) implements Arrival {}
  }

  /// The state of a blob's bytes.
  sealed interface Fixity {

    /// Every byte is as it was stored.
    record Sound(long sizeBytes) implements Fixity {}

    /// The bytes are not those that the CID names.
    record Damaged(String damage) implements Fixity {}

    /// There is no such blob.
    record NotHeld() implements Fixity {}
  }
}
