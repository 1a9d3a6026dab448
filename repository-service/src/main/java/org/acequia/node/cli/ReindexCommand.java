package org.acequia.node.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// `./acequia reindex`.
@Command(
    name = "reindex",
    mixinStandardHelpOptions = true,
    description = "Build the search index anew from the records.")
public final class ReindexCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Option(names = "--json", description = "Print JSON")
  private boolean json;

  /// Picocli makes it.
  ReindexCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    JsonNode job = Jobs.run(NodeClient.require(data.path()), "/api/v1/reindex", json, out);
    out.println(json ? job.toString() : job.path("message").asString());
    out.flush();
    return ExitCodes.OK;
  }
}
