package org.acequia.node.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.acequia.node.NodeApplication;
import org.acequia.node.NodeOptions;
import org.acequia.node.StartReport;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `./acequia run`.
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Start a node and serve until it is stopped (Ctrl-C).")
public final class RunCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--port",
      defaultValue = "" + NodeOptions.PORT,
      description =
          "The port of the pages and the API (default: ${DEFAULT-VALUE}; 0: any free one)")
  private int port;

  @Option(
      names = "--p2p-port",
      defaultValue = "" + NodeOptions.P2P_PORT,
      description = "The port for other nodes (default: ${DEFAULT-VALUE}; 0: any free one)")
  private int p2pPort;

  @Option(
      names = "--jdbc-url",
      paramLabel = "URL",
      description =
          "An external PostgreSQL instead of the embedded one, such as jdbc:postgresql://host/database?user=NAME&password=SECRET")
  private Optional<String> jdbcUrl = Optional.empty();

  @Option(
      names = "--announce",
      paramLabel = "MULTIADDR",
      description =
          "Where other nodes find this one, if not where it listens, such as /ip4/203.0.113.7/tcp/4001. May be given several times")
  private List<String> announce = List.of();

  /// Picocli makes it.
  RunCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    try (ConfigurableApplicationContext node = NodeApplication.start(options())) {
      node.getBean(StartReport.class).lines().forEach(out::println);
      out.flush();
      NodeApplication.awaitClosed(node);
    }
    return ExitCodes.OK;
  }

  private NodeOptions options() {
    try {
      return new NodeOptions(data.path(), port, p2pPort, jdbcUrl, announce, false);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
