package org.acequia.node.cli;

import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.acequia.core.store.RecordStoreException;
import org.acequia.node.PortTakenException;
import org.acequia.node.directory.DataDirectoryException;
import org.acequia.node.https.CertificateException;
import org.acequia.node.postgres.PostgresException;
import org.flywaydb.core.api.FlywayException;
import org.springframework.boot.tomcat.ConnectorStartFailedException;
import org.springframework.boot.web.server.PortInUseException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/// The one place that turns a failure into words at the terminal: what happened, what was kept,
/// what to do. With `ACEQUIA_TRACE` set, the stack trace follows.
public final class CommandFailures implements IExecutionExceptionHandler {

  /// What is told, and the exit code.
  record Told(int exitCode, String message) {}

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    Told told = tell(failure);
    command.getErr().println(command.getColorScheme().errorText(told.message));
    if (System.getenv("ACEQUIA_TRACE") != null) {
      failure.printStackTrace(command.getErr());
    }
    command.getErr().flush();
    return told.exitCode;
  }

  static Told tell(Throwable failure) {
    for (Throwable cause : chain(failure)) {
      Optional<Told> told = known(cause);
      if (told.isPresent()) {
        return told.get();
      }
    }
    Throwable root = chain(failure).stream().reduce((_, last) -> last).orElse(failure);
    return new Told(
        ExitCodes.SOFTWARE,
        "Something unforeseen happened: %s. What was acknowledged before is kept. Set ACEQUIA_TRACE=1 and run it again to see where, and report it."
            .formatted(root));
  }

  private static Optional<Told> known(Throwable cause) {
    return Optional.ofNullable(
        switch (cause) {
          case CommandException e -> new Told(e.exitCode(), message(e));
          case DataDirectoryException e -> new Told(ExitCodes.CANNOT_CREATE, message(e));
          case PostgresException e -> new Told(ExitCodes.UNAVAILABLE, message(e));
          case PortInUseException e -> port(e.getPort());
          case ConnectorStartFailedException e -> port(e.getPort());
          case CertificateException e -> new Told(ExitCodes.INPUT, message(e));
          case PortTakenException e -> new Told(ExitCodes.UNAVAILABLE, message(e));
          case FlywayException e -> flyway(e);
          case RecordStoreException e -> new Told(ExitCodes.IO, message(e));
          case SQLException e ->
              new Told(
                  ExitCodes.UNAVAILABLE,
                  "PostgreSQL does not answer as it should: %s. Nothing was changed. Check that it runs, and the URL, user and password given with --jdbc-url."
                      .formatted(oneLine(message(e))));
          default -> null;
        });
  }

  private static Told port(int port) {
    return new Told(
        ExitCodes.UNAVAILABLE,
        "Port %d is in use by another program. Nothing was changed. Stop that program, or choose another port with --port (pages) or --https-port (signing in)."
            .formatted(port));
  }

  private static Told flyway(FlywayException e) {
    for (Throwable cause : chain(e)) {
      if (cause instanceof SQLException sql) {
        return known(sql).orElseThrow();
      }
    }
    return new Told(
        ExitCodes.UNAVAILABLE,
        "The database's tables are not what this version of Acequia expects: %s. Nothing was changed. If a newer Acequia wrote them, update; otherwise restore a backup."
            .formatted(oneLine(message(e))));
  }

  private static Set<Throwable> chain(Throwable failure) {
    Set<Throwable> chain = new LinkedHashSet<>();
    for (Throwable next = failure; next != null && chain.add(next); next = next.getCause()) {
      // the set does the work, and ends a cycle
    }
    return chain;
  }

  private static String message(Throwable e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private static String oneLine(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).findFirst().orElse("");
  }

  /// Returns what went wrong with a file or a connection, in words.
  static String ioMessage(IOException e) {
    return message(e);
  }
}
