package org.acequia.core.record;

import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.cid.Sha256;

/// The id of a record: the CID (dag-cbor) of its bytes, signature included.
public record RecordId(Cid value) implements Comparable<RecordId> {

  /// Refuses a CID of another codec.
  public RecordId {
    if (value.codec() != Codec.DAG_CBOR) {
      throw new IllegalArgumentException("Not the id of a record: " + value);
    }
  }

  /// Parses the text form of the CID.
  public static RecordId parse(String text) {
    return new RecordId(Cid.parse(text));
  }

  /// Orders by digest, bytewise.
  @Override
  public int compareTo(RecordId other) {
    Sha256 left = value.digest();
    Sha256 right = other.value.digest();
    int order = Long.compareUnsigned(left.word0(), right.word0());
    order = order != 0 ? order : Long.compareUnsigned(left.word1(), right.word1());
    order = order != 0 ? order : Long.compareUnsigned(left.word2(), right.word2());
    return order != 0 ? order : Long.compareUnsigned(left.word3(), right.word3());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
