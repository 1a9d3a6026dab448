package org.acequia.node.uploads;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.acequia.core.archive.CollectionId;
import org.acequia.core.archive.ItemId;
import org.acequia.core.cid.Cid;
import org.acequia.core.record.AccountId;

/// A file being sent, or sent lately.
///
/// @param id names it in its address
/// @param account who sends it
/// @param accession the act that it is part of
/// @param collection where it goes
/// @param into the item that it joins; empty if it becomes one
/// @param keep whether it is kept even if the archive has it already
/// @param name of the file, fit to be shown
/// @param durableBytes how many of its bytes survive a power loss
/// @param blob what the bytes are called, once all are there
/// @param item what has the file now
/// @param sameAs what had it before, where nothing was done with it for that reason
record Upload(
    String id,
    AccountId account,
    OptionalLong accession,
    CollectionId collection,
    Optional<ItemId> into,
    boolean keep,
    String name,
    long sizeBytes,
    long durableBytes,
    Instant touchedAt,
    Optional<Cid> blob,
    Optional<ItemId> item,
    Optional<ItemId> sameAs) {

  /// Tells whether every byte is durable here.
  boolean isWhole() {
    return durableBytes == sizeBytes;
  }

  /// Tells whether nothing more is to be done.
  boolean isSettled() {
    return item.isPresent() || sameAs.isPresent();
  }
}
