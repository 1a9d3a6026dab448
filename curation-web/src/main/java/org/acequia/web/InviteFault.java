package org.acequia.web;

/// Why an invite cannot be used.
public enum InviteFault {
  /// The text is no invite: cut off, or mistyped.
  MALFORMED,
  /// Its time is over.
  EXPIRED,
  /// Somebody used it before.
  USED,
  /// The node that gave it does not answer at any of its addresses.
  UNREACHABLE,
  /// Another node answers at its addresses than the one that gave it.
  WRONG_PEER,
  /// The nodes are paired, but the link broke before the community's charter had come. What came
  /// was kept, and the same invite goes on from there.
  CUT_OFF,
  /// It invites to another community than the one that this node serves.
  OTHER_COMMUNITY
}
