package org.acequia.node;

import java.io.PrintWriter;
import java.time.InstantSource;
import org.acequia.node.cli.AuditCommand;
import org.acequia.node.cli.CommandFailures;
import org.acequia.node.cli.DoctorCommand;
import org.acequia.node.cli.ImportCommand;
import org.acequia.node.cli.PairCommand;
import org.acequia.node.cli.RehearseCommand;
import org.acequia.node.cli.ReindexCommand;
import org.acequia.node.cli.RunCommand;
import org.acequia.node.cli.SetupCommand;
import org.acequia.node.cli.StatusCommand;
import org.acequia.node.cli.VerifyCommand;
import org.acequia.node.demo.DemoCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command line, `./acequia`.
@Command(
    name = "acequia",
    mixinStandardHelpOptions = true,
    version = "acequia " + Acequia.VERSION,
    description = "A community's own archive.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      DemoCommand.class,
      SetupCommand.class,
      StatusCommand.class,
      DoctorCommand.class,
      AuditCommand.class,
      ImportCommand.class,
      PairCommand.class,
      RehearseCommand.class,
      ReindexCommand.class,
      VerifyCommand.class,
      HelpCommand.class,
    },
    footer = {
      "",
      "./acequia test runs every test; ./acequia bench measures (see docs/benchmarks.md).",
    })
public final class Acequia implements Runnable {

  /// The version of this program.
  public static final String VERSION = "0.1.0";

  /// What commands that start no node take the time from.
  public static final InstantSource CLOCK = InstantSource.system();

  @Spec private CommandSpec spec = CommandSpec.create();

  /// Picocli makes it.
  Acequia() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Acequia())
        .setOut(new PrintWriter(System.out, true, System.out.charset()))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(new CommandFailures());
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing required subcommand");
  }
}
