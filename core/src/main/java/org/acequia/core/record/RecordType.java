package org.acequia.core.record;

import java.util.Optional;

/// What a record is (`ty`).
public enum RecordType {
  /// States the content of a slot.
  REC("rec"),
  /// States that a slot's subject has gone away.
  TOMB("tomb"),
  /// A person and their devices.
  ACCT("acct"),
  /// A grant.
  CAP("cap"),
  /// Takes a grant back.
  REVOKE("revoke"),
  /// The rules and delegates of a community.
  CHARTER("charter"),
  /// A counter-signature on a charter.
  SIGN("sign"),
  /// An order to hide, erase or seal.
  TAKEDOWN("takedown"),
  /// Sealed keys of a restricted set.
  KEYRING("keyring"),
  /// Capacity promised to others.
  PLEDGE("pledge"),
  /// The answer to a takedown.
  RECEIPT("receipt");

  private final String code;

  RecordType(String code) {
    this.code = code;
  }

  /// Returns the text in the record.
  public String code() {
    return code;
  }

  /// Returns the type with this text.
  public static Optional<RecordType> of(String code) {
    for (RecordType type : values()) {
      if (type.code.equals(code)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /// Tells whether records of this type state something about a slot.
  public boolean hasSlot() {
    return this == REC || this == TOMB || this == ACCT;
  }

  /// Tells whether records of this type carry their content themselves (`m`).
  public boolean hasContent() {
    return this != REC && this != TOMB;
  }

  /// Returns the most bytes that a record of this type may have.
  public int sizeBytesMax() {
    return this == REC || this == TOMB ? Record.SIZE_BYTES_MAX : Record.GOVERNANCE_SIZE_BYTES_MAX;
  }
}
