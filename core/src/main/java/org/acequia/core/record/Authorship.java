package org.acequia.core.record;

import java.util.Optional;
import org.acequia.core.identity.DeviceKey;

/// Who signed a record, on what authority, and where it stands among the device's records of the
/// set.
///
/// @param device `a`
/// @param sequence `q`: 1 for the device's first record of the set
/// @param previous `p`: the device's record before it in the set; absent when `sequence` is 1
/// @param capability `cap`: the record that grants the right; absent for a charter's delegates
/// @param epoch `g`: the governance epoch the device knew
public record Authorship(
    DeviceKey device,
    long sequence,
    Optional<RecordId> previous,
    Optional<RecordId> capability,
    long epoch) {}
