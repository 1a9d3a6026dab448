package org.acequia.core.record;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
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

  /// The length of a subject's id.
  public static final int SUBJECT_BYTES = 16;

  /// The longest name of a facet.
  public static final int FACET_LENGTH_MAX = 30;

  private static final int FACET_AT = 1 + SUBJECT_BYTES + 1;

  /// Refuses what has no binary form.
  ///
  /// @throws MalformedRecordException naming the part that is wrong
  public Slot {
    if (subject.size() != SUBJECT_BYTES) {
      throw new MalformedRecordException(
          "slot: the subject has %d bytes instead of %d".formatted(subject.size(), SUBJECT_BYTES));
    }
    if (facet.isEmpty() || facet.length() > FACET_LENGTH_MAX || !isName(facet)) {
      throw new MalformedRecordException(
          "slot: a facet's name is 1 to %d lower-case letters and hyphens"
              .formatted(FACET_LENGTH_MAX));
    }
  }

  private static boolean isName(String facet) {
    return facet.chars().allMatch(c -> (c >= 'a' && c <= 'z') || c == '-');
  }

  /// Reads the binary form.
  ///
  /// @throws MalformedRecordException if `binary` is not what [#encode()] returns for a slot
  public static Slot decode(Bytes binary) {
    int size = binary.size();
    if (size <= FACET_AT || size > SIZE_BYTES_MAX) {
      throw new MalformedRecordException("slot: %d bytes".formatted(size));
    }
    Kind kind = Kind.of(binary.at(0));
    int facetEnd = FACET_AT + (binary.at(FACET_AT - 1) & 0xff);
    int rest = size - facetEnd;
    if (rest != 0 && rest != AccountId.SIZE_BYTES) {
      throw new MalformedRecordException("slot: the length of the facet does not fit");
    }
    return new Slot(
        kind,
        binary.slice(1, 1 + SUBJECT_BYTES),
        new String(binary.slice(FACET_AT, facetEnd).toArray(), US_ASCII),
        rest == 0 ? Optional.empty() : Optional.of(new AccountId(binary.slice(facetEnd, size))));
  }

  /// Returns the binary form.
  public Bytes encode() {
    ByteArrayOutputStream binary = new ByteArrayOutputStream(SIZE_BYTES_MAX);
    binary.write(kind.code());
    binary.writeBytes(subject.toArray());
    binary.write(facet.length());
    binary.writeBytes(facet.getBytes(US_ASCII));
    account.ifPresent(id -> binary.writeBytes(id.value().toArray()));
    return Bytes.of(binary.toByteArray());
  }

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

    private static Kind of(int code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new MalformedRecordException("slot: no kind has the number %d".formatted(code & 0xff));
    }
  }
}
