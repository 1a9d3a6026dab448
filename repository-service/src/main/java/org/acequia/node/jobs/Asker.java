package org.acequia.node.jobs;

import java.util.Optional;
import org.acequia.core.record.AccountId;

/// Who asked for a job.
///
/// @param name for people
/// @param account of a curator; empty for the operator, and for whoever asked before accounts were
///   noted
public record Asker(String name, Optional<AccountId> account) {

  /// Tells whether `other` is the same: by account, or by name where no account was noted here.
  public boolean is(Asker other) {
    return account.isPresent() ? account.equals(other.account) : name.equals(other.name);
  }
}
