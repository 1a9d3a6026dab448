package org.acequia.node.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.acequia.node.LogFormat;
import org.acequia.node.NodeApplication;
import org.acequia.node.NodeOptions;
import org.acequia.node.StartReport;
import org.acequia.node.https.HttpsOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

  private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();
  @Mixin private PortOptions ports = new PortOptions();
  @Mixin private DatabaseOption database = new DatabaseOption();

  @Option(
      names = "--https-port",
      paramLabel = "PORT|off",
      defaultValue = "" + HttpsOptions.PORT,
      description =
          "The port of HTTPS, by which people sign in (default: ${DEFAULT-VALUE}; 0: any free one; off: they sign in at this machine only)")
  private String httpsPort = "" + HttpsOptions.PORT;

  @Option(
      names = "--certificate",
      paramLabel = "PEM",
      description =
          "A certificate with its chain, instead of the one that the node makes for itself. Needs --certificate-key")
  private Optional<Path> certificate = Optional.empty();

  @Option(names = "--certificate-key", paramLabel = "PEM", description = "Its key, not encrypted")
  private Optional<Path> certificateKey = Optional.empty();

  @Option(
      names = "--log-format",
      defaultValue = "text",
      description = "text for people, json for programs (default: ${DEFAULT-VALUE})")
  private LogFormat logFormat = LogFormat.TEXT;

  @Option(
      names = "--announce",
      paramLabel = "MULTIADDR",
      description =
          "Where other nodes find this one, if not where it listens, such as /ip4/203.0.113.7/tcp/4001. May be given several times")
  private List<String> announce = List.of();

  @Option(
      names = "--loopback",
      description = "Answer this machine alone: pages, API and other nodes")
  private boolean loopback;

  @Option(
      names = "--until-input-ends",
      hidden = true,
      description = "Stop when standard input ends: a node that must not outlive who started it")
  private boolean untilInputEnds;

  /// Picocli makes it.
  RunCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    try (ConfigurableApplicationContext node = NodeApplication.start(options())) {
      report(node.getBean(StartReport.class).lines());
      if (untilInputEnds) {
        Thread.ofVirtual().name("input").start(() -> closeWhenInputEnds(node));
      }
      NodeApplication.awaitClosed(node);
    }
    return ExitCodes.OK;
  }

  private void report(List<String> lines) {
    if (logFormat == LogFormat.JSON) {
      lines.forEach(LOG::info);
      return;
    }
    PrintWriter out = spec.commandLine().getOut();
    lines.forEach(out::println);
    out.flush();
  }

  private HttpsOptions https() {
    if (certificate.isPresent() != certificateKey.isPresent()) {
      throw new IllegalArgumentException("--certificate and --certificate-key belong together");
    }
    Optional<HttpsOptions.Brought> brought =
        certificate.map(path -> new HttpsOptions.Brought(path, certificateKey.orElseThrow()));
    if (httpsPort.equals("off")) {
      return HttpsOptions.OFF;
    }
    try {
      return new HttpsOptions(OptionalInt.of(Integer.parseInt(httpsPort)), brought);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "--https-port must be 0 to 65535 or off, not %s".formatted(httpsPort), e);
    }
  }

  private static void closeWhenInputEnds(ConfigurableApplicationContext node) {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException _) {
      // an input that cannot be read has ended, too
    }
    node.close();
  }

  private NodeOptions options() {
    try {
      return new NodeOptions(
          data.path(),
          ports.port(),
          https(),
          ports.p2pPort(),
          database.jdbcUrl(),
          announce,
          loopback,
          logFormat);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
