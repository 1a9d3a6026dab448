package org.acequia.node.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// `./acequia import`: asks the node to take files in, and tells how far it is until it is done.
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Take files and descriptions in: folders, files, CSV tables and JSON lines.",
      "Taking the same in again adds nothing. What cannot be taken in is named; the rest goes in."
    })
public final class ImportCommand implements Callable<Integer> {

  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /// How many refusals are printed; all that the node remembers come with `--json`.
  private static final int REFUSALS_PRINTED_MAX = 50;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Folders, files, CSV, JSON lines")
  private List<Path> paths = List.of();

  @Option(
      names = "--collection",
      paramLabel = "TITLE",
      description = "The collection; founded if there is none of that title")
  private Optional<String> collection = Optional.empty();

  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description = "Which column or field becomes which term, as JSON (see docs/import.md)")
  private Optional<Path> mapping = Optional.empty();

  @Option(names = "--dry-run", description = "Only look: say what would be added and what is wrong")
  private boolean dryRun;

  @Option(names = "--json", description = "Print JSON")
  private boolean json;

  /// Picocli makes it.
  ImportCommand() {}

  @Override
  public Integer call() {
    NodeClient node = NodeClient.require(data.path());
    PrintWriter out = spec.commandLine().getOut();
    JsonNode job = node.post("/api/v1/imports", wish());
    String at = "/api/v1/imports/" + job.path("id").asLong();
    String told = "";
    while (Jobs.isUnderWay(job)) {
      LockSupport.parkNanos(POLL_NANOS);
      job = node.get(at);
      String progress = progress(job.path("progress"));
      if (!json && !progress.equals(told)) {
        out.println(progress);
        out.flush();
        told = progress;
      }
    }
    print(out, job);
    return job.path("state").asString().equals("DONE") ? ExitCodes.OK : ExitCodes.INPUT;
  }

  private Map<String, Object> wish() {
    Map<String, Object> wish = new LinkedHashMap<>();
    wish.put("paths", paths.stream().map(ImportCommand::absolute).toList());
    collection.ifPresent(title -> wish.put("collection", title));
    mapping.ifPresent(file -> wish.put("mapping", absolute(file)));
    wish.put("dryRun", dryRun);
    return wish;
  }

  private void print(PrintWriter out, JsonNode job) {
    if (json) {
      out.println(job);
      out.flush();
      return;
    }
    JsonNode refusals = job.path("progress").path("refusals");
    int printed = 0;
    for (JsonNode refusal : refusals) {
      if (printed++ == REFUSALS_PRINTED_MAX) {
        out.printf("… and more; --json names up to %,d%n", refusals.size());
        break;
      }
      out.printf(
          "Left out: %s %s%n",
          refusal.path("source").asString(), refusal.path("reason").asString());
    }
    String fault = job.path("fault").asString("");
    if (!fault.isEmpty()) {
      out.println(fault);
    }
    out.printf(
        "%s%s%n", dryRun ? "A dry run; nothing was changed. " : "", progress(job.path("progress")));
    out.flush();
  }

  private static String progress(JsonNode progress) {
    return "%,d added, %,d already here, %,d left out, %,.1f MB stored"
        .formatted(
            progress.path("added").asLong(),
            progress.path("alreadyHere").asLong(),
            progress.path("refused").asLong(),
            progress.path("sizeBytes").asLong() / 1e6);
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }
}
