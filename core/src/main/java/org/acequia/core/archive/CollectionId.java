package org.acequia.core.archive;

import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Base32;
import org.acequia.core.record.SetId;

/// The id of a collection: 16 random bytes. The same bytes name its set.
///
/// @param value 16 bytes
public record CollectionId(Bytes value) {

  /// The length of an id.
  public static final int SIZE_BYTES = 16;

  /// Refuses every other length.
  public CollectionId {
    if (value.size() != SIZE_BYTES) {
      throw new IllegalArgumentException("Not an id: %d bytes".formatted(value.size()));
    }
  }

  /// Parses the text form.
  ///
  /// @throws IllegalArgumentException if `text` is not the text form of an id
  public static CollectionId parse(String text) {
    return new CollectionId(Bytes.of(Base32.decode(text, SIZE_BYTES)));
  }

  /// Returns the set of this collection's records.
  public SetId set() {
    return new SetId(value);
  }

  /// Returns the text form: 26 characters of base32, lower case.
  @Override
  public String toString() {
    return Base32.encode(value.toArray());
  }
}
