package org.acequia.replication.transfer;

/// What fetching has cost since the node started.
///
/// @param blobs how many blobs arrived
/// @param bytesReceived bytes of blobs that were received
/// @param bytesAgain how many of them had to be dropped, and were or will be received again
public record TransferTotals(long blobs, long bytesReceived, long bytesAgain) {}
