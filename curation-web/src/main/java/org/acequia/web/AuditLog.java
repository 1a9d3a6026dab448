package org.acequia.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Who did what on this node, for its stewards.
public interface AuditLog {

  /// How many acts are listed at once at most.
  int PAGE_MAX = 500;

  /// One act.
  ///
  /// @param id grows with time
  /// @param act its code, such as `signed_in`; the words are `act.CODE` in the messages
  /// @param who the account's name; empty for strangers and for what the node did by itself
  /// @param address from where; empty once it is forgotten, or where there was none
  /// @param subject what it was done to: an id, a count, a name of an account; may be empty
  record Entry(
      long id,
      Instant at,
      String act,
      Optional<String> who,
      Optional<String> address,
      String subject) {}

  /// Which acts are wanted.
  ///
  /// @param act only those with this code
  /// @param who only those of this account's name
  /// @param before only those with a lower id: where the next page begins
  /// @param limit at most [#PAGE_MAX]
  record Query(Optional<String> act, Optional<String> who, Optional<Long> before, int limit) {}

  /// Returns acts, the newest first.
  List<Entry> acts(Query query);

  /// Returns the codes of all acts that are ever noted.
  List<String> codes();

  /// How long acts are kept, in days.
  int daysKept();

  /// How long the addresses are kept, in days.
  int addressDaysKept();
}
