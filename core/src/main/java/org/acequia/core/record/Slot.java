package org.acequia.core.record;

import java.util.Optional;
import org.acequia.core.bytes.Bytes;

/// What a record states: a facet of a subject, and for personal facets of whom.
///
/// Bytes: `kind[1] subject[16] length[1] facet[length] account[0 or 16]`, at most 64.
///
/// @param kind what the subject is
/// @param subject 16 bytes: the id of the item, collection, vocabulary or account
/// @param facet 1 to 30 lower-case ASCII letters and hyphens: `description`, `media`, `tags` …
/// @param account whose facet this is, for personal facets
public record Slot(Kind kind, Bytes subject, String facet, Optional<AccountId> account) {

  /// The longest binary form.
  public static final int SIZE_BYTES_MAX = 64;

  /// What a subject is.
  public enum Kind {
    /// A thing described.
    ITEM(1),
    /// A curated grouping.
    COLLECTION(2),
    /// A person.
    ACCOUNT(3),
    /// A list of terms.
    VOCABULARY(4);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    /// Returns the byte in the slot.
    public int code() {
      return code;
    }
  }
}
