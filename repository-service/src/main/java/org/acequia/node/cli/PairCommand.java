package org.acequia.node.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// `./acequia pair`.
@Command(
    name = "pair",
    mixinStandardHelpOptions = true,
    description = "Make an invite for another node, or pair with the node that made one.")
public final class PairCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Option(names = "--invite", description = "Make an invite, usable once, and print it")
  private boolean make;

  @Parameters(
      arity = "0..1",
      paramLabel = "INVITE",
      description = "The invite that another node made: acequia1:…")
  private Optional<String> invite = Optional.empty();

  @Option(names = "--json", description = "Print JSON")
  private boolean json;

  /// Picocli makes it.
  PairCommand() {}

  @Override
  public Integer call() {
    if (make == invite.isPresent()) {
      throw new CommandException(
          ExitCodes.USAGE,
          "Give either --invite, to make an invite, or the INVITE that another node made. Nothing was done.");
    }
    PrintWriter out = spec.commandLine().getOut();
    NodeClient node = NodeClient.require(data.path());
    JsonNode answer =
        make
            ? node.post("/api/v1/invites", Map.of())
            : node.post("/api/v1/pair", Map.of("invite", invite.orElseThrow()));
    if (json) {
      out.println(answer);
    } else if (make) {
      out.println(answer.path("invite").asString());
    } else {
      out.printf("Paired with %s.%n", answer.path("name").asString());
    }
    out.flush();
    return ExitCodes.OK;
  }
}
