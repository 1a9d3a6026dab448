package org.acequia.node.postgres;

/// A PostgreSQL server that answers, and how to reach it.
public sealed interface Database extends AutoCloseable permits EmbeddedPostgres, ExternalPostgres {

  /// Returns the JDBC URL.
  String jdbcUrl();

  /// Returns the database user.
  String user();

  /// Returns the user's password. Not for logs.
  String password();

  /// Lets go of the server; an embedded one is shut down, which can take some seconds.
  @Override
  void close();
}
