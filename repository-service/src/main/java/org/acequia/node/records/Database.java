package org.acequia.node.records;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.cid.Sha256;
import org.acequia.core.store.RecordStoreException;
import org.jspecify.annotations.Nullable;

/// PostgreSQL as this package speaks to it: short transactions, arrays for batches.
final class Database {

  private final DataSource dataSource;

  Database(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /// What is done within one transaction.
  @FunctionalInterface
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  /// Reads a row.
  @FunctionalInterface
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /// Runs `work` in a transaction of its own: committed when it returns, rolled back when it
  /// throws.
  ///
  /// @param purpose completes "Could not …"
  <T> T transact(String purpose, Work<T> work) {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.run(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException | Error e) {
        rollBack(connection, e);
        throw e;
      }
    } catch (SQLException e) {
      throw new RecordStoreException(
          "Could not %s: %s. Nothing of it was kept. See whether PostgreSQL runs and has space left."
              .formatted(purpose, e.getMessage()),
          e);
    }
  }

  private static void rollBack(Connection connection, Throwable cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  /// Runs a query and returns all its rows.
  static <T> List<T> query(Connection connection, Row<T> row, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      List<T> result = new ArrayList<>();
      while (rows.next()) {
        result.add(row.read(rows));
      }
      return result;
    }
  }

  /// Runs a statement and returns how many rows it changed.
  static int update(Connection connection, String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, parameters)) {
      return statement.executeUpdate();
    }
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  /// Returns an SQL array with one element for each of `values`.
  static <T> Array array(
      Connection connection, String type, Collection<T> values, Function<T, ?> element)
      throws SQLException {
    return connection.createArrayOf(type, values.stream().map(element).toArray());
  }

  /// Returns an SQL array of byte strings, null where `element` returns null.
  static <T> Array byteArrays(
      Connection connection, Collection<T> values, Function<T, byte @Nullable []> element)
      throws SQLException {
    // The driver wants this very type of array.
    @Nullable Object[] elements = new byte[values.size()][];
    int i = 0;
    for (T value : values) {
      elements[i++] = element.apply(value);
    }
    return connection.createArrayOf("bytea", elements);
  }

  /// Reads a digest as the CID of a record or a body.
  static Cid blockCid(byte[] digest) {
    return new Cid(Codec.DAG_CBOR, Sha256.fromBytes(digest));
  }
}
