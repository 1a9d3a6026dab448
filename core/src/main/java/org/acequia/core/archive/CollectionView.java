package org.acequia.core.archive;

import java.util.List;
import java.util.Optional;
import org.acequia.core.record.RecordId;

/// A collection as a node shows it.
///
/// @param id the collection
/// @param description the value for display
/// @param items how many items it has
/// @param heads the records an edit supersedes
/// @param conflicts what the heads do not agree on
/// @param cover the picture chosen for it; empty where nobody chose one
/// @param coverHeads the records another choice supersedes
public record CollectionView(
    CollectionId id,
    Description description,
    long items,
    List<RecordId> heads,
    List<Conflict> conflicts,
    Optional<MediaFile> cover,
    List<RecordId> coverHeads) {}
