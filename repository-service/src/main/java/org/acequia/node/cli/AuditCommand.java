package org.acequia.node.cli;

import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// `./acequia audit`.
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = "Tell who did what on the running node, the newest first.")
public final class AuditCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Option(names = "--act", paramLabel = "CODE", description = "Only such acts, as sign_in_failed")
  private Optional<String> act = Optional.empty();

  @Option(names = "--who", paramLabel = "NAME", description = "Only those of this account")
  private Optional<String> who = Optional.empty();

  @Option(
      names = "--limit",
      defaultValue = "50",
      description = "How many, 500 at most (default: ${DEFAULT-VALUE})")
  private int limit;

  @Option(names = "--json", description = "Print JSON")
  private boolean json;

  /// Picocli makes it.
  AuditCommand() {}

  @Override
  public Integer call() {
    StringBuilder path = new StringBuilder("/api/v1/audit?limit=").append(limit);
    act.ifPresent(code -> path.append("&act=").append(encoded(code)));
    who.ifPresent(name -> path.append("&who=").append(encoded(name)));
    JsonNode page = NodeClient.require(data.path()).get(path.toString());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(page);
    } else {
      for (JsonNode entry : page.path("acts")) {
        out.printf(
            "%-24s %-22s %-20s %-16s %s%n",
            entry.path("at").asString(),
            entry.path("act").asString(),
            entry.path("who").asString("-"),
            entry.path("address").asString("-"),
            entry.path("subject").asString(""));
      }
    }
    out.flush();
    return ExitCodes.OK;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
