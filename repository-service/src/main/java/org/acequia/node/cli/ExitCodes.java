package org.acequia.node.cli;

/// The exit codes of the commands, after `sysexits.h`.
public final class ExitCodes {

  /// It went well.
  public static final int OK = 0;

  /// It ran, and found something wrong: damage, rows that were not taken.
  public static final int FINDINGS = 1;

  /// The command line itself is wrong. Picocli's own.
  public static final int USAGE = 2;

  /// What was given is not usable: a broken file, a used invite.
  public static final int INPUT = 65;

  /// Something that is needed is not there: no node runs, a port is taken.
  public static final int UNAVAILABLE = 69;

  /// A fault of this program.
  public static final int SOFTWARE = 70;

  /// A file or directory cannot be made or used.
  public static final int CANNOT_CREATE = 73;

  /// Reading or writing failed.
  public static final int IO = 74;

  /// It is not allowed.
  public static final int NOT_PERMITTED = 77;

  private ExitCodes() {}
}
