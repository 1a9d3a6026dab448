package org.acequia.core.archive;

import java.time.Instant;
import java.util.Optional;
import org.acequia.core.record.RecordId;

/// One edit of one slot.
///
/// @param record its record
/// @param facet what it states
/// @param by the account's name, or the device's key where the account is not known
/// @param at when its author's clock said it was
/// @param description what a description states, where the body is held
/// @param summary for other facets, a short text such as the files' names or the tags
/// @param head whether it is a head of its slot
public record Version(
    RecordId record,
    String facet,
    String by,
    Instant at,
    Optional<Description> description,
    String summary,
    boolean head) {}
