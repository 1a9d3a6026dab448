package org.acequia.core.store;

import java.util.List;
import org.acequia.core.cid.Cid;
import org.acequia.core.store.BlobStore.Stored;

/// Blobs on their way in, in pieces, from somebody who may go away in between; what they will be
/// called is not known yet. None is visible before it is complete.
///
/// All methods throw [BlobStoreException] when the storage fails. One thread at a time may have a
/// draft open: the caller sees to that.
public interface BlobDrafts {

  /// Begins a draft, or goes on with one. What it holds is read again to be hashed. The caller
  /// closes it.
  ///
  /// @param name of the caller's choice: 1 to 64 lower-case letters and digits
  /// @param durableBytes how much of it is known to be durable; what lies behind is dropped
  Draft draft(String name, long durableBytes);

  /// Returns the names of all drafts.
  List<String> draftNames();

  /// Forgets a draft that is not open. Nothing happens where there is none.
  void discardDraft(String name);

  /// Tells whether a blob is held, and makes durable what a crash may have left renamed and no
  /// more: for whoever acknowledges a draft that was completed before.
  boolean isDurablyHeld(Cid blob);

  /// A blob being written. For one thread.
  interface Draft extends AutoCloseable {

    /// Returns how many bytes it has.
    long sizeBytes();

    /// Appends bytes, not durable yet.
    ///
    /// @throws BlobStoreException.TooLarge if the blob exceeds the limit of the store
    void write(byte[] source, int offset, int length);

    /// Makes durable what was written.
    void sync();

    /// Ends the content, durably, and tells what it will be called. Nothing can be written then.
    Stored seal();

    /// Makes the sealed blob visible, durably, and closes this.
    Stored complete();

    /// Closes it. What was made durable stays, to be gone on with.
    @Override
    void close();
  }
}
