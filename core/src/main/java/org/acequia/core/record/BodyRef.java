package org.acequia.core.record;

import org.acequia.core.cid.Cid;

/// The name and size of a body.
///
/// @param cid the CID (dag-cbor) of the body's block
/// @param sizeBytes at most [Body#SIZE_BYTES_MAX]
public record BodyRef(Cid cid, int sizeBytes) {}
