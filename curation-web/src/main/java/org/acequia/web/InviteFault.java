package org.acequia.web;

/// Why an invite cannot be used.
public enum InviteFault {
  /// The text is no invite: it does not begin like one.
  MALFORMED,
  /// It begins like an invite and is cut off or mistyped.
  DAMAGED,
  /// A newer version of this program made it: this one is too old to read it.
  NEWER_VERSION,
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
