package org.acequia.node.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.acequia.core.record.Record;
import org.acequia.core.store.RecordFixture;
import org.acequia.core.store.RecordStore;
import org.acequia.core.store.RecordStoreContract;
import org.acequia.core.store.RecordStoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresRecordStoreTests extends RecordStoreContract {

  private final HikariDataSource database = TestPostgres.newDatabase();

  @AfterEach
  void closeDatabase() {
    database.close();
  }

  @Override
  protected RecordStore newStore() {
    return new PostgresRecordStore(database, _ -> false);
  }

  @Test
  void failureInTheMiddleOfAnAppendLeavesNothing() throws SQLException {
    RecordFixture home = new RecordFixture(1);
    Record record = home.describe(home.set(1), 1, "one");
    RecordStore store = newStore();
    execute("alter table bodies add constraint none check (octet_length(bytes) < 1)");

    assertThatExceptionOfType(RecordStoreException.class)
        .isThrownBy(() -> store.append(List.of(record), home.bodies()))
        .withMessageContaining("Nothing of it was kept");

    assertThat(store.held(List.of(record.id()))).isEmpty();
    execute("alter table bodies drop constraint none");
    assertThat(store.append(List.of(record), home.bodies()).records()).containsExactly(record);
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
