package org.acequia.node.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// `./acequia pair`.
@Command(
    name = "pair",
    mixinStandardHelpOptions = true,
    description =
        "Make an invite for another node, pair with the node that made one, or end a pairing.")
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

  @Option(
      names = "--end",
      paramLabel = "NEIGHBOUR",
      description =
          "End the pairing with this neighbour, by its name or peer id: nothing is sent or fetched any more. What came from it stays")
  private Optional<String> end = Optional.empty();

  @Option(names = "--json", description = "Print JSON")
  private boolean json;

  /// Picocli makes it.
  PairCommand() {}

  @Override
  public Integer call() {
    if (Stream.of(make, invite.isPresent(), end.isPresent()).filter(given -> given).count() != 1) {
      throw new CommandException(
          ExitCodes.USAGE,
          "Give either --invite, to make an invite, or the INVITE that another node made, or --end and a neighbour. Nothing was done.");
    }
    PrintWriter out = spec.commandLine().getOut();
    NodeClient node = NodeClient.require(data.path());
    if (end.isPresent()) {
      return end(end.get(), node, out);
    }
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

  private int end(String neighbour, NodeClient node, PrintWriter out) {
    List<JsonNode> meant =
        node.get("/api/v1/network")
            .path("neighbours")
            .valueStream()
            .filter(one ->
                one.path("peerId").asString().equals(neighbour)
                    || one.path("name").asString().equals(neighbour))
            .toList();
    if (meant.size() != 1) {
      throw new CommandException(
          ExitCodes.INPUT,
          "%s neighbour is called “%s”. Nothing was changed. /network names them all, and their peer ids."
              .formatted(meant.isEmpty() ? "No" : "More than one", neighbour));
    }
    String peer = meant.getFirst().path("peerId").asString();
    String name = meant.getFirst().path("name").asString();
    node.delete("/api/v1/neighbours/" + peer);
    if (json) {
      out.println(JsonNodeFactory.instance.objectNode().put("ended", peer));
    } else {
      out.printf("No longer paired with %s (%s). What came from it stays.%n", name, peer);
    }
    out.flush();
    return ExitCodes.OK;
  }
}
