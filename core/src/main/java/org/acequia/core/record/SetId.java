package org.acequia.core.record;

import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Base32;

/// The id of a set within a community: a collection's id, or [#GOVERNANCE].
///
/// @param value 16 bytes
public record SetId(Bytes value) implements Comparable<SetId> {

  /// The length of an id.
  public static final int SIZE_BYTES = 16;

  /// The governance set: 16 zero bytes.
  public static final SetId GOVERNANCE = new SetId(Bytes.of(new byte[SIZE_BYTES]));

  /// Refuses every other length.
  public SetId {
    if (value.size() != SIZE_BYTES) {
      throw new IllegalArgumentException("Not an id: %d bytes".formatted(value.size()));
    }
  }

  /// Parses the text form.
  ///
  /// @throws IllegalArgumentException if `text` is not the text form of an id
  public static SetId parse(String text) {
    return new SetId(Bytes.of(Base32.decode(text, SIZE_BYTES)));
  }

  /// Orders bytewise.
  @Override
  public int compareTo(SetId other) {
    return value.compareTo(other.value);
  }

  /// Returns the text form: 26 characters of base32, lower case.
  @Override
  public String toString() {
    return Base32.encode(value.toArray());
  }
}
