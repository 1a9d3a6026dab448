package org.acequia.core.store;

import org.acequia.core.cid.Cid;

/// The storage of blobs could not do its part. Blobs held before are as they were, and nothing
/// half-written is visible. Subtypes differ in what the operator should do.
public abstract sealed class BlobStoreException extends RuntimeException {

  private BlobStoreException(String message) {
    super(message);
  }

  private BlobStoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /// The disk, or the quota, is full. Free some space and try again.
  public static final class NoSpace extends BlobStoreException {
    /// @param place what is full, for the operator
    public NoSpace(String place, Throwable cause) {
      super(
          "No space left in %s. What was stored before is untouched, and nothing half-written was kept. Free some space and try again."
              .formatted(place),
          cause);
    }
  }

  /// The bytes held are no longer the bytes that were stored. Remove the blob and fetch it again
  /// from a neighbour.
  public static final class Corrupt extends BlobStoreException {
    private final transient Cid cid;

    /// @param damage what does not fit
    public Corrupt(Cid cid, String damage) {
      super(
          "Blob %s is damaged: %s. Other blobs are not affected. Remove it and fetch it again from a neighbour."
              .formatted(cid, damage));
      this.cid = cid;
    }

    /// Returns the name of the damaged blob.
    public Cid cid() {
      return cid;
    }
  }

  /// The disk refused an operation. Stop writing and look at the disk.
  public static final class Io extends BlobStoreException {
    /// @param operation what was attempted, as a verb phrase ("publish blob")
    public Io(String operation, String place, Throwable cause) {
      super(
          "Cannot %s at %s: %s. What was stored before is untouched. Check the disk."
              .formatted(operation, place, cause),
          cause);
    }
  }

  /// The content exceeds the limit of the store; nothing of it was kept.
  public static final class TooLarge extends BlobStoreException {
    private final long limitBytes;

    /// @param limitBytes the largest blob the store accepts
    public TooLarge(long limitBytes) {
      super(
          "The content exceeds the limit of %d bytes. Nothing of it was kept."
              .formatted(limitBytes));
      this.limitBytes = limitBytes;
    }

    /// Returns the largest blob that the store accepts.
    public long limitBytes() {
      return limitBytes;
    }
  }
}
