package org.acequia.node.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// `./acequia verify`.
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Read every file and every record again and check them against their hashes and signatures.",
      "Ends with 1 if damage was found.",
    })
public final class VerifyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Option(names = "--json", description = "Print JSON")
  private boolean json;

  /// Picocli makes it.
  VerifyCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    JsonNode job = Jobs.run(NodeClient.require(data.path()), "/api/v1/verify", json, out);
    JsonNode findings = job.path("result").path("findings");
    if (json) {
      out.println(job);
    } else {
      out.println(job.path("message").asString());
      findings.forEach(finding -> out.println("  " + finding.asString()));
    }
    out.flush();
    return findings.isEmpty() ? ExitCodes.OK : ExitCodes.FINDINGS;
  }
}
