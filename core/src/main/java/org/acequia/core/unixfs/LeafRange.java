package org.acequia.core.unixfs;

/// Where a leaf stands in its file.
///
/// @param offset of its first byte
/// @param sizeBytes 1 MiB, less for the last one, 0 in an empty file
public record LeafRange(long offset, int sizeBytes) {}
