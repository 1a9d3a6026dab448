package org.acequia.core.record;

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
}
