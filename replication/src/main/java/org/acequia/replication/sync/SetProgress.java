package org.acequia.replication.sync;

import java.util.Optional;
import org.acequia.core.record.SetRef;

/// How far a set has come with one neighbour.
///
/// @param set which
/// @param recordsIn records known to be on their way to us
/// @param recordsOut records known to be on their way to the neighbour
/// @param theirCount how many records the neighbour held when it last said so
/// @param equal whether both sides held the same records when last compared
/// @param theirs what the neighbour holds of bodies and blobs, once it said so
public record SetProgress(
    SetRef set,
    long recordsIn,
    long recordsOut,
    long theirCount,
    boolean equal,
    Optional<Holding> theirs) {}
