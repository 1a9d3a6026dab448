package org.acequia.node;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line, `./acequia`.
@Command(
    name = "acequia",
    mixinStandardHelpOptions = true,
    version = "acequia 0.1.0",
    description = "A community's own archive.")
public final class Acequia implements Runnable {

  public static void main(String[] args) {
    System.exit(new CommandLine(new Acequia()).execute(args));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
