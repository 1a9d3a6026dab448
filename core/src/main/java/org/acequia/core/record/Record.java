package org.acequia.core.record;

import org.acequia.core.bytes.Bytes;

/// A signed statement: `[signature, payload]` in DAG-CBOR, whose CID is its id.
///
/// @param id the CID of `bytes`
/// @param payload what was signed
/// @param signature 64 bytes
/// @param bytes the whole record, as it is stored and travels
@SuppressWarnings("AvoidCommonTypeNames") // the design's word, and the format's
public record Record(RecordId id, Payload payload, Bytes signature, Bytes bytes) {

  /// The largest record of type rec or tomb.
  public static final int SIZE_BYTES_MAX = 4 << 10;

  /// The largest record of any other type.
  public static final int GOVERNANCE_SIZE_BYTES_MAX = 64 << 10;

  /// Returns the community it belongs to: the one it names, or the one it founds.
  public CommunityId community() {
    return payload.community().orElseGet(() -> new CommunityId(id.value()));
  }

  /// Returns the set it stands in.
  public SetRef setRef() {
    return new SetRef(community(), payload.set());
  }

  /// Tells whether it founds a community.
  public boolean isGenesis() {
    return payload.type() == RecordType.CHARTER && payload.community().isEmpty();
  }

  /// Records are equal when their ids are.
  @Override
  public boolean equals(Object other) {
    return other instanceof Record that && id.equals(that.id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }
}
