package org.acequia.node.cli;

import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// `--jdbc-url`, for every command that starts a node or looks at what it is started with.
final class DatabaseOption {

  @Option(
      names = "--jdbc-url",
      paramLabel = "URL",
      defaultValue = "${env:ACEQUIA_JDBC_URL}",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description =
          "The node's external PostgreSQL, where it has one instead of the embedded one, such as jdbc:postgresql://host/database?user=NAME&password=SECRET. Better in the environment variable ACEQUIA_JDBC_URL, where other users of the machine do not see it")
  private Optional<String> jdbcUrl = Optional.empty();

  /// Returns the URL; empty for the embedded one. Not for logs.
  Optional<String> jdbcUrl() {
    return jdbcUrl;
  }
}
