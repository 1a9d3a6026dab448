/// Files as trees of blocks, by the CID profile `unixfs-v1-2025`
/// (`specs/ipfs-ipip-0499-cid-profiles.md`, `specs/ipfs-unixfs.md`).
///
/// A file is cut into raw leaves of 1 MiB, the last one shorter. One leaf is the whole file, also
/// an empty one. Otherwise inner nodes (DAG-PB) name up to 1,024 children each, level by level,
/// until one is left: the root; every leaf stands at the same depth. So one file has one CID,
/// whoever makes it, and only the leaves' digests need to be kept: 32 bytes for each MiB. Leaves
/// are ranges of the file, and inner nodes are views that are made again where they are asked for.
@NullMarked
package org.acequia.core.unixfs;

import org.jspecify.annotations.NullMarked;
