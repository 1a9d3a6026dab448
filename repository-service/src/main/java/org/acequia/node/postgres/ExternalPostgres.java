package org.acequia.node.postgres;

/// A PostgreSQL that the operator runs. It is not started, checked or stopped by the node.
///
/// @param jdbcUrl `jdbc:postgresql://host:port/database`, with whatever parameters it needs
public record ExternalPostgres(String jdbcUrl, String user, String password) implements Database {

  private static final String SCHEME = "jdbc:postgresql:";

  public ExternalPostgres {
    if (!jdbcUrl.startsWith(SCHEME)) {
      throw new PostgresException(
          "The database URL must begin with %s, and this one does not: %s. Nothing was started."
              .formatted(SCHEME, jdbcUrl.replaceAll("(?i)(password=)[^&]*", "$1…")),
          null);
    }
  }

  @Override
  public void close() {}

  /// Returns the user only: the URL may carry a password as well.
  @Override
  public String toString() {
    return "ExternalPostgres[user=%s]".formatted(user);
  }
}
