package org.acequia.node.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// `./acequia status`.
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Tell how the running node is.")
public final class StatusCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Option(names = "--json", description = "Print JSON")
  private boolean json;

  /// Picocli makes it.
  StatusCommand() {}

  @Override
  public Integer call() {
    JsonNode status = NodeClient.require(data.path()).get("/api/v1/status");
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(status);
    } else {
      JsonNode community = status.path("community");
      out.printf(
          "Community    %s%n",
          community.isObject() ? community.path("name").asString() : "none yet: ./acequia setup");
      out.printf("Collections  %d%n", status.path("collections").asLong());
      out.printf("Items        %d%n", status.path("items").asLong());
      out.printf(
          "Index        %d items, %d changes to come%n",
          status.path("index").path("items").asLong(),
          status.path("index").path("pending").asLong());
      out.printf("Version      %s%n", status.path("version").asString());
    }
    out.flush();
    return ExitCodes.OK;
  }
}
