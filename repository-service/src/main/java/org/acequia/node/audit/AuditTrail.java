package org.acequia.node.audit;

/// Where acts are noted, in one line: `trail.note(Act.IMPORTED, jobId)`.
///
/// Noting never fails what is noted: where the database does not take it, the log says so.
public interface AuditTrail {

  /// Notes an act of whoever stands behind the request that this thread serves; where there is
  /// none, of the node itself.
  ///
  /// @param subject what it was done to: an id, a number, an account's name; no more than
  ///   [#SUBJECT_LENGTH_MAX] characters of it are kept. Nothing restricted, and no secret
  void note(Act act, String subject);

  /// Notes an act of an account that is not signed in: who signs in, or fails to.
  ///
  /// @param who the name of an account of this node; empty for a stranger. What was typed and names
  ///   nobody is not kept: people type passwords into the wrong field
  void note(Act act, String subject, String who);

  /// The longest subject, in UTF-16 units.
  int SUBJECT_LENGTH_MAX = 200;
}
