package org.acequia.core.record;

import org.acequia.core.cid.Cid;

/// The id of a record: the CID (dag-cbor) of its bytes, signature included.
public record RecordId(Cid value) implements Comparable<RecordId> {

  /// Parses the text form of the CID.
  public static RecordId parse(String text) {
    return new RecordId(Cid.parse(text));
  }

  /// Orders by digest, bytewise.
  @Override
  public int compareTo(RecordId other) {
    return java.util.Arrays.compareUnsigned(value.toBytes(), other.value.toBytes());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
