package org.acequia.web;

import java.util.Optional;

/// The first visit: founding a community on this node, or joining one by an invite.
public interface Founding {

  /// The longest name of a community, in UTF-16 units.
  int NAME_LENGTH_MAX = 200;

  /// Returns the name of the community that this node serves, or empty before the first visit.
  Optional<String> community();

  /// Tells whether `token` is the one-time token that the node printed at its start.
  boolean opens(String token);

  /// Founds a community with a first curator.
  ///
  /// @param password from [Curators#PASSWORD_LENGTH_MIN] to [Curators#PASSWORD_LENGTH_MAX] long
  Outcome found(String token, String community, String curator, String password);

  /// Joins the community of an invite, with a first curator on this node.
  ///
  /// @param invite as it was pasted
  Outcome join(String token, String invite, String curator, String password);

  /// How it ended. Only [Done] left anything behind.
  sealed interface Outcome {
    /// The node serves a community now, and the token opens nothing any more.
    record Done(RecoverySheet sheet) implements Outcome {}

    /// The token is not, or no longer, the one that the node printed.
    record WrongToken() implements Outcome {}

    /// The node serves a community already.
    record AlreadyDone() implements Outcome {}

    /// The first curator may not be called that: so the node calls itself or its operator.
    record NameTaken() implements Outcome {}

    /// The invite cannot be used.
    record InviteRefused(InviteFault fault) implements Outcome {}
  }
}
