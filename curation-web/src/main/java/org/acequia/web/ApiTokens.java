package org.acequia.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.acequia.core.archive.Author;

/// The tokens by which a curator's scripts use the API.
public interface ApiTokens {

  /// The longest name, in UTF-16 units.
  int NAME_LENGTH_MAX = 100;

  /// The longest time that a token is good, in days.
  int DAYS_MAX = 366;

  /// How many tokens one curator has at most.
  int TOKENS_MAX = 50;

  /// What a token may do.
  enum Scope {
    /// Ask.
    READ,
    /// Ask, and change what its curator may change.
    WRITE
  }

  /// A token, without its secret.
  ///
  /// @param id its first 16 characters after `acq_`
  /// @param used the day of its last use; empty if there was none
  record Token(
      String id, String name, Scope scope, Instant made, Instant expires, Optional<Instant> used) {}

  /// Returns the tokens of a curator, the newest first, those that have expired too.
  List<Token> of(Author curator);

  /// Makes a token, good for `days` from now.
  ///
  /// @param curator who signed in with a password: a token makes no token
  /// @return its text, which is shown once and not kept; empty where there are [#TOKENS_MAX]
  Optional<String> make(Author curator, String name, Scope scope, int days);

  /// Makes a token useless, from now on and for ever.
  ///
  /// @return whether the curator had such a token
  boolean revoke(Author curator, String id);
}
