package org.acequia.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;

/// What people do with their own account: another password, ending sessions, coming back with the
/// recovery sheet.
public interface Accounts {

  /// The longest recovery code that is looked at, in UTF-16 units.
  int CODE_LENGTH_MAX = 100;

  /// Seals the key of whoever is signed in under another password, and ends their other sessions.
  Change changePassword(
      HttpServletRequest request, HttpServletResponse response, String current, String next);

  /// Ends every session of whoever is signed in, this one too. API tokens stay.
  void signOutEverywhere(HttpServletRequest request, HttpServletResponse response);

  /// Gives an account another password and another recovery sheet, by the code on its sheet. Every
  /// session of the account ends and its API tokens are revoked.
  Recovery recover(HttpServletRequest request, String name, String code, String password);

  /// How a change of password ended.
  sealed interface Change {
    /// It succeeded.
    record Changed() implements Change {}

    /// The current password is wrong. Nothing was changed.
    record Wrong() implements Change {}

    /// Too many attempts failed. Nothing was changed; the next one counts after `pause`.
    record TooMany(Duration pause) implements Change {}
  }

  /// How an attempt to recover ended. Only [Recovered] changed anything.
  sealed interface Recovery {
    /// It succeeded.
    ///
    /// @param sheet replaces the old one
    /// @param keepOld whether the old sheet is still of use: it holds the community's recovery key
    record Recovered(RecoverySheet sheet, boolean keepOld) implements Recovery {}

    /// Name and code do not belong together: which of the two is wrong is not said.
    record Refused() implements Recovery {}

    /// Too many attempts failed. The next one counts after `pause`.
    record TooMany(Duration pause) implements Recovery {}
  }
}
