/// Blobs between neighbours: `/acequia/blob/1`.
///
/// A [BlobServer] answers; a [BlobFetcher] keeps asking whoever is connected for what is wanted.
/// Nothing a peer sends counts before its hash is checked: an inner node against its parent, a leaf
/// against the inner node above it. What arrived before a cut stays, to the byte.
///
/// The bytes are described in `docs/format.md`, Blob transfer.
@NullMarked
package org.acequia.replication.transfer;

import org.jspecify.annotations.NullMarked;
