package org.acequia.core.archive;

import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Base32;

/// The id of an item: 16 random bytes.
///
/// @param value 16 bytes
public record ItemId(Bytes value) {

  /// The length of an id.
  public static final int SIZE_BYTES = 16;

  /// Refuses every other length.
  public ItemId {
    if (value.size() != SIZE_BYTES) {
      throw new IllegalArgumentException("Not an id: %d bytes".formatted(value.size()));
    }
  }

  /// Parses the text form.
  ///
  /// @throws IllegalArgumentException if `text` is not the text form of an id
  public static ItemId parse(String text) {
    return new ItemId(Bytes.of(Base32.decode(text, SIZE_BYTES)));
  }

  /// Returns the text form: 26 characters of base32, lower case.
  @Override
  public String toString() {
    return Base32.encode(value.toArray());
  }
}
