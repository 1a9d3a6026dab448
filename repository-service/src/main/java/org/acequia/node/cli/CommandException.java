package org.acequia.node.cli;

/// A command cannot do what it was asked. The message is for the person at the terminal: what
/// happened, what was kept, what to do.
public final class CommandException extends RuntimeException {

  private final int exitCode;

  /// @param exitCode with which the process ends
  public CommandException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /// @param exitCode with which the process ends
  public CommandException(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /// Returns the code with which the process ends.
  public int exitCode() {
    return exitCode;
  }
}
