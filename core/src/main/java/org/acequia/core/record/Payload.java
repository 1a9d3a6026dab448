package org.acequia.core.record;

import java.util.List;
import java.util.Optional;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.dagcbor.Node;

/// What a record states and its author signs.
///
/// @param type `ty`
/// @param community `c`; absent in the first charter alone, whose record id is the community
/// @param set `k`
/// @param slot `s`; absent in types that state nothing about a slot
/// @param author `a`, `q`, `p`, `cap`, `g`
/// @param supersedes `x`: at most 8 records of the same slot
/// @param time `t`
/// @param timeQuality `tq`: 0 (unknown) to 3 (synchronised)
/// @param body `b` and `n`: absent when the record has no body
/// @param keyId `e`: absent unless the body is sealed
/// @param content `m`: of every type but rec
public record Payload(
    RecordType type,
    Optional<CommunityId> community,
    SetId set,
    Optional<Slot> slot,
    Authorship author,
    List<RecordId> supersedes,
    Hlc time,
    int timeQuality,
    Optional<BodyRef> body,
    Optional<Bytes> keyId,
    Optional<Node> content) {

  /// How many records one record may supersede.
  public static final int SUPERSEDES_MAX = 8;

  /// The longest id of a key.
  public static final int KEY_ID_BYTES_MAX = 32;

  /// Keeps its own copy of `supersedes`.
  public Payload {
    supersedes = List.copyOf(supersedes);
  }
}
