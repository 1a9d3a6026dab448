package org.acequia.node.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// `./acequia import`.
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = "Take files and descriptions in.")
public final class ImportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Folders, CSV or JSON lines")
  private List<Path> paths = List.of();

  @Option(names = "--json", description = "Print JSON")
  private boolean json;

  /// Picocli makes it.
  ImportCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    JsonNode job =
        NodeClient.require(data.path())
            .post(
                "/api/v1/imports",
                Map.of(
                    "paths",
                    paths.stream().map(path -> path.toAbsolutePath().toString()).toList()));
    out.println(json ? job.toString() : job.path("message").asString());
    out.flush();
    return ExitCodes.OK;
  }
}
