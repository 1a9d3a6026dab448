package org.acequia.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.acequia.core.archive.Author;

/// Who may sign in on this node, and who has.
///
/// Implementations bound the work that wrong passwords can cause.
public interface Curators {

  /// The longest name of an account, in UTF-16 units.
  int NAME_LENGTH_MAX = 200;

  /// The shortest password, in UTF-16 units.
  int PASSWORD_LENGTH_MIN = 8;

  /// The longest password, in UTF-16 units.
  int PASSWORD_LENGTH_MAX = 256;

  /// Unlocks a curator's device key into the session of `request`, under a new session id.
  ///
  /// @return [SignIn.Welcome] exactly when [#current] will name the curator from now on
  SignIn signIn(
      HttpServletRequest request, HttpServletResponse response, String name, String password);

  /// Forgets the session and the key in it. Nothing happens where nobody is signed in.
  void signOut(HttpServletRequest request, HttpServletResponse response);

  /// Returns who is signed in. Does not create a session.
  Optional<Curator> current(HttpServletRequest request);

  /// Tells whether whoever is signed in looks after the node: a steward.
  boolean isSteward(HttpServletRequest request);

  /// Adds an account with a device on this node.
  AddCurator add(Author by, String name, String password);

  /// How an attempt to sign in ended.
  sealed interface SignIn {
    /// It succeeded.
    record Welcome(Curator curator) implements SignIn {}

    /// The name is unknown or the password is wrong: which of the two is not said.
    record Refused() implements SignIn {}

    /// Too many attempts failed. The next one counts after `pause`.
    record TooMany(Duration pause) implements SignIn {}
  }

  /// How an attempt to add a curator ended. Only [Added] left anything behind.
  sealed interface AddCurator {
    /// The account is there.
    record Added(RecoverySheet sheet) implements AddCurator {}

    /// Somebody on this node is called so already.
    record NameTaken() implements AddCurator {}

    /// Whoever asked may not.
    record Forbidden() implements AddCurator {}
  }
}
