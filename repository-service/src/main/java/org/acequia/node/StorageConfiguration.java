package org.acequia.node;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.security.SecureRandom;
import javax.sql.DataSource;
import org.acequia.node.directory.DataDirectory;
import org.acequia.node.postgres.Database;
import org.acequia.node.postgres.EmbeddedPostgres;
import org.acequia.node.postgres.ExternalPostgres;
import org.flywaydb.core.Flyway;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What keeps things: the data directory, PostgreSQL and its tables.
@Configuration(proxyBeanMethods = false)
class StorageConfiguration {

  /// How many connections to PostgreSQL are held open at most.
  static final int CONNECTIONS_MAX = 12;

  private static final long CONNECT_TIMEOUT_MS = 10_000;

  @Bean
  DataDirectory dataDirectory(NodeOptions options) {
    return DataDirectory.open(options.data());
  }

  @Bean
  SecureRandom random() {
    return new SecureRandom();
  }

  @Bean
  NodeKeys keys(DataDirectory data, SecureRandom random) {
    return NodeKeys.of(data.path(), random);
  }

  @Bean
  Database database(NodeOptions options, DataDirectory data) {
    return options
        .jdbcUrl()
        .<Database>map(url -> new ExternalPostgres(url, "", ""))
        .orElseGet(() -> EmbeddedPostgres.start(data));
  }

  /// The pool, of a database whose tables are up to date.
  @Bean
  DataSource dataSource(Database database) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("acequia");
    config.setJdbcUrl(database.jdbcUrl());
    if (!database.user().isEmpty()) {
      config.setUsername(database.user());
      config.setPassword(database.password());
    }
    // What a person wrote may stand in the details of an error, and errors are logged.
    config.addDataSourceProperty("logServerErrorDetail", "false");
    config.setMaximumPoolSize(CONNECTIONS_MAX);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECT_TIMEOUT_MS);
    config.setInitializationFailTimeout(CONNECT_TIMEOUT_MS);
    HikariDataSource pool = new HikariDataSource(config);
    try {
      migrate(pool);
      return pool;
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  private static void migrate(DataSource dataSource) {
    Flyway.configure()
        .dataSource(dataSource)
        .locations("classpath:db/migration")
        .validateMigrationNaming(true)
        .load()
        .migrate();
  }
}
