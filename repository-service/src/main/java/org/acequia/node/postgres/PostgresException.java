package org.acequia.node.postgres;

import org.jspecify.annotations.Nullable;

/// PostgreSQL cannot be started or stopped. The message is for the operator: what happened, what
/// was kept, what to do.
public final class PostgresException extends RuntimeException {

  PostgresException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
