package org.acequia.replication.sync;

/// How much of what a set's records refer to a node holds.
///
/// @param bodies how many bodies are held
/// @param bodiesMissing how many are named and not held
/// @param blobs how many blobs are held
/// @param blobBytes their size
/// @param blobsMissing how many are named and not held
/// @param blobBytesMissing their size, as the records state it
public record Holding(
    long bodies,
    long bodiesMissing,
    long blobs,
    long blobBytes,
    long blobsMissing,
    long blobBytesMissing) {

  /// Nothing held, nothing missing.
  public static final Holding NONE = new Holding(0, 0, 0, 0, 0, 0);
}
